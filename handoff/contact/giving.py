"""Takes an answer, a change at the preview, or the consent. What doesn't fit the open step changes nothing."""

from dataclasses import replace

from content.catalogue import Catalogue
from content.talk import Stand
from handoff.contact.lines import all_lines, empty_fields
from handoff.contact.steps import (
    AGREED,
    ANOTHER,
    CHANGING,
    LIST,
    OPTIONAL,
    PLACEHOLDERS,
    PREVIEW,
    SKIPPED,
    STRUCK,
    WAYS,
    is_complete,
    open_step,
    steps,
    struck,
)
from handoff.contact_values import CHOICES, value_in

OF_A_WAY = frozenset({*WAYS, "naam", "wanneer", "discreet"})


def give(catalogue: Catalogue, stand: Stand, value: str) -> Stand:
    """Return the state after an answer."""
    step = open_step(catalogue, stand)
    if step is None:
        return stand
    if value == "terug":
        return _back(catalogue, stand)
    if step == PREVIEW and value == AGREED:
        return _with(stand, {PREVIEW: AGREED})
    if is_complete(catalogue, stand):
        return _changed(catalogue, stand, step, value)
    return _answered(stand, step, value)


def _answered(stand: Stand, step: str, value: str) -> Stand:
    if value in (SKIPPED, "weet_niet"):
        return _skip(stand, step)
    kind, _, rest = value.partition(":")
    if kind == ANOTHER and step == "eigen_woorden" and rest == PLACEHOLDERS[step]:
        return _with(stand, {step: rest, "voor": ANOTHER})
    if step == "hoe" and kind in WAYS and rest == PLACEHOLDERS[kind]:  # the number at once, instead of "call me"
        return _with(stand, {"hoe": kind, kind: rest})
    return _with(stand, {step: value}) if _fits(step, value) else stand


def _skip(stand: Stand, step: str) -> Stand:
    """Skip a step. Whoever would rather not give a number or an address chooses another way."""
    if step in WAYS:
        return _without(stand, "hoe")
    return _with(stand, {step: SKIPPED}) if step in OPTIONAL else stand


def _changed(catalogue: Catalogue, stand: Stand, step: str, value: str) -> Stand:
    """Take a step at the preview or behind it; each one but the choice of a line leads straight back to it."""
    kind, _, veld = value.partition(":")
    if value == CHANGING:
        return _with(stand, {CHANGING: LIST})
    if kind == CHANGING and veld in _changeable(catalogue, stand):
        return _with(stand, {CHANGING: veld})
    if kind == STRUCK and veld in _strikable(catalogue, stand):
        return _done(_toggle(stand, veld))
    if kind in WAYS and veld == PLACEHOLDERS[kind]:
        return _reached_by(stand, kind)
    return stand if step in (PREVIEW, CHANGING) else _new_value(catalogue, stand, step, value)


def _new_value(catalogue: Catalogue, stand: Stand, step: str, value: str) -> Stand:
    kind, _, chosen = value.partition(":")
    if step == "onderwerp":
        return _other_topic(catalogue, stand, kind, chosen)
    if step in WAYS and value == PLACEHOLDERS[step]:
        return _reached_by(stand, step)
    if step == "hoe" and value in WAYS:
        return _with(stand, {CHANGING: value})
    if step == "hoe" and value == "chat":
        return _done(_with(_without(stand, *OF_A_WAY), {"hoe": "chat"}))
    if step in OPTIONAL and value in (SKIPPED, "weet_niet"):
        return _done(_with(stand, {step: SKIPPED}))
    if kind == ANOTHER and chosen == PLACEHOLDERS.get(step):
        value = chosen
    return _done(_shown(_with(stand, {step: value}), step)) if _fits(step, value) else stand


def _other_topic(catalogue: Catalogue, stand: Stand, kind: str, chosen: str) -> Stand:
    if kind == "thema" and chosen in catalogue.themas:
        return _with(stand, {CHANGING: f"onderwerp.{chosen}"})
    if kind == "onderwerp" and chosen in catalogue.onderwerpen:
        # What was not asked for this topic is not asked now either: it can be added as a line.
        moved = replace(stand, onderwerp=chosen, variant="")
        skipped = {step: SKIPPED for step in steps(catalogue, moved) if step in OPTIONAL and step not in moved.contact}
        return _done(_shown(_with(moved, skipped), "onderwerp"))
    return stand


def _reached_by(stand: Stand, way: str) -> Stand:
    """Reach the inwoner by another number, address or way; a name or a moment was not asked for, and stays unasked."""
    other = next(one for one in WAYS if one != way)
    kept = _without(stand, other, *({"wanneer", "discreet"} if way == "email" else ()))
    asked = {"naam": SKIPPED, **({"wanneer": SKIPPED} if way == "telefoon" else {})}
    return _done(_with(stand, asked | kept.contact | {"hoe": way, way: PLACEHOLDERS[way]}, only=True))


def _back(catalogue: Catalogue, stand: Stand) -> Stand:
    if CHANGING in stand.contact:
        return _done(stand)
    given = [step for step in steps(catalogue, stand) if step in stand.contact]
    return _without(stand, *given[-1:])


def _toggle(stand: Stand, veld: str) -> Stand:
    now = struck(stand.contact) ^ {veld}
    rest = _without(stand, STRUCK)
    return _with(rest, {STRUCK: ",".join(sorted(now))}) if now else rest


def _shown(stand: Stand, veld: str) -> Stand:
    """Put a line back that gets a new value: nobody changes what isn't to be sent."""
    return _toggle(stand, veld) if veld in struck(stand.contact) else stand


def _fits(step: str, value: str) -> bool:
    if step in PLACEHOLDERS:
        return value == PLACEHOLDERS[step]
    if step in CHOICES:
        return value in CHOICES[step]
    return value == value_in(step, value)


def _changeable(catalogue: Catalogue, stand: Stand) -> frozenset[str]:
    known = {line.veld for line in all_lines(catalogue, stand, ("-",))}
    return frozenset({*known, *empty_fields(catalogue, stand), "hoe"})


def _strikable(catalogue: Catalogue, stand: Stand) -> frozenset[str]:
    """Return the lines that may be struck out: all but how to be reached, which is changed instead."""
    return frozenset(line.veld for line in all_lines(catalogue, stand, ("-",))) - {"hoe", *WAYS}


def _done(stand: Stand) -> Stand:
    return _without(stand, CHANGING)


def _with(stand: Stand, values: dict[str, str], *, only: bool = False) -> Stand:
    return replace(stand, contact=values if only else {**stand.contact, **values})


def _without(stand: Stand, *steps_gone: str) -> Stand:
    return replace(stand, contact={step: value for step, value in stand.contact.items() if step not in steps_gone})
