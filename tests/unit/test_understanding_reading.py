"""Words, sentences, vectors, opinions, decisions and the reader as a whole, run in Rasa's own environment."""

import pytest
from rasa_components.inside import checks_in, run_inside

MODULES = (
    *("words_inside", "decision_inside", "encoder_inside", "vectors_inside", "optimizer_inside"),
    *("regression_inside", "heads_inside", "reader_inside", "doubts_inside", "last_weights_inside"),
)


@pytest.fixture(scope="module")
def results() -> dict[str, str | None]:
    return run_inside(*MODULES)


@pytest.mark.parametrize("check", checks_in(*MODULES))
def test_reading_inside_the_environment_of_rasa(results: dict[str, str | None], check: str) -> None:
    assert results[check] is None, results[check]
