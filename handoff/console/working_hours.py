"""When a team works, in words that an inwoner reads."""

from collections.abc import Mapping
from datetime import time
from itertools import groupby

from handoff.console.wording import Wording
from handoff.queue.working_time import Hours, Period

DAYS_OF_WEEK = range(7)


def in_words(words: Wording, hours: Hours) -> str:
    """Return the days and times, such as "op maandag tot en met vrijdag van 9:00 tot 17:00 uur"; only what is known."""
    if not hours.known:
        return words.text("werktijden_onbekend")
    runs = [_run(words, hours.week, days) for days in _same_times(hours.week)]
    return words.text("werktijden_bekend", dagen=", ".join(runs)) if runs else words.text("werktijden_onbekend")


def _same_times(week: Mapping[int, tuple[Period, ...]]) -> list[list[int]]:
    """Return the days after each other with the same times, without the days on which the team doesn't work."""
    runs = [list(run) for _, run in groupby(DAYS_OF_WEEK, key=lambda day: sorted(week.get(day, ())))]
    return [run for run in runs if week.get(run[0])]


def _run(words: Wording, week: Mapping[int, tuple[Period, ...]], days: list[int]) -> str:
    first, last = (words.catalogue.text(f"overdracht.dag_{day}") for day in (days[0], days[-1]))
    both = f"{first} {words.text('werktijden_en')} {last}"
    told = {1: first, 2: both}.get(len(days), words.text("werktijden_dagen", van=first, tot=last))
    times = [words.text("werktijden_tijd", van=_clock(opens), tot=_clock(closes)) for opens, closes in week[days[0]]]
    between = f" {words.text('werktijden_en')} "
    return f"{told} {between.join(times)}"


def _clock(moment: time) -> str:
    return f"{moment.hour}:{moment.minute:02}"
