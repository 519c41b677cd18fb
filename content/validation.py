"""Turns what pydantic finds into Dutch that an editor can act on: where, what is wrong, an example."""

from typing import TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from content.source import ContentError, Document, Fout

Model = TypeVar("Model", bound=BaseModel)

EXAMPLES = {
    "gecontroleerd_op": "2026-01-31",
    "verloopt_op": "2026-07-31",
    "titel": "Huur niet betaald",
    "id": "huurachterstand",
    "bronnen": '- {titel: "Rijksoverheid: huurtoeslag", adres: "https://www.rijksoverheid.nl", jaar: 2026}',
    "zinnen": "gewoon, met daaronder: - ik kan mijn huur niet betalen",
    "telefoon": "[geldfit]",
    "vervolg": "[schaamte, privacy]",
    "stap": "mens of check",
    "nummer": "0600000000",
    "postcodes": '["2332", "2333"]',
}


def validated(model: type[Model], document: Document) -> Model:
    """
    Read a document as one model.

    Raises:
        ContentError: With every mistake, each with file, line and an example.
    """
    if not isinstance(document.data, dict):
        raise ContentError([Fout(document.name, 1, "dit bestand moet regels hebben als 'titel: Huur niet betaald'")])
    try:
        return model.model_validate(document.data)
    except ValidationError as error:
        raise ContentError([_fout(document, detail) for detail in error.errors()]) from error


def _fout(document: Document, detail: ErrorDetails) -> Fout:
    loc = tuple(part for part in detail["loc"] if not (isinstance(part, str) and part.startswith("function")))
    field = next((str(part) for part in reversed(loc) if isinstance(part, str)), str(loc[-1]) if loc else "")
    return document.fout(loc, f"'{field}' {_what(detail)}{_example(field)}")


def _example(field: str) -> str:
    return f" Zoals: {EXAMPLES[field]}" if field in EXAMPLES else ""


def _what(detail: ErrorDetails) -> str:
    context = detail.get("ctx", {})
    short = str(detail.get("input", ""))[:60]
    sentences = {
        "missing": "ontbreekt.",
        "extra_forbidden": "ken ik niet. Is het een tikfout?",
        "date_from_datetime_parsing": f"moet een bestaande datum zijn. U schreef: {short}.",
        "date_type": f"moet een bestaande datum zijn. U schreef: {short}.",
        "date_parsing": f"moet een bestaande datum zijn. U schreef: {short}.",
        "string_type": f"moet tekst zijn; zet er aanhalingstekens om. U schreef: {short}.",
        "string_pattern_mismatch": f"heeft niet de goede vorm. U schreef: {short}.",
        "string_too_short": "mag niet leeg zijn.",
        "string_too_long": f"is te lang: hoogstens {context.get('max_length')} tekens.",
        "too_short": f"heeft er te weinig: {context.get('actual_length')}, minstens {context.get('min_length')}.",
        "literal_error": f"moet een van deze zijn: {context.get('expected')}. U schreef: {short}.",
        "model_type": f"moet uit regels bestaan, met een woord en een dubbele punt. U schreef: {short}.",
        "dict_type": f"moet uit regels bestaan, met een woord en een dubbele punt. U schreef: {short}.",
        "bool_type": f"moet true of false zijn. U schreef: {short}.",
        "bool_parsing": f"moet true of false zijn. U schreef: {short}.",
        "invalid_key": "is een getal of een datum; hier hoort een woord.",
        "tuple_type": f"moet een lijst zijn. U schreef: {short}.",
        "value_error": f"klopt niet: {context.get('error')}.",
    }
    return sentences.get(detail["type"], f"klopt niet ({detail['msg']}).")
