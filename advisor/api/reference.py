"""The OpenAPI document put so that people can read it. Pure."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct

_BASIC = {"string": "text", "integer": "whole number", "number": "number", "boolean": "true or false", "null": "null"}
_FORMATS = {"date": "date", "date-time": "date and time"}

Schema = Mapping[str, Any]


class Piece(Struct, frozen=True):
    """A part of a description; `type` names one of the types where the part is its name."""

    text: str
    type: str = ""
    is_code: bool = False


class Field(Struct, frozen=True):
    """A field of a type, or a parameter."""

    name: str
    pieces: tuple[Piece, ...]
    description: tuple[Piece, ...] = ()
    is_required: bool = True


class Operation(Struct, frozen=True):
    """`example` is an address that can be asked, `answer` the name of its type, `body` the answer cut short."""

    name: str
    path: str
    summary: str
    description: tuple[Piece, ...]
    parameters: tuple[Field, ...]
    answer: str
    example: str
    body: str


class Type(Struct, frozen=True):
    name: str
    description: tuple[Piece, ...]
    fields: tuple[Field, ...]
    values: tuple[str, ...]


def operations(document: Schema) -> list[Operation]:
    root = document["servers"][0]["url"]
    return [_operation(root, path, item["get"]) for path, item in document["paths"].items()]


def types(document: Schema) -> list[Type]:
    """Return every type by its name."""
    schemas = document["components"]["schemas"]
    return [_type(name, schemas[name]) for name in sorted(schemas)]


def _operation(root: str, path: str, said: Schema) -> Operation:
    answer = said["responses"]["200"]["content"]["application/json"]
    body = answer.get("example")
    return Operation(
        name=said["operationId"],
        path=path,
        summary=said["summary"],
        description=_prose(said),
        parameters=tuple(_parameter(one) for one in said["parameters"]),
        answer=answer["schema"]["$ref"].rpartition("/")[2],
        example=root + said["x-example"],
        body=json.dumps(body, indent=2, ensure_ascii=False) if body is not None else "",
    )


def _parameter(said: Schema) -> Field:
    return Field(
        name=said["name"],
        pieces=tuple(_pieces(said["schema"])),
        description=_prose(said),
        is_required=said.get("required", False),
    )


def _type(name: str, schema: Schema) -> Type:
    required = schema.get("required", ())
    fields = schema.get("properties", {})
    return Type(
        name=name,
        description=_prose(schema),
        fields=tuple(
            Field(field, tuple(_pieces(one)), _prose(one), field in required) for field, one in fields.items()
        ),
        values=tuple(map(str, schema.get("enum", ()))),
    )


def _prose(said: Schema) -> tuple[Piece, ...]:
    """Return a description in pieces: every other one stands between backticks, which Markdown has for code."""
    parts = said.get("description", "").split("`")
    return tuple(Piece(text, is_code=number % 2 == 1) for number, text in enumerate(parts) if text)


def _pieces(schema: Schema) -> Iterable[Piece]:
    """Say what a schema asks for: 'list of Score', 'whole number from 1 to 200', 'text or null'."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        yield Piece(name, type=name)
    elif "anyOf" in schema:
        yield from _joined(schema["anyOf"], " or ")
    elif "enum" in schema:
        yield Piece(", ".join(f"“{value}”" for value in schema["enum"]))
    elif schema.get("type") == "array":
        yield from _list(schema)
    elif isinstance(schema.get("additionalProperties"), Mapping):
        yield Piece("object of ")
        yield from _pieces(schema["additionalProperties"])
    else:
        yield Piece(_basic(schema))


def _list(schema: Schema) -> Iterable[Piece]:
    if "prefixItems" in schema:
        yield Piece("list: ")
        yield from _joined(schema["prefixItems"], ", ")
    else:
        items = schema["items"]
        yield Piece("one of " if schema.get("maxItems") == 1 else "any of " if "enum" in items else "list of ")
        yield from _pieces(items)


def _joined(schemas: Iterable[Schema], between: str) -> Iterable[Piece]:
    for number, schema in enumerate(schemas):
        if number:
            yield Piece(between)
        yield from _pieces(schema)


def _basic(schema: Schema) -> str:
    words = _FORMATS.get(schema.get("format", "")) or _BASIC.get(schema.get("type", ""), "anything")
    if "minimum" in schema and "maximum" in schema:
        words += f" from {schema['minimum']} to {schema['maximum']}"
    elif "minimum" in schema:
        words += f", {schema['minimum']} or more"
    return words + (f", {schema['default']} if not given" if "default" in schema else "")
