"""What the tests of the regelingencheck share: the check itself, built once."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from content.catalogue import Catalogue, load_catalogue
from content.screening.household.axes import axes_of
from content.screening.model import Uitkomst
from content.screening.possible.judge import judge
from content.screening.rules.system import Screening, load


@pytest.fixture(scope="session")
def screening() -> Screening:
    return load()


@pytest.fixture(scope="session")
def texts() -> Catalogue:
    return load_catalogue()


@pytest.fixture(scope="session")
def check(screening: Screening) -> Callable[..., Uitkomst]:
    """Return the outcome of one regeling for a household in words; by default the national rules."""

    def outcome(
        regeling: str,
        facts: dict[str, Any],
        on: date = date(2026, 11, 22),
        gemeente: str = "landelijk",
        *,
        unchecked: bool = False,
    ) -> Uitkomst:
        chosen = screening.schemes(gemeente, on, unchecked=unchecked)[regeling]
        run = screening.run(axes_of(screening.vragenlijst, facts), on, {regeling: chosen})
        return judge(screening, run, chosen, gemeente)

    return outcome
