"""The scores of understanding as a text for people."""

from rasa_project.evaluation import Prediction, Report

WORST = 15


def told(report: Report) -> str:
    """Return the scores, per theme and per kenmerk, and the sentences that went wrong with most confidence."""
    lines = [f"{report.n} sentences"]
    for name in (
        *("top1", "top3", "macro_f1", "crisis_recall", "false_alarm", "false_alarm_dramatic"),
        *("out_of_scope_recall", "confident_wrong"),
    ):
        lines.append(f"  {name:<20} {_shown(getattr(report, name))}")
    for title, group in (
        ("crisis", report.per_crisis),
        ("theme", report.per_theme),
        ("kenmerk", report.per_kenmerk),
    ):
        if group:
            lines += ["", f"per {title}"] + [f"  {name:<20} {_shown(value)}" for name, value in group.items()]
    wrong = sorted((one for one in report.predictions if one.predicted != one.topic), key=_confidence, reverse=True)
    if wrong:
        lines += ["", "most confidently other than expected"] + [_row(one) for one in wrong[:WORST]]
    return "\n".join(lines)


def _shown(value: float | None) -> str:
    return "not measured" if value is None else f"{value:.3f}"


def _confidence(one: Prediction) -> float:
    return one.confidence


def _row(one: Prediction) -> str:
    return f"  {one.confidence:.2f} {one.decision:<9} {one.topic} → {one.predicted}: {one.text[:90]}"
