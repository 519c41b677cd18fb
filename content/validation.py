"""Turns what pydantic finds into Dutch that an editor can act on: where, what is wrong, an example."""

import re
from collections.abc import Collection, Iterable
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from content.file_text import written
from content.nearest import meant, nearest
from content.shapes import EXAMPLES, shape
from content.source import ContentError, Document, Fout, Loc
from content.values import values

Model = TypeVar("Model", bound=BaseModel)

_KIND = re.compile(r"^(?:int|str|float|bool|none|decimal|function.*|.*\[.*\])$")  # pydantic's own words in a place
_FILL_IN = re.compile(r"\(vul in:?([^)]*)")


def validated(model: type[Model], document: Document) -> Model:
    """
    Read a document as one model.

    Raises:
        ContentError: With every mistake, each with file, line and an example.
    """
    if document.data is None:
        raise ContentError([document.fout((), "dit is leeg; het moet regels hebben als 'titel: Huur niet betaald'.")])
    if not isinstance(document.data, dict):
        told = f"dit moet regels hebben als 'titel: Huur niet betaald'.{_written(document, ())}"
        raise ContentError([document.fout((), told)])
    unfilled = {loc: document.fout(loc, told) for loc, told in _unfilled(document)}
    try:
        read = model.model_validate(document.data)
    except ValidationError as error:
        others = [*unfilled, *(_place(detail["loc"]) for detail in error.errors() if detail["type"] != "too_short")]
        details = [detail for detail in error.errors() if not _is_told(detail, unfilled, others)]
        raise ContentError([*unfilled.values(), *_fouten(model, document, details)]) from error
    if unfilled:
        raise ContentError(list(unfilled.values()))
    return read


def _is_told(detail: ErrorDetails, unfilled: Collection[Loc], others: Iterable[Loc]) -> bool:
    """Tell whether something else says it: a list seems too short to pydantic when what stands in it is wrong."""
    place = _place(detail["loc"])
    if detail["type"] == "too_short":
        return any(other[: len(place)] == place for other in others)
    return place in unfilled


def _unfilled(document: Document) -> Iterable[tuple[Loc, str]]:
    """Find what `content new` left for an editor to fill in: it must never be shown."""
    for loc, value in values(document.data):
        found = _FILL_IN.search(value) if isinstance(value, str) else None
        if found:
            yield loc, f"'{_field(loc)}' is nog niet ingevuld. Schrijf hier {found[1].strip() or 'de tekst'}."


def _fouten(model: type[BaseModel], document: Document, details: Iterable[ErrorDetails]) -> Iterable[Fout]:
    """Give one mistake for each place; what is only missing because its name is misspelled isn't told twice."""
    found: dict[Loc, ErrorDetails] = {}
    for detail in details:
        found.setdefault(_place(detail["loc"]), detail)
    guessed = {
        (*loc[:-1], nearest(str(loc[-1]), _fields_at(model, loc[:-1])))
        for loc, detail in found.items()
        if detail["type"] == "extra_forbidden"
    }
    for loc, detail in found.items():
        if detail["type"] == "missing" and loc in guessed:
            continue
        field = _field(loc)
        yield document.fout(loc, f"'{field}' {_what(model, document, loc, detail)}{_example(field, detail)}")


def _field(loc: Loc) -> str:
    return next((str(part) for part in reversed(loc) if isinstance(part, str)), str(loc[-1]) if loc else "")


def _place(loc: Loc) -> Loc:
    """Return a place without pydantic's names for kinds of values."""
    return tuple(part for part in loc if not (isinstance(part, str) and _KIND.match(part)))


def _example(field: str, detail: ErrorDetails) -> str:
    known = field in EXAMPLES and detail["type"] not in ("extra_forbidden", "invalid_key", "literal_error")
    return f" Zoals: {field}: {EXAMPLES[field]}" if known else ""


def _what(model: type[BaseModel], document: Document, loc: Loc, detail: ErrorDetails) -> str:
    kind, context = detail["type"], detail.get("ctx", {})
    shown = _written(document, loc)
    if kind == "missing":
        return "ontbreekt."
    if kind == "extra_forbidden":
        return _unknown_key(str(loc[-1]), _fields_at(model, loc[:-1]))
    if kind == "literal_error":
        choices = re.findall(r"'([^']*)'", str(context.get("expected", "")))
        return f"moet een van deze zijn: {', '.join(choices)}.{shown}{meant(document.written.get(loc, ''), choices)}"
    if detail.get("input") is None:
        return (
            "is leeg; hier hoort tekst."
            if kind == "string_type"
            else f"{shape(kind, detail['input'])} Hier staat niets."
        )
    length = len(str(detail["input"]))
    sentences = {
        "string_too_short": "mag niet leeg zijn.",
        "string_too_long": f"is te lang: hoogstens {context.get('max_length')} tekens, dit zijn er {length}.{shown}",
        "too_short": f"heeft er te weinig: {context.get('actual_length')}, minstens {context.get('min_length')}.",
        "value_error": f"klopt niet: {context.get('error')}.{shown}",
        "invalid_key": "is een getal of een datum; hier hoort een woord.",
    }
    return sentences.get(kind) or f"{shape(kind, detail['input'])}{shown}"


def _written(document: Document, loc: Loc) -> str:
    raw = document.written.get(loc)
    return f" {written(raw)}" if raw else ""


def _unknown_key(key: str, fields: list[str]) -> str:
    if key.startswith("-"):
        return f"ken ik niet. Na het streepje hoort een spatie: - {key.lstrip('-')}"
    if " " in key:
        return "ken ik niet. Staat er een komma in een tekst tussen { }? Zet de tekst dan tussen aanhalingstekens."
    guess = nearest(key, fields)
    return f"ken ik niet. Bedoelt u '{guess}'?" if guess else f"ken ik hier niet. Dit kan wel: {', '.join(fields)}."


def _fields_at(model: type[BaseModel], loc: Loc) -> list[str]:
    """Return the names that may stand at a place."""
    inside: type[BaseModel] | None = model
    for part in loc:
        if isinstance(part, str) and inside is not None and part in inside.model_fields:
            inside = _model_in(inside.model_fields[part].annotation)
    return [row.alias or name for name, row in inside.model_fields.items()] if inside else []


def _model_in(annotation: Any) -> type[BaseModel] | None:  # noqa: ANN401 - any annotation
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _model_in(part))), None)
