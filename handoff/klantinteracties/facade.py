"""The export as one object for the command line, and what the worker gets when the settings ask for it."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.orm import InstrumentedAttribute

from content.catalogue import Catalogue
from handoff import tables
from handoff.klantinteracties.client import Client
from handoff.klantinteracties.exporter import ERASE, Exporter
from handoff.klantinteracties.memory import HANDOFF
from handoff.klantinteracties.peer import Peer
from handoff.klantinteracties.settings import ExportSettings
from handoff.klantinteracties.wording import texts_of
from handoff.outbox.rows import PENDING
from handoff.queue.records import OPEN_STATUSES
from handoff.queue.store import Store
from handoff.queue.telling import EXPORT, put
from handoff.settings import HandoffSettings
from privacy.log import get_logger

IN_LINE = "export"  # code of a row: look how it stands, and bring the peer in line


@dataclass(frozen=True)
class Counts:
    """How the export stands: handoffs there, rows that wait, of which failed once, and rows that were given up."""

    there: int
    waiting: int
    failing: int
    dead: int


class Export:
    """What somebody at the command line may see of the export, and ask of it. It only writes rows for the worker."""

    def __init__(self, store: Store) -> None:
        """Keep the database."""
        self._store = store

    @property
    def is_on(self) -> bool:
        """Tell whether the settings name a peer."""
        return self._store.settings.klantinteracties_url != ""

    def counts(self) -> Counts:
        """Count."""
        row, owner = tables.Outbox, tables.Exported
        mine = row.kind == EXPORT
        with self._store.reading() as session:

            def count(of: InstrumentedAttribute[str], *which: ColumnElement[bool]) -> int:
                return session.scalar(select(func.count(of)).where(*which)) or 0

            return Counts(
                there=count(owner.owner, owner.owner.startswith(f"{HANDOFF}:")),
                waiting=count(row.id, mine, PENDING),
                failing=count(row.id, mine, PENDING, row.last_error.is_not(None)),
                dead=count(row.id, mine, row.dead_at.is_not(None)),
            )

    def bring_in_line(self) -> int:
        """Ask for every open handoff and all that may stand at the peer to be looked at; returns how many."""
        handoff = tables.Handoff
        with self._store.reading() as session:
            still_open = set(session.scalars(select(handoff.id).where(handoff.status.in_(OPEN_STATUSES))))
        return self._ask(still_open | self._there(), IN_LINE)

    def erase(self) -> int:
        """Ask for everything at the peer to be erased; returns of how many handoffs."""
        return self._ask(self._there(), ERASE)

    def try_again(self) -> int:
        """Make what was given up due now, with all its tries again; returns how many."""
        row = tables.Outbox
        statement = (
            update(row)
            .where(row.kind == EXPORT, row.dead_at.is_not(None))
            .values(dead_at=None, attempts=0, next_at=self._store.clock())
            .returning(row.handoff_id)
            .execution_options(synchronize_session=False)
        )
        with self._store.writing() as session:
            found = session.scalars(statement).all()
            for handoff_id in found:
                self._store.log(session, "told_again", handoff_id, None, EXPORT)
        return len(found)

    def _there(self) -> set[str]:
        owner = tables.Exported.owner
        with self._store.reading() as session:
            found = session.scalars(select(owner).where(owner.startswith(f"{HANDOFF}:")))
            return {one.partition(":")[2] for one in found}

    def _ask(self, handoff_ids: set[str], code: str) -> int:
        """Write a row for each that doesn't wait with this code already."""
        row = tables.Outbox
        with self._store.writing() as session:
            asked = set(session.scalars(select(row.handoff_id).where(row.kind == EXPORT, row.code == code, PENDING)))
            fresh = sorted(handoff_ids - asked)
            for handoff_id in fresh:
                put(session, self._store.clock(), EXPORT, code, handoff_id)
        return len(fresh)


def exporter_for(settings: HandoffSettings, catalogue: Catalogue) -> Exporter | None:
    """
    Return what handles rows of the export; None when it is off, or when this process has no token.

    Raises:
        ValueError: If a setting is wrong; its message holds no value.
        TextTooLongError: If a fixed text doesn't fit.
    """
    if not settings.klantinteracties_url:
        return None
    export = ExportSettings()
    token = export.secret()
    if token is None:  # another process sends; if there is none, the rows wait and the console says so
        get_logger().warning("export_without_token")
        return None
    client = Client(settings.klantinteracties_url, token, export.networks or (), export.ca_file)
    return Exporter(Peer(client, texts_of(catalogue), export), team_names(catalogue))


def team_names(catalogue: Catalogue) -> Mapping[str, str]:
    """Return the name of each team, by id."""
    return {team.id: team.naam for gemeente in catalogue.gemeenten.values() for team in gemeente.teams}
