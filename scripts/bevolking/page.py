"""The figures of the bench as a page: docs/bench/check.md."""

from collections.abc import Mapping
from typing import Any


def page(figures: Mapping[str, Any], levels: Mapping[str, str]) -> str:
    """Return the page."""
    machine, rows = figures["machine"], figures["rows"]
    return "\n".join(
        [
            "# The regelingencheck on Dutch households",
            "",
            f"Measured on {figures['date']} by `make bench-check`, with the rules of {figures['rules_on']} in "
            f"{figures['gemeente']}: {figures['households']} households of the population of "
            "[bevolking.yml](../../scripts/bevolking/bevolking.yml), and as many of its lowest three tenths of "
            f"incomes. {machine['cores']} cores, {machine['memory_gb']} GB, Python {machine['python']}, OpenFisca "
            f"{machine['OpenFisca-Core']}, numpy {machine['numpy']}. Each household went through the chat twice: with "
            "buttons only, and with typed numbers wherever a number may be typed. The incomes of "
            "the population are those of the CBS, in which toeslagen are counted: low incomes are a little too high.",
            "",
            "## How many questions, and how soon something is certain",
            "",
            *_questions(rows),
            "",
            *_histogram(rows),
            "",
            "Certain is the first ja. Useful is a ja, an amount above nothing that is certain, or that there is "
            "nothing at all. But there would be one: the household itself has a ja, with its yearly income. "
            "Both are of who ends with a ja or a misschien.",
            "",
            "## How it ends: ja / nee / misschien, in percents",
            "",
            *_decided(rows),
            "",
            "## Is it true?",
            "",
            *_truth(rows, levels),
            "",
            "## Time",
            "",
            *_times(rows),
            "",
            f"{figures['many']['households']:,} whole households through all regelingen in one run of OpenFisca: "
            f"{figures['many']['seconds']} s.",
            "",
        ]
    )


def _line(*cells: object) -> str:
    return f"| {' | '.join(str(cell) for cell in cells)} |"


def _head(*cells: str) -> list[str]:
    return [_line(*cells), "|---" * len(cells) + "|"]


def _three(row: Mapping[str, Any]) -> str:
    return " / ".join(f"{row[name]:g}" if name in row else "-" for name in ("p50", "p95", "max"))


def _questions(rows: Mapping[str, Any]) -> list[str]:
    head = (
        "",
        "questions median / p95 / max",
        "certain after",
        "never",
        "but there would be one",
        "useful after",
        "never",
        "no fitting option",
    )
    return [
        *_head(*head),
        *(
            _line(
                name,
                _three(row["questions"]),
                _three(row["first_ja_after"]),
                row["first_ja_after"]["never"],
                row["never_ja_but_would_be"],
                _three(row["first_useful_after"]),
                row["first_useful_after"]["never"],
                ", ".join(f"{vraag} {count}" for vraag, count in row["no_option_for"].items()) or "none",
            )
            for name, row in rows.items()
        ),
    ]


def _histogram(rows: Mapping[str, Any]) -> list[str]:
    most = max(int(count) for row in rows.values() for count in row["questions"]["histogram"])
    counts = range(most + 1)
    return [
        *_head("households with so many questions", *(str(count) for count in counts)),
        *(_line(name, *(_of(row["questions"]["histogram"], count) for count in counts)) for name, row in rows.items()),
    ]


def _of(histogram: Mapping[Any, int], count: int) -> int:
    return histogram.get(count, 0)


def _decided(rows: Mapping[str, Any]) -> list[str]:
    """Return a row for each regeling: what the chat says in each table, and what it could say if all were told."""
    columns = {name: row["decided"] for name, row in rows.items()}
    for name, row in rows.items():
        if name.endswith("buttons"):
            exact = row["decided_if_told_exactly"]
            columns[f"{name.removesuffix(', buttons')}, told exactly"] = exact["as asked"]
            columns[f"{name.removesuffix(', buttons')}, with the yearly income"] = exact["real yearly income"]
    regelingen = list(next(iter(columns.values())))
    return [
        *_head("", *columns),
        *(_line(regeling, *(_ends(column[regeling]) for column in columns.values())) for regeling in regelingen),
    ]


def _ends(shares: Mapping[str, float]) -> str:
    return " / ".join(f"{100 * shares[word]:.0f}" for word in ("ja", "nee", "misschien"))


def _truth(rows: Mapping[str, Any], levels: Mapping[str, str]) -> list[str]:
    lines = [
        "A contradiction is an outcome or an amount that the chat excludes and that is right for the household. "
        "Households for which the chosen option said more than is so are left out of the first two: "
        + "; ".join(
            f"{name} {', '.join(f'{vraag} {count}' for vraag, count in row['said_more_than_is_so'].items()) or 'none'}"
            for name, row in rows.items()
        )
        + ".",
        "",
        *_head("", *(f"{level}: {words}" for level, words in levels.items())),
    ]
    for name, row in rows.items():
        cells = [f"{one['wrong']} of {one['households']}{_by(one)}" for one in row["contradictions"].values()]
        lines.append(_line(name, *cells))
    first = [(name, row) for name, table in rows.items() for row in table["contradictions"]["as asked"]["first"]]
    for name, row in first[:10]:
        told = ", ".join(f"{vraag}: {answer}" for vraag, answer in row["answers"].items())
        lines += ["", f"- {name}, {row['regeling']}: right is {row['right']}, the chat says {row['chat']} ({told})."]
    return lines


def _by(one: Mapping[str, Any]) -> str:
    parts = ", ".join(f"{regeling} {count}" for regeling, count in one["by_regeling"].items())
    return f" ({parts})" if parts else ""


def _times(rows: Mapping[str, Any]) -> list[str]:
    names = ("next_question_ms", "outcomes_ms", "outcomes_at_the_end_ms")
    heads = ("next question p50 / p95 / max ms", "outcomes after any answer", "outcomes at the end")
    return [*_head("", *heads), *(_line(name, *(_three(row[key]) for key in names)) for name, row in rows.items())]
