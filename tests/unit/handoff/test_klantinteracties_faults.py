"""Whatever goes wrong on the way, each thing stands at the peer once at the end, and nothing after it is erased."""

import random
import threading
from collections import Counter
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from export_world import KINDS, Office, open_office
from handoff_world import LINES, World

from content.catalogue import Catalogue
from handoff.klantinteracties import bodies
from handoff.klantinteracties.client import Client, Thing
from handoff.klantinteracties.exporter import Exporter
from handoff.klantinteracties.faults import SETTLES
from handoff.klantinteracties.memory import LEASE
from handoff.klantinteracties.peer import Peer
from handoff.klantinteracties.settings import ExportSettings
from handoff.klantinteracties.situation import situation_of
from handoff.klantinteracties.wording import texts_of
from handoff.outbox.kinds import HANDLERS
from handoff.outbox.records import Item, NotToldError
from handoff.outbox.tools import Tools
from handoff.outbox.worker import Worker
from handoff.queue.telling import EXPORT
from tests.harness.open_klant import OpenKlant

HANDOFFS = 60  # and a part of that on PostgreSQL, which the same code runs on
QUICK = ("refuse_500", "refuse_429", "refuse_503", "cut_before", "cut_after", "bad_gateway")
TROUBLES = (*QUICK, *QUICK, "slow", "late")  # waiting for nothing takes the time of the test
SHARE = 0.25
NAIVE = 50
PERSONAL = ("+31600000000", "MERK-NAAM")


class KilledError(BaseException):
    """The whole process is gone: nothing after this runs, as after kill -9."""


def troubled(seed: int, share: float = SHARE) -> OpenKlant:
    """Give a peer of which this share of the requests goes wrong in some way."""
    chance = random.Random(seed)
    seen: Counter[str] = Counter()

    def trouble(_method: str, _path: str) -> str:
        if chance.random() >= share:
            return ""
        kind = chance.choice(TROUBLES)
        seen[kind] += 1
        return kind

    there = OpenKlant(trouble=trouble, slow=0.5)
    there.seen = seen  # type: ignore[attr-defined]
    return there


def things_per_handoff(office: Office) -> Counter[tuple[int, ...]]:
    """Count how often each number of things (contacts, people, addresses, tasks) belongs to one question."""
    there = office.there.things
    found: Counter[tuple[int, ...]] = Counter()
    for contact in list(there["klantcontacten"].values()):
        people = [one["uuid"] for one in there["betrokkenen"].values() if points(one, "hadKlantcontact", contact)]
        adressen = [
            one for one in there["digitaleadressen"].values()
            if (one["verstrektDoorBetrokkene"] or {}).get("uuid") in people
        ]  # fmt: skip
        tasks = [1 for one in there["internetaken"].values() if points(one, "aanleidinggevendKlantcontact", contact)]
        found[(1, len(people), len(adressen), len(tasks))] += 1
    return found


def points(one: Thing, name: str, contact: Thing) -> bool:
    return bool(one[name]["uuid"] == contact["uuid"])


@pytest.mark.timeout(300)
def test_a_quarter_of_all_calls_goes_wrong_and_everything_stands_there_once(
    any_world: World, catalogue: Catalogue
) -> None:
    there = troubled(20261126)
    with open_office(any_world, catalogue, there) as office:
        anna = office.world.colleague("Anna")
        count = HANDOFFS if any_world.engine.dialect.name == "sqlite" else HANDOFFS // 5
        rows = [office.world.waiting(f"gesprek-{number}") for number in range(count)]
        for row in rows[::2]:
            office.world.queue.claim(row.id, anna, office.world.teams)
        office.workers = 4
        office.tell_all()
        seen: Counter[str] = there.seen  # type: ignore[attr-defined]
        if count == HANDOFFS:  # fewer calls may by chance meet fewer faults
            assert set(seen) == set(TROUBLES)
            assert seen.total() >= 0.2 * len(there.asked)
        assert things_per_handoff(office) == {(1, 1, 1, 1): count}
        assert len(there.things["digitaleadressen"]) == count
        kinds = Counter(one["soortActor"] for one in there.all("actoren"))
        assert kinds == {"organisatorische_eenheid": 1, "medewerker": 1}
        assert Counter(len(one["toegewezenAanActoren"]) for one in there.all("internetaken")) == {
            1: count // 2,
            2: count // 2,
        }
        assert not [one for one in PERSONAL if one in repr(there.told)]
        finish_and_erase(office, anna, rows)
        assert office.counts() == {"actoren": 2}
        assert not [one for one in (*PERSONAL, *(row.id for row in rows)) if one in there.text()]
        assert office.remembered() == 0


