"""How hard each form of an answer is to read, by the same measures as `content check`."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from bot.preview.shown import Form
from content.plain_dutch import Leesbaarheid, Rules, assess, load_rules

KEPT = 2048


@dataclass(frozen=True)
class Read:
    """A form, and what was measured in it."""

    form: Form
    measured: Leesbaarheid


class Readability:
    """Measures texts with the rules of this moment; a text that didn't change isn't measured again."""

    def __init__(self, root: Path) -> None:
        """
        Read the rules.

        Raises:
            ContentError: If they have a mistake.
        """
        self._root = root
        self.renew()

    def renew(self) -> None:
        """
        Read the rules again.

        Raises:
            ContentError: If they have a mistake; the rules stay as they were.
        """
        rules = load_rules(self._root)
        self._measure = lru_cache(KEPT)(lambda tekst, topic: assess(tekst, rules.in_topic(topic)))
        self.rules: Rules = rules

    def of(self, forms: tuple[Form, ...], topic: str) -> list[Read]:
        """Measure all forms of an answer, as its editor wrote them."""
        return [Read(form, self._measure(form.tekst, topic)) for form in forms]
