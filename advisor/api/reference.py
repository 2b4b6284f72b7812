"""The OpenAPI document as data for the reference pages at /api/ and /api/types/. Pure."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from advisor.api.code_samples import Sample, samples

_BASIC = {"string": "text", "integer": "whole number", "number": "number", "boolean": "true or false", "null": "null"}
_FORMATS = {"date": "date", "date-time": "date and time"}

# Limits from here on only keep numbers out that nobody means.
_LARGE = 1_000_000

Schema = Mapping[str, Any]


class TextPart(Struct, frozen=True):
    """A part of a text. `type` is the name of the type that it links to, "" if none."""

    text: str
    type: str = ""
    is_code: bool = False


class Field(Struct, frozen=True):
    """A field of a type, or a parameter."""

    name: str
    type_parts: tuple[TextPart, ...]
    description: tuple[TextPart, ...] = ()
    is_required: bool = True


class Operation(Struct, frozen=True):
    """`answer` is the name of its response type, `body` the example answer as JSON, "" if another one shows it."""

    name: str
    path: str
    summary: str
    description: tuple[TextPart, ...]
    parameters: tuple[Field, ...]
    answer: str
    samples: tuple[Sample, ...]
    body: str


class OperationGroup(Struct, frozen=True):
    """The operations with a tag of the OpenAPI document."""

    name: str
    operations: tuple[Operation, ...]

    @property
    def anchor(self) -> str:
        return f"about-{self.name.partition(' ')[0].lower()}"


class Type(Struct, frozen=True):
    name: str
    description: tuple[TextPart, ...]
    fields: tuple[Field, ...]
    values: tuple[str, ...]


def operation_groups(document: Schema) -> list[OperationGroup]:
    """Return the operations by tag. Of those with the same answer, only the first has an example of it."""
    root = document["servers"][0]["url"]
    shown: set[str] = set()
    groups: dict[str, list[Operation]] = {tag["name"]: [] for tag in document["tags"]}
    for path, item in document["paths"].items():
        operation = _operation(root, path, item["get"])
        is_known = operation.answer in shown
        shown.add(operation.answer)
        groups[item["get"]["tags"][0]].append(replace(operation, body="") if is_known else operation)
    return [OperationGroup(name, tuple(own)) for name, own in groups.items()]


def types(document: Schema) -> list[Type]:
    """Return all types, sorted by name."""
    schemas = document["components"]["schemas"]
    return [_type(name, schemas[name]) for name in sorted(schemas)]


def _operation(root: str, path: str, schema: Schema) -> Operation:
    answer = schema["responses"]["200"]["content"]["application/json"]
    body = answer.get("example")
    return Operation(
        name=schema["operationId"],
        path=path,
        summary=schema["summary"],
        description=_description_parts(schema),
        parameters=tuple(_parameter(parameter) for parameter in schema["parameters"]),
        answer=answer["schema"]["$ref"].rpartition("/")[2],
        samples=samples(root + schema["x-example"]),
        body=json.dumps(body, indent=2, ensure_ascii=False) if body is not None else "",
    )


def _parameter(schema: Schema) -> Field:
    return Field(
        name=schema["name"],
        type_parts=tuple(_type_parts(schema["schema"])),
        description=_description_parts(schema),
        is_required=schema.get("required", False),
    )


def _type(name: str, schema: Schema) -> Type:
    required = schema.get("required", ())
    fields = schema.get("properties", {})
    return Type(
        name=name,
        description=_description_parts(schema),
        fields=tuple(
            Field(field, tuple(_type_parts(field_schema)), _description_parts(field_schema), field in required)
            for field, field_schema in fields.items()
        ),
        values=tuple(map(str, schema.get("enum", ()))),
    )


def _description_parts(schema: Schema) -> tuple[TextPart, ...]:
    return prose_parts(schema.get("description", ""))


def prose_parts(text: str) -> tuple[TextPart, ...]:
    """Split a description at backticks: every other part is code."""
    parts = text.split("`")
    return tuple(TextPart(text, is_code=number % 2 == 1) for number, text in enumerate(parts) if text)


def _type_parts(schema: Schema) -> Iterable[TextPart]:
    """Describe a schema in words: 'list of Score', 'whole number from 1 to 200', 'text or null'."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        yield TextPart(name, type=name)
    elif "anyOf" in schema:
        yield from _joined(schema["anyOf"], " or ")
    elif "enum" in schema:
        yield TextPart(", ".join(f"“{value}”" for value in schema["enum"]))
    elif schema.get("type") == "array":
        yield from _list(schema)
    elif isinstance(schema.get("additionalProperties"), Mapping):
        yield TextPart("object of ")
        yield from _type_parts(schema["additionalProperties"])
    else:
        yield TextPart(_basic(schema))


def _list(schema: Schema) -> Iterable[TextPart]:
    items = schema["items"]
    yield TextPart("one of " if schema.get("maxItems") == 1 else "any of " if "enum" in items else "list of ")
    yield from _type_parts(items)


def _joined(schemas: Iterable[Schema], between: str) -> Iterable[TextPart]:
    for number, schema in enumerate(schemas):
        if number:
            yield TextPart(between)
        yield from _type_parts(schema)


def _basic(schema: Schema) -> str:
    words = _FORMATS.get(schema.get("format", "")) or _BASIC.get(schema.get("type", ""), "anything")
    if "minimum" in schema and schema.get("maximum", _LARGE) < _LARGE:
        words += f" from {schema['minimum']} to {schema['maximum']}"
    elif "minimum" in schema:
        words += f", {schema['minimum']} or more"
    return words + _default(schema)


def _default(schema: Schema) -> str:
    """Return what stands for a value that is not given: ' (default: 50)', ', may be empty', '' if nothing does."""
    default = schema.get("default")
    if default == "":
        return ", may be empty"
    return "" if default is None else f" (default: {json.dumps(default)})"