def finish_and_erase(office: Office, anna: str, rows: list[Any]) -> None:
    """Finish a part, withdraw the rest, and purge all, while calls go on going wrong."""
    for number, row in enumerate(rows):
        if number % 4 == 0:
            office.world.queue.close(row.id, anna, "opgelost", office.world.queue.get(row.id).version)
        else:
            office.world.queue.withdraw_conversation(f"gesprek-{number}")
    office.tell_all()
    there = office.there
    assert Counter(len(one["nummer"]) for one in there.all("klantcontacten")) == dict.fromkeys((8, 10), len(rows) // 4)
    assert len(there.things["onderwerpobjecten"]) == len(rows) // 4
    assert {one["status"] for one in there.all("internetaken")} == {"verwerkt"}
    assert not [one for one in PERSONAL if one in repr(there.things)]
    office.world.queue.purge(office.world.clock.now.replace(year=2029))
    office.tell_all()


class NaiveExporter:
    """What most exporters do: send it, and when that fails, send it again. It looks up nothing."""

    def __init__(self, client: Client, catalogue: Catalogue) -> None:
        """Keep the client."""
        self.client, self.texts = client, texts_of(catalogue)
        self.chance = random.Random(1)

    def __call__(self, tools: Tools, item: Item) -> tuple[()]:
        """Make all things anew."""
        handoff = situation_of(tools.store, item.handoff_id or "")
        assert handoff is not None
        number = str(self.chance.randrange(10**9, 10**10))
        numbers = {"nummer": number, "referentienummer": number}
        contact = self.client.create("klantcontacten", bodies.klantcontact(self.texts, "web", handoff) | numbers)[
            "uuid"
        ]
        person = self.client.create("betrokkenen", bodies.betrokkene(contact, None))["uuid"]
        adres = bodies.digitaal_adres(self.texts, person, handoff.id, "telefoon", "+31600000000")
        self.client.create("digitaleadressen", adres)
        self.client.create("internetaken", bodies.internetaak(self.texts, contact, []) | numbers)
        return ()


@pytest.mark.timeout(300)
def test_an_exporter_that_looks_up_nothing_does_double(world: World, catalogue: Catalogue) -> None:
    """The negative control: the same peer, the same faults; what the test above must be able to see."""
    with open_office(world, catalogue, troubled(20261126)) as office:
        naive = NaiveExporter(office.client, catalogue)
        office.worker = Worker(Tools(office.store, catalogue, None), {**HANDLERS, EXPORT: naive})
        for number in range(NAIVE):
            office.world.waiting(f"gesprek-{number}")
        office.tell_all()
        assert len(office.there.things["klantcontacten"]) > NAIVE + 5
        assert things_per_handoff(office)[(1, 1, 1, 1)] < sum(things_per_handoff(office).values())


class Killing(Client):
    """Is killed at one call: before it goes out, or after the answer came in and before anybody read that."""

    def __init__(self, inner: Client) -> None:
        """Count the calls of `inner`."""
        self._http = inner._http
        self.calls, self.at, self.after = 0, 0, False

    def _ask(self, *args: Any, **kwargs: Any) -> httpx.Response:
        self.calls += 1
        if self.calls == self.at and not self.after:
            raise KilledError
        answer = super()._ask(*args, **kwargs)
        if self.calls == self.at:
            raise KilledError
        return answer


def whole_life(office: Office, anna: str, end: str) -> None:
    """Let a handoff come in and be picked up, then end in one of two ways; each told before the next."""
    row = office.world.waiting()
    tell_through_kills(office)
    held = office.world.queue.claim(row.id, anna, office.world.teams)
    tell_through_kills(office)
    assert things_per_handoff(office) == {(1, 1, 1, 1): 1}
    if end == "closed":
        office.world.queue.close(row.id, anna, "opgelost", held.version)
    else:
        office.world.queue.withdraw_conversation("gesprek-1")
    tell_through_kills(office)


def tell_through_kills(office: Office) -> None:
    """Work; when that is killed, another process goes on after the lease of what was in hand is over."""
    while True:
        try:
            office.tell_all()
        except KilledError:
            office.let_settle()
            office.world.clock.turn(seconds=max(LEASE.total_seconds(), office.world.settings.outbox_lease_seconds))
            continue
        return


@pytest.mark.timeout(300)
@pytest.mark.parametrize("end", ["closed", "withdrawn"])
def test_a_worker_that_is_killed_between_any_two_calls_doubles_nothing(
    world: World, catalogue: Catalogue, end: str
) -> None:
    killed = 0
    left = {"klantcontacten": 2, "betrokkenen": 1, "internetaken": 1, "onderwerpobjecten": 1}
    with open_office(world, catalogue, wrap=Killing) as office:
        client, anna = office.client, office.world.colleague("Anna")
        assert isinstance(client, Killing)
        for at in range(1, 100):
            for client.after in (False, True):
                client.calls, client.at = 0, at
                whole_life(office, anna, end)
                assert office.counts() == {"actoren": 2, **(left if end == "closed" else {})}, (at, client.after)
                assert not [word for word in PERSONAL if word in repr(office.there.things)]
                reached = client.calls >= at
                killed += reached
                clean(office)
            if not reached:
                break
    assert killed >= 30, killed


def clean(office: Office) -> None:
    """Let the next life begin with an empty peer, and with nothing remembered of it."""
    office.world.queue.withdraw_conversation("gesprek-1")
    for things in office.there.things.values():
        things.clear()
    with office.world.engine.execution_options(immediate=True).begin() as connection:
        for table in ("klantinteracties_object", "klantinteracties", "outbox"):
            connection.exec_driver_sql(f"DELETE FROM {table}")


def test_an_erase_that_comes_while_create_is_half_done_leaves_nothing(world: World, catalogue: Catalogue) -> None:
    with open_office(world, catalogue) as office:
        begun, go_on = threading.Event(), threading.Event()
        create = office.client.create

        def slow(path: str, body: Thing) -> Thing:
            if path == "digitaleadressen":
                begun.set()
                go_on.wait(10)
            return create(path, body)

        office.client.create = slow  # type: ignore[method-assign]
        office.world.waiting()
        sending = threading.Thread(target=lambda: office.worker.tell_one(EXPORT))
        sending.start()
        begun.wait(10)
        office.world.queue.withdraw_conversation("gesprek-1")
        office.tell()  # the erase waits its turn: another worker is in the middle of it
        assert [row.last_error for row in office.pending() if row.code == "withdrawn"] == ["export_waits"]
        go_on.set()
        sending.join(10)
        assert "+31600000000" in office.there.text()
        office.tell_all()
        assert office.counts() == {"actoren": 1}
        assert not [one for one in PERSONAL if one in office.there.text()]


def test_an_address_that_arrives_after_its_answer_was_given_up_is_erased_too(
    world: World, catalogue: Catalogue
) -> None:
    there = OpenKlant(
        slow=1.0, trouble=lambda method, path: "late" if path == "digitaleadressen" and method == "POST" else ""
    )
    with open_office(world, catalogue, there) as office:
        office.world.waiting()
        office.tell()
        office.world.queue.withdraw_conversation("gesprek-1")
        office.tell()
        assert there.things["digitaleadressen"] == {}  # it didn't arrive yet
        assert "export_waits" in {row.last_error for row in office.pending()}  # so nothing is believed erased
        office.let_settle()
        assert "+31600000000" in there.text()
        office.world.clock.turn(seconds=SETTLES.total_seconds() + 60)
        office.tell_all()
        assert office.counts() == {}


@pytest.mark.timeout(200)
def test_many_workers_at_the_same_time_double_nothing(any_world: World, catalogue: Catalogue) -> None:
    with open_office(any_world, catalogue) as office:
        anna = office.world.colleague("Anna")
        for number in range(30):
            row = office.world.waiting(f"gesprek-{number}")
            office.world.queue.claim(row.id, anna, office.world.teams)
        threads = [threading.Thread(target=office.tell) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        office.tell_all()
        assert things_per_handoff(office) == {(1, 1, 1, 1): 30}
        assert len(office.there.things["actoren"]) == 2


def test_one_handoff_that_the_peer_refuses_never_blocks_the_next(world: World, catalogue: Catalogue) -> None:
    with open_office(world, catalogue) as office:
        first = office.world.waiting("gesprek-1")
        office.world.waiting("gesprek-2")
        create = office.client.create

        def refuse(path: str, body: Thing) -> Thing:
            if body.get("nummer") == first.referentie and path == "internetaken":
                return create(path, {**body, "gevraagdeHandeling": "x" * 201})
            return create(path, body)

        office.client.create = refuse  # type: ignore[method-assign]
        office.tell_all()
        assert [(row.handoff_id, row.last_error) for row in office.rows() if row.dead_at] == [
            (first.id, "export_refused")
        ]
        assert len(office.there.things["internetaken"]) == 1
        assert office.export.counts().dead == 1
        office.client.create = create  # type: ignore[method-assign]
        assert office.export.try_again() == 1
        office.tell_all()
        assert things_per_handoff(office) == {(1, 1, 1, 1): 2}
        assert ("told_again", "klantinteracties") in office.world.events(first.id)


def test_the_peer_says_how_long_to_wait_and_is_obeyed(world: World, catalogue: Catalogue) -> None:
    there = OpenKlant(trouble=lambda method, path: "refuse_429", retry_after="900")
    with open_office(world, catalogue, there) as office:
        office.world.waiting()
        office.tell()
        (row,) = office.pending()
        assert row.last_error == "export_busy"
        assert (row.next_at - office.world.clock()).total_seconds() >= 900
        there.trouble = lambda method, path: ""
        office.world.clock.turn(seconds=899)
        office.tell()
        assert there.asked == []
        office.world.clock.turn(seconds=2)
        office.tell()
        assert office.pending() == []


@pytest.fixture
def peer_of(catalogue: Catalogue) -> Iterator[Any]:
    yield lambda client: Peer(client, texts_of(catalogue), ExportSettings(_env_file=None))  # type: ignore[call-arg]


def test_a_failing_call_names_no_value_and_no_address(world: World, catalogue: Catalogue, peer_of: Any) -> None:
    """What is written down of a failure is a code; the error itself holds nothing either."""
    there = OpenKlant(trouble=lambda method, path: "cut_after" if path == "digitaleadressen" else "")
    with open_office(world, catalogue, there) as office:
        exporter = Exporter(peer_of(office.client), {})
        row = office.world.waiting(lines=LINES)
        item = Item("1", EXPORT, row.id, "created", "", office.world.clock(), 1, "")
        with pytest.raises(NotToldError) as caught:
            exporter(Tools(office.store, catalogue, None), item)
        assert not [one for one in (*PERSONAL, there.url) if one in f"{caught.value!r} {caught.value}"]
        assert caught.value.__suppress_context__
        assert set(KINDS) >= set(office.counts()) - {"actoren"}
