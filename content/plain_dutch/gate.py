"""What `content check` finds when it reads every text as an inwoner would."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

from content.catalogue import CONTENT, load_catalogue
from content.plain_dutch.assessment import assess, the_tagger
from content.plain_dutch.model import APART, Bevinding, Leesbaarheid
from content.plain_dutch.rules import GRENZEN, Rules, load_rules
from content.source import ContentError, Fout
from content.texts import Zichtbaar, visible_texts

BESIDE_AN_ANSWER = frozenset({"knop", "situatie"})
BY_TOPIC = ("content/faq/", "content/crisis/", "content/gesprek/")


class Gelezen(NamedTuple):
    """A text and what was measured in it."""

    tekst: Zichtbaar
    leesbaarheid: Leesbaarheid

    def fout(self, finding: Bevinding) -> Fout:
        """Return a finding as a mistake, on the line of the words in question."""
        return self.tekst.fout(str(finding), words=finding.fragment.split(APART)[0])


def check_plain_dutch(root: Path = CONTENT) -> list[Fout]:
    """Return every text under `root` that is hard to read, with what to write instead; what can't be loaded, too."""
    try:
        rules = load_rules(root)
        read = list(read_all(rules, root))
    except ContentError as error:
        return error.fouten
    found = [one.fout(finding) for one in read for finding in one.leesbaarheid.bevindingen]
    return sorted({*found, *_as_a_whole(read, rules)})


def read_all(rules: Rules, root: Path = CONTENT) -> Iterator[Gelezen]:
    """
    Measure every Dutch text that an inwoner can see.

    Raises:
        ContentError: If the content can't be loaded.
    """
    for tekst in visible_texts(load_catalogue(root)):
        if not tekst.taal:
            name = tekst.document.name
            topic = Path(name).stem if name.startswith(BY_TOPIC) else ""
            yield Gelezen(tekst, assess(tekst.tekst, rules.in_topic(topic), ernaast=_beside(tekst)))
    if root == CONTENT:
        the_tagger().remember()


def _beside(tekst: Zichtbaar) -> str:
    """Return what explains a question or button: the answer and the question above it, and the answer behind it."""
    if tekst.veld not in BESIDE_AN_ANSWER:
        return ""
    answer, behind = tekst.document.data, tekst.document.part(tekst.loc[:-1]).data
    return "\n".join(str(part) for part in (answer.get("kort"), answer.get("situatie"), behind.get("kort")) if part)


def scored(read: Sequence[Gelezen], rules: Rules) -> list[Gelezen]:
    """Return the texts that are long enough for a score."""
    least = rules.grenzen.woorden_voor_een_score.grens
    return [one for one in read if one.leesbaarheid.woorden >= least]


def _as_a_whole(read: Sequence[Gelezen], rules: Rules) -> Iterator[Fout]:
    scores = [one.leesbaarheid.flesch_douma for one in scored(read, rules)]
    least = rules.grenzen.flesch_douma_mediaan.grens
    if scores and median(scores) < least:
        middle = f"de helft van de teksten heeft een Flesch-Douma onder {median(scores):.0f}; de grens is {least:.0f}."
        yield Fout(f"content/{GRENZEN}", 0, f"{middle} Begin met wat bovenaan staat bij: content leesbaarheid")
