"""What the queue must know of a team. A team that isn't known gets nothing passed on to it."""

from dataclasses import dataclass, field

from handoff.queue.working_time import Hours


@dataclass(frozen=True)
class TeamRule:
    """
    The rules of one team.

    Attributes:
        hours: When it works.
        fallback: The team of its gemeente that looks when no other does.
        passes_to: The teams to which it may pass a handoff on.
    """

    gemeente: str
    hours: Hours = field(default_factory=Hours)
    fallback: str = ""
    passes_to: frozenset[str] = frozenset()
