"""How long things took, in ranges of working hours: a range is shared with many, an exact time is not."""

from collections.abc import Callable, Mapping

BOUNDS = (1, 2, 4, 8, 16, 24, 40, 80, 160)  # working hours
LONGER = "langer"
LEAST_FOR_MEDIAN = 10
LEAST_FOR_P90 = 30
Quantile = Callable[[Mapping[str, int]], str | None]


def bucket_of(hours: float) -> str:
    """Return the range that a number of working hours falls in, as the code that is stored."""
    return next((f"tot_{bound}" for bound in BOUNDS if hours <= bound), LONGER)


def hours_of(bucket: str) -> int | None:
    """Return within how many working hours a range ends; None when it has no end."""
    return None if bucket == LONGER else int(bucket.removeprefix("tot_"))


def median(counts: Mapping[str, int]) -> str | None:
    """Return the range that half of them stay within; None when they are too few to say so."""
    return _quantile(counts, 0.5) if sum(counts.values()) >= LEAST_FOR_MEDIAN else None


def p90(counts: Mapping[str, int]) -> str | None:
    """Return the range that nine out of ten stay within; None when they are too few to say so."""
    return _quantile(counts, 0.9) if sum(counts.values()) >= LEAST_FOR_P90 else None


def _quantile(counts: Mapping[str, int], part: float) -> str:
    needed, seen = part * sum(counts.values()), 0
    for bucket in (*(f"tot_{bound}" for bound in BOUNDS), LONGER):
        seen += counts.get(bucket, 0)
        if seen >= needed:
            return bucket
    return LONGER
