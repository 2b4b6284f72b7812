import pytest

from advisor.api.parameters import EDITION, LIMIT, STATUS, BadRequest, Parameter, read_parameters

NAMED = Parameter("framework", "One of them.", "django")


@pytest.mark.parametrize(
    ("parameter", "text", "value"),
    [
        (LIMIT, "1", 1),
        (LIMIT, "200", 200),
        (LIMIT, "007", 7),
        (STATUS, "retired", "retired"),
        (NAMED, "a-b-2", "a-b-2"),
    ],
)
def test_valid_values_are_read(parameter, text, value):
    assert parameter.read(text) == value


@pytest.mark.parametrize(
    ("parameter", "text", "message"),
    [
        (LIMIT, "0", "'limit' is a whole number from 1 to 200."),
        (LIMIT, "201", "'limit' is a whole number from 1 to 200."),
        (LIMIT, "-1", "'limit' is a whole number from 1 to 200."),
        (LIMIT, "1.0", "'limit' is a whole number from 1 to 200."),
        (LIMIT, " 1", "'limit' is a whole number from 1 to 200."),
        (LIMIT, "٣", "'limit' is a whole number from 1 to 200."),
        (LIMIT, "9" * 5000, "'limit' is a whole number from 1 to 200."),
        (STATUS, "draft", "'status' is one of: published, retired."),
        (NAMED, "A", "'framework' is a name in small letters, digits and hyphens."),
        (NAMED, "a\n", "'framework' is a name in small letters, digits and hyphens."),
        (NAMED, "a" * 81, "'framework' is a name in small letters, digits and hyphens."),
    ],
)
def test_invalid_values_are_refused_with_a_sentence(parameter, text, message):
    with pytest.raises(ValueError, match="is") as refused:
        parameter.read(text)
    assert str(refused.value) == message


def test_defaults_replace_missing_values():
    assert read_parameters([("edition", "3")], [EDITION, LIMIT]) == {"limit": 50, "edition": 3}


def test_all_errors_are_reported_at_once():
    pairs = [("limit", "x"), ("edition", "1"), ("edition", "2"), ("y" * 100, "")]
    with pytest.raises(BadRequest) as refused:
        read_parameters(pairs, [EDITION, LIMIT])
    assert [(error.parameter, error.detail) for error in refused.value.errors] == [
        ("limit", "'limit' is a whole number from 1 to 200."),
        ("edition", "'edition' may be given only once."),
        ("y" * 80 + "…", f"There is no parameter '{'y' * 80}…' here. It accepts: edition, limit."),
    ]


@pytest.mark.parametrize(
    ("parameter", "schema"),
    [
        (LIMIT, {"type": "integer", "minimum": 1, "maximum": 200, "default": 50}),
        (STATUS, {"type": "string", "enum": ["published", "retired"]}),
        (NAMED, {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$", "maxLength": 80}),
    ],
)
def test_a_parameter_has_a_json_schema(parameter, schema):
    assert parameter.schema() == schema
