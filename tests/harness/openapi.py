"""Reads the published description of an API, and says what is wrong with a request or an answer by it."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft202012Validator, FormatChecker

DESCRIPTION = Path(__file__).parents[1] / "data" / "klantinteracties-openapi.yaml"
Schema = dict[str, Any]


@cache
def description() -> Schema:
    """Return the whole description."""
    loaded: Schema = yaml.load(DESCRIPTION.read_text("utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return loaded


@cache
def query_parameters(path: str) -> frozenset[str]:
    """Return the names that a list of things may be asked with."""
    return frozenset(one["name"] for one in description()["paths"][path]["get"]["parameters"] if one["in"] == "query")


def mistakes(path: str, method: str, body: Schema) -> dict[str, str]:
    """Return what is wrong with the body of a request, by field; a field that isn't described is named too."""
    name = _schema_name(path, method, body)
    found = {_field(error): error.message for error in _validator(name, True).iter_errors(body)}
    return found | {key: "isn't described" for key in body.keys() - _properties(name)}


def wrong_answer(path: str, answer: Schema) -> list[str]:
    """Return what is wrong with an answer of one thing."""
    return [error.message for error in _validator(_schema_name(path, "post", answer), False).iter_errors(answer)]


def _schema_name(path: str, method: str, body: Schema) -> str:
    where = path if method == "post" else f"{path}/{{uuid}}"
    schema = description()["paths"][where][method]["requestBody"]["content"]["application/json"]["schema"]
    name: str = schema["$ref"].rpartition("/")[2]
    kinds = description()["components"]["schemas"][name].get("discriminator", {}).get("mapping")
    return kinds.get(body.get("soortActor"), next(iter(kinds.values()))).rpartition("/")[2] if kinds else name


@cache
def _validator(name: str, writing: bool) -> Draft202012Validator:
    everything = {key: _plain(schema, writing) for key, schema in description()["components"]["schemas"].items()}
    schema = {"$ref": f"#/components/schemas/{name}", "components": {"schemas": everything}}
    return Draft202012Validator(schema, format_checker=FormatChecker())


@cache
def _properties(name: str) -> frozenset[str]:
    schema = description()["components"]["schemas"][name]
    parts = [part["$ref"].rpartition("/")[2] for part in schema.get("allOf", []) if "$ref" in part]
    return frozenset(schema.get("properties", {})).union(*(_properties(part) for part in parts))


def _plain(schema: Any, writing: bool) -> Any:
    """Turn a schema of OpenAPI 3.0 into JSON Schema: null where it may be, and nothing required that is read only."""
    if isinstance(schema, list):
        return [_plain(one, writing) for one in schema]
    if not isinstance(schema, dict):
        return schema
    plain = {key: _plain(value, writing) for key, value in schema.items() if key not in ("nullable", "discriminator")}
    properties = schema.get("properties")
    if writing and isinstance(properties, dict) and isinstance(schema.get("required"), list):
        plain["required"] = [one for one in schema["required"] if not properties.get(one, {}).get("readOnly")]
    return {"anyOf": [plain, {"type": "null"}]} if schema.get("nullable") is True else plain


def _field(error: Any) -> str:
    path = [str(part) for part in error.absolute_path]
    return ".".join(path) or (error.message.split("'")[1] if error.validator == "required" else "nonFieldErrors")
