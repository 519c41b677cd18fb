"""What the tests of the regelingencheck share: the check itself, built once."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from content.screening.facts import axes_of
from content.screening.judge import judge
from content.screening.model import Uitkomst
from content.screening.system import Screening, load


@pytest.fixture(scope="session")
def screening() -> Screening:
    return load()


@pytest.fixture(scope="session")
def check(screening: Screening) -> Callable[..., Uitkomst]:
    """Return the outcome of one regeling for a household in words."""

    def outcome(
        regeling: str, facts: dict[str, Any], on: date = date(2026, 11, 22), gemeente: str = "leiden"
    ) -> Uitkomst:
        run = screening.run(axes_of(screening.vragenlijst, facts), on)
        return judge(screening, run, screening.regelingen[regeling], gemeente)

    return outcome
