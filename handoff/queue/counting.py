"""Counts the steps of a handoff: how often and, in ranges of working hours, how soon. Never which handoff it was."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from types import MappingProxyType

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from handoff import tables
from handoff.audit import Line
from handoff.counters import bucket_of, count
from handoff.queue.records import Row
from handoff.queue.working_time import Hours, between
from privacy.counters import Count

AN_HOUR = timedelta(hours=1)
TRIES = ("attempt", "message_out")
SPOKEN = "gesproken"
Counted = Iterator[tuple[str, str]]


@dataclass(frozen=True)
class Step(ABC):
    """
    A line of the audit log that is about to be added.

    Earlier lines tell whether it is the first time: only the first claim, try and talk have a time that means anything.
    """

    handoff: tables.Handoff | Row
    line: Line
    hours: Hours

    @property
    def is_late(self) -> bool:
        """Tell whether the term for the first talk is over."""
        return self.line.at > self.handoff.due_at

    def after(self) -> str:
        """Return how long it took since the inwoner asked, as a range of working hours of the team."""
        return bucket_of(between(self.hours, self.handoff.created_at, self.line.at) / AN_HOUR)

    @abstractmethod
    def happened(self, *actions: str) -> bool:
        """Tell whether one of these happened before."""

    @abstractmethod
    def reached(self) -> bool:
        """Tell whether there was a talk."""


@dataclass(frozen=True)
class PickUp(Step):
    """A pick-up of which is known already whether it is the first; nobody is reached by it."""

    before: bool

    def happened(self, *_actions: str) -> bool:
        """Tell whether somebody picked it up before."""
        return self.before

    def reached(self) -> bool:
        """Tell that there was no talk yet."""
        return False


@dataclass(frozen=True)
class StoredStep(Step):
    """A step of which the earlier lines are looked up, in its own transaction."""

    session: Session

    def happened(self, *actions: str) -> bool:
        """Tell whether one of these happened before."""
        return self._first(tables.Event.action.in_(actions)) is not None

    def reached(self) -> bool:
        """Tell whether there was a talk."""
        return was_reached(self.session, self.handoff.id)

    def _first(self, which: ColumnElement[bool]) -> int | None:
        return _first_line(self.session, self.handoff.id, which)


def was_reached(session: Session, handoff_id: str) -> bool:
    """Tell whether there was a talk: spoken, or an answer in the chat after a message of the wijkteam."""
    event = tables.Event
    if _first_line(session, handoff_id, (event.action == "attempt") & (event.result == SPOKEN)):
        return True
    wrote = _first_line(session, handoff_id, event.action == "message_out")
    answered = (event.action == "message_in") & (event.id > (wrote or 0))
    return wrote is not None and _first_line(session, handoff_id, answered) is not None


def _first_line(session: Session, handoff_id: str, which: ColumnElement[bool]) -> int | None:
    event = tables.Event
    mine = select(event.id).where(event.handoff_id == handoff_id, which)
    return session.scalar(mine.order_by(event.id).limit(1))


def count_step(session: Session, hours: Callable[[str], Hours], line: Line) -> None:
    """Count what a line of the audit log tells, in the same transaction, before that line is added."""
    if line.action not in STEPS:
        return
    handoff = session.get_one(tables.Handoff, line.handoff_id)
    for one in counts_of(StoredStep(handoff, line, hours(handoff.team), session)):
        count(session, one, line.at)


def counts_of(step: Step) -> Iterator[Count]:
    """Give what a step counts."""
    for wat, soort in STEPS[step.line.action](step):
        yield Count(step.handoff.gemeente, wat, soort, step.handoff.team)


def _created(_step: Step) -> Counted:
    yield "overdracht", ""


def _claimed(step: Step) -> Counted:
    if not step.happened("claimed"):
        yield "opgepakt", step.after()


def _given_back(_step: Step) -> Counted:
    yield "teruggegeven", ""


def _tried(step: Step) -> Counted:
    if not step.happened(*TRIES):
        yield "eerste_poging", step.after()
    yield "poging", step.line.result
    if step.line.result == SPOKEN and not step.reached():
        yield from _reached_now(step)


def _wrote(step: Step) -> Counted:
    """A chat is a try too, and one try: ten messages are one talk."""
    if not step.happened(*TRIES):
        yield "eerste_poging", step.after()
    if not step.happened("message_out"):
        yield "poging", "chat"


def _answered(step: Step) -> Counted:
    """An inwoner who answers in the chat is reached."""
    if step.happened("message_out") and not step.reached():
        yield from _reached_now(step)


def _reached_now(step: Step) -> Counted:
    yield "bereikt", step.after()
    if step.is_late:
        yield "te_laat", ""


def _closed(step: Step) -> Counted:
    yield "uitkomst", step.line.result
    yield from _never_reached_in_time(step)


def _withdrawn(step: Step) -> Counted:
    yield "ingetrokken", ""
    yield from _never_reached_in_time(step)


def _expired(step: Step) -> Counted:
    yield "verlopen", ""
    yield from _never_reached_in_time(step)


def _never_reached_in_time(step: Step) -> Counted:
    if step.is_late and not step.reached():
        yield "te_laat", ""


STEPS: Mapping[str, Callable[[Step], Counted]] = MappingProxyType(
    {
        "created": _created,
        "claimed": _claimed,
        "released": _given_back,
        "lease_ended": _given_back,
        "holder_gone": _given_back,
        "attempt": _tried,
        "message_out": _wrote,
        "message_in": _answered,
        "closed": _closed,
        "withdrawn": _withdrawn,
        "expired": _expired,
    }
)
