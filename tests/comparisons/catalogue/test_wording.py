import pytest

from comparisons.catalogue.wording import counted, in_sentence, joined, unit_of


@pytest.mark.parametrize(
    ("number", "noun", "plural", "words"),
    [
        (0, "score", "", "0 scores"),
        (1, "score", "", "1 score"),
        (2, "score", "", "2 scores"),
        (1200, "score", "", "1,200 scores"),
        (1, "criterion", "criteria", "1 criterion"),
        (2, "criterion", "criteria", "2 criteria"),
        (1, "score was", "scores were", "1 score was"),
    ],
)
def test_a_number_agrees_with_what_it_counts(number, noun, plural, words):
    assert counted(number, noun, plural) == words


@pytest.mark.parametrize(
    ("unit", "of_one"),
    [
        ("packages", "package"),
        ("requests per second", "request per second"),
        ("years", "year"),
        ("lines of code", "line of code"),
        ("dependencies", "dependency"),
        ("classes", "class"),
        ("releases", "release"),
        ("branches", "branch"),
        ("dashes", "dash"),
        ("boxes", "box"),
        ("ms", "ms"),
        ("s", "s"),
        ("GB", "GB"),
        ("GBs", "GBs"),
        ("% of tests", "% of tests"),
        ("status", "status"),
        ("loss of requests", "loss of requests"),
        ("people", "people"),
        ("", ""),
    ],
)
def test_a_unit_is_in_the_singular_after_one_only(unit, of_one):
    assert [unit_of(value, unit) for value in (1, 1.0, 0, 1.5, 2)] == [of_one, of_one, unit, unit, unit]


@pytest.mark.parametrize(
    ("words", "expected"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_words_are_joined_as_in_a_sentence(words, expected):
    assert joined(words) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Building APIs", "building APIs"),
        ("HTML support", "HTML support"),
        ("Python versions", "Python versions"),
        ("", ""),
    ],
)
def test_a_name_loses_its_capital_letter_within_a_sentence(name, expected):
    assert in_sentence(name) == expected
