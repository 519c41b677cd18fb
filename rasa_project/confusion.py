"""A picture of which topics are taken for which: one square a pair, as SVG."""

from collections import Counter
from collections.abc import Iterator
from html import escape

from content.catalogue import Catalogue
from rasa_project.evaluation import Report

CELL = 11
NAMES = 190  # room for the names
FONT = 9


def drawn(report: Report, catalogue: Catalogue) -> str:
    """
    Return an SVG: a row is what a sentence was about, a column what was understood, both by theme.

    Right stands on the diagonal in grey; wrong is red, the darker the more often. Each square tells its pair.
    """
    seen = {one.topic for one in report.predictions} | {one.predicted for one in report.predictions if one.predicted}
    names = [topic for topic in catalogue.register if topic in seen] + sorted(seen - catalogue.register.keys())
    place = {name: number for number, name in enumerate(names)}
    pairs = Counter((one.topic, one.predicted) for one in report.predictions if one.predicted)
    totals = Counter(one.topic for one in report.predictions)
    side = NAMES + CELL * len(names)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" font-family="sans-serif" '
        f'font-size="{FONT}"><title>What was understood (columns) of what was said (rows)</title>',
        f'<rect width="{side}" height="{side}" fill="#fff"/>',
        *_labels(names),
        *(
            _square(place[said], place[heard], count / totals[said], f"{said} → {heard}: {count}")
            for (said, heard), count in sorted(pairs.items())
        ),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _labels(names: list[str]) -> Iterator[str]:
    for number, name in enumerate(names):
        middle = NAMES + CELL * number + CELL * 0.75
        yield f'<text x="{NAMES - 4}" y="{middle:.1f}" text-anchor="end">{escape(name)}</text>'
        yield f'<text transform="translate({middle:.1f} {NAMES - 4}) rotate(-90)">{escape(name)}</text>'


def _square(row: int, column: int, share: float, told: str) -> str:
    colour = "#555" if row == column else "#c00"
    return (
        f'<rect x="{NAMES + CELL * column}" y="{NAMES + CELL * row}" width="{CELL}" height="{CELL}" fill="{colour}" '
        f'fill-opacity="{max(share, 0.12):.2f}"><title>{escape(told)}</title></rect>'
    )
