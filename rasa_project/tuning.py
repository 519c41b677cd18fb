"""Chooses the thresholds of config.yml on sentences that the model didn't learn from."""

from collections.abc import Callable, Iterable, Iterator

from rasa_project.evaluation import DRAMATIC, Prediction, Sentence

MOST_FALSE_ALARMS = 0.0125  # of short ordinary messages, the lexicon included; strangers' sentences give half of that
MOST_FALSE_IN_STORIES = 0.07  # of long ordinary messages: danger hides in stories, so more alarms are worth it there
MOST_FALSE_WHEN_DRAMATIC = 0.10  # of ordinary messages that sound dramatic
MOST_WRONG_ANSWERS = 0.03  # of all messages
RIGHT_WITHIN_THREE = 0.5  # of the messages about which the bot asks
BAND = 0.1

Pair = tuple[Sentence, Prediction]


def choose(pairs: list[Pair], crisis: frozenset[str]) -> dict[str, float]:
    """
    Return the thresholds.

    Danger: the lowest within the limits of false alarms, for short messages and for stories apart.
    Answer: the lowest at which at most MOST_WRONG_ANSWERS are wrong. Ask: the lowest from which the three on offer
    hold the right topic as often as not.
    """
    danger, sentence = _danger_thresholds(pairs, crisis)
    calm = [pair for pair in pairs if not _alarmed(pair[1], danger, sentence)]
    return {
        "drempel_antwoord": _answer_threshold(calm, len(pairs), crisis),
        "drempel_bedoelt_u": _ask_threshold(calm),
        "drempel_crisis": danger,
        "drempel_crisis_zin": sentence,
    }


def _danger_thresholds(pairs: list[Pair], crisis: frozenset[str]) -> tuple[float, float]:
    """Choose the one for messages on the short ones, then the one for sentences on the stories."""
    short = [pair for pair in pairs if not pair[1].danger_in_sentence]
    stories = [pair for pair in pairs if pair[1].danger_in_sentence]
    plain, dramatic = _ordinary(short, crisis)
    message = _lowest(
        _steps(0.10, 0.95),
        lambda step: _false(plain, step) <= MOST_FALSE_ALARMS and _false(dramatic, step) <= MOST_FALSE_WHEN_DRAMATIC,
    )
    plain, dramatic = _ordinary(stories, crisis)
    sentence = _lowest(
        _steps(0.50, 0.99), lambda step: _false([*plain, *dramatic], message, step) <= MOST_FALSE_IN_STORIES
    )
    return message, sentence


def _ordinary(pairs: list[Pair], crisis: frozenset[str]) -> tuple[list[Prediction], list[Prediction]]:
    """Return what was made of messages without danger: the plain ones, and those that sound dramatic."""
    ordinary = [(one, made) for one, made in pairs if not one.right & crisis]
    plain = [made for one, made in ordinary if one.kenmerk != DRAMATIC]
    return plain, [made for one, made in ordinary if one.kenmerk == DRAMATIC]


def _false(made: list[Prediction], danger: float, sentence: float = 2.0) -> float:
    return _share(_alarmed(one, danger, sentence) for one in made)


def _lowest(steps: Iterable[float], allowed: Callable[[float], bool]) -> float:
    """Return the lowest step that is allowed, or the highest there is."""
    step = 0.0
    for step in steps:
        if allowed(step):
            break
    return step


def _answer_threshold(calm: list[Pair], everything: int, crisis: frozenset[str]) -> float:
    answered = [(made.confidence, made.predicted in one.right) for one, made in calm if made.predicted not in crisis]
    for step in _steps(0.10, 0.98):
        if sum(not right for sure, right in answered if sure >= step) <= MOST_WRONG_ANSWERS * everything:
            return step
    return 0.99


def _ask_threshold(calm: list[Pair]) -> float:
    for step in _steps(0.05, 0.50):
        band = [bool(one.right & set(made.top3)) for one, made in calm if step <= made.confidence < step + BAND]
        if band and _share(band) >= RIGHT_WITHIN_THREE:
            return step
    return 0.5


def _alarmed(made: Prediction, danger: float, sentence: float) -> bool:
    return made.by_lexicon or made.danger >= danger or made.danger_in_sentence >= sentence


def _share(values: Iterable[bool]) -> float:
    results = list(values)
    return sum(results) / len(results) if results else 0.0


def _steps(first: float, last: float) -> Iterator[float]:
    return (round(first + number / 100, 2) for number in range(round((last - first) * 100) + 1))
