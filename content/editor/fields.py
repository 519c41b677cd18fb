"""Makes the fields of a form from the model, so that it asks for exactly what `content check` asks for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from content.checks.wording import WORDS
from content.model import Bestand
from content.shapes import EXAMPLES

Field = dict[str, Any]
Schema = Mapping[str, Any]
LONG = frozenset({"kort", "zorg", "meer", "makkelijker", "antwoord", "gevaar", "landelijk"})
QUOTES = "\"'"
STEPS = {"integer": 1, "number": 0.01}
DATE = "YYYY-MM-DD"


@dataclass(frozen=True)
class Forms:
    """
    What fields need beside the model.

    Attributes:
        explained: What a field is for, in Dutch, by its name.
        choices: Where a field names things from elsewhere: their ids with how they are called.
    """

    explained: Mapping[str, str]
    choices: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def of(self, model: type[Bestand]) -> list[Field]:
        """Return the fields of a model."""
        schema = model.model_json_schema()
        return self._fields(schema, schema.get("$defs", {}))

    def of_file(self, model: type[Bestand]) -> list[Field]:
        """Return the fields of a file that is called by its id: what people read first, and the id not at all."""
        shown = [{**one, "widget": "hidden"} if one["name"] == "id" else one for one in self.of(model)]
        return sorted(shown, key=lambda one: one["name"] not in LONG)

    def text(self, name: str) -> Field:
        """Return the field of one fixed text."""
        return {"name": name, "label": label_of(name), "widget": "text"}

    def _fields(self, schema: Schema, defs: Schema) -> list[Field]:
        required = schema.get("required", ())
        return [self._field(name, part, defs, name in required) for name, part in schema["properties"].items()]

    def _field(self, name: str, part: Schema, defs: Schema, required: bool) -> Field:
        common: Field = {"name": name, "label": label_of(name), "required": required}
        hint = self._hint(name, part)
        return {**common, **({"hint": hint} if hint else {}), **self._widget(name, part, defs)}

    def _hint(self, name: str, part: Schema) -> str:
        words = f"Hoogstens {WORDS[name]} woorden." if name in WORDS else ""
        letters = f"Hoogstens {part['maxLength']} tekens." if "maxLength" in part else ""
        # The examples of texts and lists show signs that a form doesn't need.
        strict = part.get("type") == "string" and bool({"pattern", "format"} & part.keys())
        example = _example(name) if strict else ""
        return " ".join(one for one in (self.explained.get(name, ""), words, letters, example) if one)

    def _widget(self, name: str, part: Schema, defs: Schema) -> Field:
        if "anyOf" in part:
            return self._one_of(name, [one for one in part["anyOf"] if one.get("type") != "null"], defs)
        if "$ref" in part:
            return {"widget": "object", "fields": self._fields(defs[part["$ref"].rsplit("/", 1)[-1]], defs)}
        if "enum" in part:
            return {"widget": "select", "options": list(part["enum"])}
        if part.get("type") == "array":
            return self._list(name, part, defs)
        options = self._options(name)
        return {"widget": "select", "options": options} if options else _plain(name, part)

    def _one_of(self, name: str, parts: Sequence[Schema], defs: Schema) -> Field:
        """Return the widget of the only kind that there is; of several: text when any text is right, else the first."""
        free = [one for one in parts if one.get("type") == "string" and not {"pattern", "format"} & one.keys()]
        return self._widget(name, free[0] if len(parts) > 1 and free else parts[0], defs)

    def _list(self, name: str, part: Schema, defs: Schema) -> Field:
        least = {"min": part["minItems"]} if "minItems" in part else {}
        items = part["items"]
        options = items.get("enum") or self._options(name)
        if options:
            return {"widget": "select", "multiple": True, "options": options, **least}
        if "$ref" in items:
            inside = self._widget(name, items, defs)["fields"]
            return {"widget": "list", "collapsed": True, "fields": inside, "summary": summary_of(inside), **least}
        return {"widget": "list", "field": {"name": name, "label": label_of(name), **_text("", items)}, **least}

    def _options(self, name: str) -> list[dict[str, str]]:
        return [{"value": key, "label": shown} for key, shown in self.choices.get(name, {}).items()]


def summary_of(fields: Sequence[Field]) -> str:
    """Return what a closed item of a list shows: its first field that isn't its id."""
    names = [one["name"] for one in fields if one["name"] != "id"]
    return f"{{{{fields.{names[0]}}}}}"


def label_of(name: str) -> str:
    """Return a key as words: gecontroleerd_op is "Gecontroleerd op"."""
    return name.replace("_", " ").capitalize()


def _example(name: str) -> str:
    """Return the example of `content check`, without the quotes that only YAML needs."""
    return f"Zoals: {EXAMPLES[name].strip(QUOTES)}" if name in EXAMPLES else ""


def _plain(name: str, part: Schema) -> Field:
    if part.get("type") == "boolean":
        return {"widget": "boolean"}
    if part.get("type") in STEPS:
        whole = part["type"] == "integer"
        least = {"min": part["minimum"]} if "minimum" in part else {}
        return {"widget": "number", "value_type": "int" if whole else "float", "step": STEPS[part["type"]], **least}
    return _text(name, part)


def _text(name: str, part: Schema) -> Field:
    if part.get("format") == "date":
        return {"widget": "datetime", "format": DATE, "date_format": DATE, "time_format": False}
    pattern = part.get("pattern") or _length(part)
    checked = {"pattern": [pattern, f"heeft niet de goede vorm. {_example(name)}".strip()]} if pattern else {}
    return {"widget": "text" if name in LONG else "string", **checked}


def _length(part: Schema) -> str:
    """Return a length as a pattern: the forms know no other way to say it."""
    return f"^.{{{part.get('minLength', 0)},{part['maxLength']}}}$" if "maxLength" in part else ""
