"""Marks among the answers that steer the check: stop here, explain, change an answer, tell more of one regeling."""

from collections.abc import Mapping

KLAAR = "klaar"
BEGRIP = "begrip"
WIJZIG = "wijzig"
OPNIEUW = "opnieuw"
MEER = "meer"
MARKS = (KLAAR, BEGRIP, WIJZIG, OPNIEUW, MEER)
CHANGE = f"{WIJZIG}_"


def given(answers: Mapping[str, str]) -> dict[str, str]:
    """Return the answers without the marks."""
    return {key: value for key, value in answers.items() if key not in MARKS}


def back_to_outcome(answers: Mapping[str, str]) -> dict[str, str]:
    """Return the answers as they are when the outcome is shown."""
    return {**given(answers), KLAAR: "ja"}


def change_answers(answers: Mapping[str, str]) -> dict[str, str]:
    """Return the answers with the question which of them must be changed."""
    return {**given(answers), WIJZIG: "ja"}


def tell_more(answers: Mapping[str, str], regeling: str) -> dict[str, str]:
    """Return the answers with the wish to hear more of one regeling."""
    return {**back_to_outcome(answers), MEER: regeling}
