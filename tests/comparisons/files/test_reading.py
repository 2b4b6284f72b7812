"""Invalid files are refused with the file, the place and what was expected."""

import pytest

from comparisons.files import BrokenFile, read_directory, write_directory
from tests.catalogues import small_catalogue


@pytest.fixture
def directory(tmp_path):
    write_directory(small_catalogue(), tmp_path)
    return tmp_path


def refusal(directory):
    with pytest.raises(BrokenFile) as refused:
        read_directory(directory)
    return str(refused.value)


def edit(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


# file, text in it, its replacement, error message
EDITS = {
    "wrong type": (
        "criteria.toml",
        'name = "Admin"',
        "name = 3",
        "criteria.toml: Expected `str`, got `int` - at `criteria number 1 (admin) name`",
    ),
    "wrong type deep down": (
        "questions.toml",
        'importance = "decisive"',
        'importance = "vital"',
        "questions.toml: Invalid enum value 'vital' - at "
        "`questions number 1 (build) choices number 2 (api) effects number 1 (speed) importance`",
    ),
    "figure as a text in a list of sources": (
        "frameworks/alder.toml",
        '"article",',
        "7,",
        "frameworks/alder.toml: Expected `str`, got `int` - at `strengths number 1 sources number 1`",
    ),
    "day with an hour": (
        "sources.toml",
        "accessed = 2026-11-22",
        "accessed = 2026-11-22T12:00:00",
        "sources.toml: `sources number 1 (article) accessed` is '2026-11-22 12:00:00': "
        "Give the day as 2026-11-28 or 28 Nov 2026.",
    ),
    "unknown key of a thing": (
        "frameworks/alder.toml",
        "relative_error = 0.1",
        "error = 0.1",
        "frameworks/alder.toml: Object contains unknown field `error` - at `scores number 3 (speed)`",
    ),
    "unknown key of a file": (
        "claims.toml",
        "[[claims]]",
        "[[rumours]]",
        "claims.toml: 'rumours' does not belong here; expected claims",
    ),
    "key of another file": (
        "criteria.toml",
        "groups = [",
        "questions = [",
        "criteria.toml: 'questions' does not belong here; expected groups and criteria",
    ),
    "missing key": (
        "frameworks/birch.toml",
        'summary = "Birch serves pages."\n',
        "",
        "frameworks/birch.toml: Object missing required field `summary`",
    ),
    "missing key of a part": (
        "frameworks/birch.toml",
        'reason = "The manual says 1.0."\n',
        "",
        "frameworks/birch.toml: Object missing required field `reason` - at `scores number 1 (packages)`",
    ),
    "scale without a type": (
        "criteria.toml",
        'type = "editorial"\n',
        "",
        "criteria.toml: Object missing required field `type` - at `criteria number 1 (admin) scale`",
    ),
    "scale of no type": (
        "criteria.toml",
        'type = "editorial"',
        'type = "guessed"',
        "criteria.toml: Invalid value 'guessed' - at `criteria number 1 (admin) scale type`",
    ),
    "slug is not the name of the file": (
        "frameworks/birch.toml",
        'slug = "birch"',
        'slug = "beech"',
        "frameworks/birch.toml: slug is 'beech'; expected 'birch', the name of the file",
    ),
    "dangling reference": (
        "frameworks/alder.toml",
        'criterion = "admin"',
        'criterion = "gone"',
        "frameworks/alder.toml: framework alder: names the criterion 'gone', which does not exist",
    ),
    "not a number": (
        "frameworks/alder.toml",
        "value = 400",
        "value = nan",
        "frameworks/alder.toml: framework alder, score speed: expected a number, found 'nan'",
    ),
    "error that is not a number": (
        "frameworks/alder.toml",
        "relative_error = 0.1",
        "relative_error = nan",
        "frameworks/alder.toml: framework alder, score speed: the relative error is a share: 0 or more, below 1",
    ),
    "bound that is not a number": (
        "questions.toml",
        "at_least = 500",
        "at_least = nan",
        "questions.toml: question build, choice api: the bound on Speed is not a finite number",
    ),
    "figure too large for any number": (
        "frameworks/alder.toml",
        "value = 400",
        f"value = 1{'0' * 400}",
        "frameworks/alder.toml: Number out of range - at `scores number 3 (speed) value`",
    ),
    "slug twice": (
        "sources.toml",
        'slug = "article"',
        'slug = "manual"',
        "sources.toml: source manual: stands 2 times; a slug names one thing\n"
        "frameworks/alder.toml: framework alder, 'Its admin saves weeks.': "
        "names the source 'article', which does not exist\n"
        "claims.toml: claim alder-is-quick: names the source 'article', which does not exist\n"
        "claims.toml: claim all-are-good: names the source 'article', which does not exist",
    ),
    "group twice": (
        "criteria.toml",
        'slug = "under-load"',
        'slug = "with-it"',
        "criteria.toml: group with-it: stands 2 times; a slug names one thing\n"
        "criteria.toml: criterion speed: names the group 'under-load', which does not exist",
    ),
    "NUL by its number": (
        "scenarios.toml",
        'title = "A shop"',
        r'title = "A \u0000 shop"',
        "scenarios.toml: scenario shop: the title holds a control character",
    ),
    "text too long for the database": (
        "frameworks/alder.toml",
        'name = "Alder"',
        f'name = "{"A" * 61}"',
        "frameworks/alder.toml: framework alder: the name has 61 characters; 60 is the most",
    ),
    "scenario that plays nothing": (
        "scenarios.toml",
        'question = "build"',
        'question = "gone"',
        "scenarios.toml: scenario gateway: answers the question 'gone', which does not exist",
    ),
}


@pytest.mark.parametrize(("name", "old", "new", "expected"), EDITS.values(), ids=EDITS.keys())
def test_an_invalid_file_is_refused_with_the_place(directory, name, old, new, expected):
    edit(directory / name, old, new)
    assert refusal(directory) == expected


# file, text in it, its replacement, line in the error message
NOT_TOML = {
    "text without quotes": ("criteria.toml", 'slug = "admin"', "slug = admin", 7),
    "key twice": ("frameworks/alder.toml", 'name = "Alder"', 'name = "A"\nname = "B"', 3),
    "day that never was": ("sources.toml", "accessed = 2026-11-22", "accessed = 2026-02-30", 6),
    "NUL": ("claims.toml", "Alder is quick", "Alder is \0 quick", 3),
}


@pytest.mark.parametrize(("name", "old", "new", "line"), NOT_TOML.values(), ids=NOT_TOML.keys())
def test_invalid_toml_is_refused_with_the_line(directory, name, old, new, line):
    edit(directory / name, old, new)
    message = refusal(directory)
    assert message.startswith(f"{name}: not TOML: ")
    assert f"(at line {line}, " in message


def test_a_byte_order_mark_and_crlf_are_accepted(directory):
    path = directory / "claims.toml"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert read_directory(directory) == small_catalogue()


@pytest.mark.parametrize("value", ["[" * 5000 + "]" * 5000, "9" * 5000, f"{{{'a.' * 10**6}a = 1}}", '"\\' * 10**6])
def test_deep_nesting_and_huge_numbers_are_refused(directory, value):
    (directory / "claims.toml").write_text(f"claims = {value}", encoding="utf-8")
    assert refusal(directory).startswith("claims.toml: not TOML: ")


@pytest.mark.parametrize(
    "hidden",
    ["{}a = 1", "[{}a]", "[[{}a]]", "x = {{{}a = 1}}", '"=" = {{{}a = 1}}', "'#'.{}a = 1", '"\\"".{}"\\"" = 1',
     'x = ["""a\nb""", {{{}a = 1}}, ""]', "x = [\'\'\'a\nb\'\'\'\', {{{}a = 1}}]", '"".{}"" = 1'],
)  # fmt: skip
def test_a_key_of_very_many_parts_is_refused_anywhere(directory, hidden):
    (directory / "claims.toml").write_text(hidden.format("a." * 100), encoding="utf-8")
    assert "claims.toml: not TOML: a key of too many parts (at line" in refusal(directory)


@pytest.mark.parametrize("text", ["." * 200, 'a \\"quoted\\" word' + "." * 99, "it's" + "." * 99, "# " + "." * 99])
def test_dots_in_strings_are_accepted(directory, text):
    edit(directory / "claims.toml", '"Alder is quick."', f'"{text}" # {"." * 99}')
    assert read_directory(directory).claims[0].text == text.replace("\\", "")


def test_bytes_that_are_not_utf_8_are_refused(directory):
    path = directory / "claims.toml"
    path.write_bytes(b"# \xff\n" + path.read_bytes())
    assert refusal(directory) == "claims.toml: expected UTF-8 text; byte 2 is something else"


@pytest.mark.parametrize("name", ["criteria.toml", "questions.toml", "sources.toml", "claims.toml", "scenarios.toml"])
def test_a_missing_file_is_named(directory, name):
    (directory / name).unlink()
    assert refusal(directory) == f"{name}: the file is missing"


def test_a_missing_directory_of_frameworks_is_named(directory):
    # Otherwise loading it would delete all frameworks.
    (directory / "frameworks").rename(directory / "framework")
    assert refusal(directory) == "frameworks: the directory is missing; expected a file for each framework in it"


def test_a_missing_directory_is_named(tmp_path):
    assert refusal(tmp_path / "gone") == f"{tmp_path / 'gone'}: there is no such directory"


def test_a_directory_in_place_of_a_file_is_named(directory):
    (directory / "frameworks" / "elm.toml").mkdir()
    assert refusal(directory) == "frameworks/elm.toml: cannot be read: Is a directory"


def test_all_errors_are_reported_at_once(directory):
    edit(directory / "frameworks/alder.toml", "value = 9", "value = 11")
    edit(directory / "frameworks/birch.toml", "value = 800", "value = -1")
    assert refusal(directory).splitlines() == [
        "frameworks/alder.toml: framework alder, score admin: 11 lies outside 0 to 10",
        "frameworks/birch.toml: framework birch, score speed: -1 answers cannot be measured on this scale",
    ]


def test_other_files_are_ignored(directory):
    (directory / "README.md").write_text("Not TOML at all = = =")
    (directory / "frameworks" / "notes.txt").write_text("[")
    assert read_directory(directory) == small_catalogue()


def test_comments_and_fields_with_default_values_are_accepted(directory):
    (directory / "claims.toml").write_text(
        "# What was said\n"
        '[[claims]]\nslug = "c"\ntext = "t"\nmade_by = "manual"\nwhere = ""\nframeworks = []\nevidence = ""\n'
    )
    (claim,) = read_directory(directory).claims
    assert (claim.verdict, claim.criterion, claim.sources) == (None, None, ())


def test_days_and_months_may_be_written_in_words(directory):
    edit(directory / "sources.toml", "accessed = 2026-11-22", 'accessed = "22 Nov 2026"')
    edit(directory / "frameworks" / "alder.toml", 'first_release = "2005-07"', 'first_release = "July 2005"')
    assert read_directory(directory) == small_catalogue()
