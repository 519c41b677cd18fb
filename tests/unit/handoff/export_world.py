"""A world whose handoffs are exported to a stand-in for Open Klant on this computer."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

import httpx
from handoff_world import World
from pydantic import SecretStr
from sqlalchemy import select

from content.catalogue import Catalogue
from handoff import tables
from handoff.database import reading
from handoff.klantinteracties import Export
from handoff.klantinteracties.client import Client
from handoff.klantinteracties.exporter import Exporter
from handoff.klantinteracties.facade import team_names
from handoff.klantinteracties.peer import Peer
from handoff.klantinteracties.settings import ExportSettings
from handoff.klantinteracties.wording import texts_of
from handoff.outbox.kinds import HANDLERS
from handoff.outbox.tools import Tools
from handoff.outbox.worker import Worker
from handoff.queue import Queue
from handoff.queue.store import Store
from handoff.queue.telling import EXPORT
from tests.harness.open_klant import TOKEN, OpenKlant

LITTLE_PATIENCE = 0.3  # seconds; a peer that is too slow takes longer
KINDS = ("klantcontacten", "betrokkenen", "digitaleadressen", "internetaken")


@dataclass
class Office:
    """
    Everything that a test of the export needs; `worker` works only when a test asks it to.

    Attributes:
        workers: How many work at the same time.
    """

    world: World
    there: OpenKlant
    store: Store
    client: Client
    worker: Worker
    export: Export
    workers: int = 1

    def tell(self) -> None:
        """Send all that is due."""
        others = [threading.Thread(target=self._tell) for _ in range(self.workers - 1)]
        for other in others:
            other.start()
        self._tell()
        for other in others:
            other.join()

    def _tell(self) -> None:
        while self.worker.tell_one(EXPORT):
            pass

    def tell_all(self, rounds: int = 60) -> None:
        """Send until nothing waits any more; the clock goes on in between, as long as the peer is busy or asked for."""
        for _ in range(rounds):
            self.tell()
            if not self.pending():
                return
            self.let_settle()
            self.world.clock.turn(minutes=62)
        raise AssertionError([(row.code, row.last_error) for row in self.pending()])

    def let_settle(self) -> None:
        """Wait until the peer is done with what nobody waits for any more."""
        quiet = 0
        while self.there.busy or quiet < 3:
            quiet = 0 if self.there.busy else quiet + 1
            time.sleep(0.01)

    def rows(self) -> list[tables.Outbox]:
        """Return the rows of the export, oldest first."""
        row = tables.Outbox
        with reading(self.world.engine) as session:
            return list(session.scalars(select(row).where(row.kind == EXPORT).order_by(row.created_at, row.id)))

    def pending(self) -> list[tables.Outbox]:
        """Return what still waits."""
        return [row for row in self.rows() if not row.done_at and not row.dead_at]

    def counts(self) -> dict[str, int]:
        """Return how many things of each kind stand there."""
        return {path: len(things) for path, things in self.there.things.items() if things}

    def of(self, path: str) -> dict[str, object]:
        """Return the one thing of a kind that stands there."""
        (found,) = self.there.all(path)
        return found

    def actors(self) -> list[str]:
        """Return the kinds of actors that have the one task."""
        uuids = [one["uuid"] for one in self.of("internetaken")["toegewezenAanActoren"]]  # type: ignore[attr-defined]
        return [self.there.things["actoren"][uuid]["soortActor"] for uuid in uuids]

    def remembered(self) -> int:
        """Return how many handoffs we still know to be there."""
        return self.export.counts().there


def exporting(world: World, url: str) -> World:
    """Return the world with the export switched on."""
    settings = world.settings.model_copy(update={"klantinteracties_url": url})
    queue = Queue(world.engine, world.keys, settings, world.clock, world.queue._store.teams)
    return replace(world, settings=settings, queue=queue)


def client_for(there: OpenKlant, timeout: float = 5.0) -> Client:
    """Return a client that waits so many seconds for an answer."""
    return Client(there.url, SecretStr(TOKEN), timeout=httpx.Timeout(timeout, connect=2.0))


@contextmanager
def open_office(
    world: World,
    catalogue: Catalogue,
    there: OpenKlant | None = None,
    wrap: Callable[[Client], Client] = lambda client: client,
) -> Iterator[Office]:
    """
    Give an office whose peer listens.

    Args:
        there: A peer that misbehaves; nobody waits long for its answers.
        wrap: Puts something between us and the peer.
    """
    with (there or OpenKlant()).listening() as peer:
        world = exporting(world, peer.url)
        store = Store(world.engine, world.keys, world.settings, world.clock)
        client = wrap(client_for(peer, LITTLE_PATIENCE if there else 5.0))
        names = team_names(catalogue)
        exporter = Exporter(Peer(client, texts_of(catalogue), ExportSettings(_env_file=None)), names)  # type: ignore[call-arg]
        worker = Worker(Tools(store, catalogue, None), {**HANDLERS, EXPORT: exporter})
        yield Office(world, peer, store, client, worker, Export(store))
        client.close()
