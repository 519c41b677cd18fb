"""Where Rasa keeps conversations, run in Rasa's own environment: what it keeps, and that it forgets."""

import pytest
from rasa_components.inside import checks_in, run_inside

MODULES = ("tracker_store_inside",)


@pytest.fixture(scope="module")
def results() -> dict[str, str | None]:
    return run_inside(*MODULES)


@pytest.mark.parametrize("check", checks_in(*MODULES))
def test_the_store_of_conversations_inside_rasa(results: dict[str, str | None], check: str) -> None:
    assert results[check] is None, results[check]
