"""Counts of what happens: written beside what is counted, and shown so that no small number can be found back."""

from handoff.counters.figures import ALL, LEAST_IN_TEAM, LEAST_OUTSIDE, Figures
from handoff.counters.reading import read, years
from handoff.counters.times import bucket_of, hours_of
from handoff.counters.writing import adding, count, flush, values_of

__all__ = [
    "ALL",
    "LEAST_IN_TEAM",
    "LEAST_OUTSIDE",
    "Figures",
    "adding",
    "bucket_of",
    "count",
    "flush",
    "hours_of",
    "read",
    "values_of",
    "years",
]
