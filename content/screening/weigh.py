"""Which question would still change the outcomes most: expected information over the rows that are left."""

import numpy as np

from content.screening.variables.base import Column

CHANGES = 1e-6
EUROS = 100.0  # a spread of this many euros counts about as much as not knowing an outcome


def outcome_gain(code: Column, outcome: Column, weight: Column) -> float:
    """
    Return how much less uncertain an outcome is, on average, once the answer is known.

    Args:
        code: For each row the answer, as a number from -1.
        outcome: For each row 0, 1 or 2.
    """
    answers = int(code.max()) + 2
    table = np.bincount((code + 1) * 3 + outcome, weights=weight, minlength=answers * 3).reshape(answers, 3)
    total = table.sum()
    before = 1 - ((table.sum(axis=0) / total) ** 2).sum()
    share = table.sum(axis=1)
    used = share > 0
    inside = 1 - ((table[used] / share[used, None]) ** 2).sum(axis=1)
    return float(before - (share[used] / total * inside).sum())


def amount_gain(code: Column, amount: Column, weight: Column) -> float:
    """Return how much less an amount is spread, on average, once the answer is known."""
    share = np.bincount(code + 1, weights=weight)
    sums = np.bincount(code + 1, weights=weight * amount)
    used = share > 0
    total = share.sum()
    between = (sums[used] ** 2 / share[used]).sum() / total - (sums.sum() / total) ** 2
    return float(max(0.0, between)) / EUROS**2
