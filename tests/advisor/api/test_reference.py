import pytest

from advisor.api.reference import Field, TextPart, types


def document(**schemas):
    return {"components": {"schemas": schemas}}


@pytest.mark.parametrize(
    ("schema", "words"),
    [
        ({"type": "string"}, "text"),
        ({"type": "string", "format": "date-time"}, "date and time"),
        ({"type": "integer", "minimum": 1, "maximum": 9, "default": 3}, "whole number from 1 to 9 (default: 3)"),
        ({"type": "string", "default": ""}, "text, may be empty"),
        ({"type": "boolean", "default": False}, "true or false (default: false)"),
        ({"type": "integer", "minimum": 0}, "whole number, 0 or more"),
        ({"type": "integer", "minimum": 1, "maximum": 999_999_999}, "whole number, 1 or more"),
        ({"anyOf": [{"type": "number"}, {"type": "null"}]}, "number or null"),
        ({"enum": ["a", "b"]}, "“a”, “b”"),
        ({"type": "array", "items": {"$ref": "#/components/schemas/Score"}}, "list of Score"),
        (
            {"type": "array", "items": {"anyOf": [{"type": "string"}, {"type": "number"}]}},
            "list of text or number",
        ),
        ({"type": "array", "items": {"enum": ["a", "b"]}}, "any of “a”, “b”"),
        ({"type": "array", "items": {"enum": ["a", "b"]}, "maxItems": 1}, "one of “a”, “b”"),
        ({"type": "object", "additionalProperties": {"type": "string"}}, "object of text"),
        ({}, "anything"),
    ],
)
def test_a_schema_is_described_in_words(schema, words):
    (found,) = types(document(T={"properties": {"field": schema}, "required": ["field"]}))
    assert "".join(part.text for part in found.fields[0].type_parts) == words


def test_the_name_of_a_type_is_a_link():
    (found,) = types(document(T={"properties": {"score": {"$ref": "#/components/schemas/Score"}}}))
    assert found.fields == (Field("score", (TextPart("Score", type="Score"),), is_required=False),)


def test_types_are_sorted_by_name_with_their_values():
    found = types(document(B={"enum": ["x"], "description": "Some."}, A={"properties": {}}))
    assert [(one.name, one.values) for one in found] == [("A", ()), ("B", ("x",))]


def test_text_between_backticks_is_code():
    (found,) = types(document(T={"description": "Some `x` and `y`."}))
    assert [(part.text, part.is_code) for part in found.description] == [
        ("Some ", False),
        ("x", True),
        (" and ", False),
        ("y", True),
        (".", False),
    ]
