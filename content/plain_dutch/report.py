"""The table of `content leesbaarheid`: each file with its scores, the hardest first."""

from collections.abc import Iterator, Mapping, Sequence
from statistics import median

from content.plain_dutch.gate import Gelezen, scored
from content.plain_dutch.rules import Rules

HEADS = ("bestand", "Flesch-Douma", "LiNT (benaderd)", "langste zin", "teksten")
ROW = "{:<48} {:>12} {:>16} {:>12} {:>8}"


def table(read: Sequence[Gelezen], rules: Rules) -> Iterator[str]:
    """Give the lines: of each file its hardest text, and at the end the middle of all texts."""
    measured = scored(read, rules)
    yield ROW.format(*HEADS)
    for name, group in sorted(_by_file(measured).items(), key=lambda one: _lowest(one[1])):
        hardest = max(one.leesbaarheid.lint for one in group)
        longest = max(one.leesbaarheid.langste_zin for one in group)
        yield ROW.format(name, f"{_lowest(group):.0f}", f"{hardest:.0f}", longest, len(group))
    if measured:
        yield from _summary(measured, rules)


def _by_file(read: Sequence[Gelezen]) -> Mapping[str, list[Gelezen]]:
    found: dict[str, list[Gelezen]] = {}
    for one in read:
        found.setdefault(one.tekst.document.name.removeprefix("content/"), []).append(one)
    return found


def _lowest(group: Sequence[Gelezen]) -> float:
    return min(one.leesbaarheid.flesch_douma for one in group)


def _summary(measured: Sequence[Gelezen], rules: Rules) -> Iterator[str]:
    flesch = [one.leesbaarheid.flesch_douma for one in measured]
    lint = [one.leesbaarheid.lint for one in measured]
    bars = rules.grenzen
    yield ""
    yield f"Flesch-Douma, mediaan: {median(flesch):.1f} (minstens {bars.flesch_douma_mediaan.grens:.0f})"
    yield f"Flesch-Douma, laagste: {min(flesch):.1f} (minstens {bars.flesch_douma.grens:.0f})"
    yield f"LiNT (benaderd), mediaan: {median(lint):.1f}"
    yield f"LiNT (benaderd), hoogste: {max(lint):.1f} (hoogstens {bars.lint.grens:.0f})"
    yield f"Gemeten: {len(measured)} teksten. Elk bestand met zijn moeilijkste tekst, het moeilijkste eerst."
