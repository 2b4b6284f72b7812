"""House rules go the whole way of content, and leave no trace where there are none."""

from datetime import date

import pytest
from msgspec import UNSET

from comparisons.catalogue.changes.diff import diff, sentence
from comparisons.catalogue.checks import errors
from comparisons.catalogue.codec import decode, encode
from comparisons.catalogue.house_rules import rule_sentence
from comparisons.catalogue.value import HouseRule, Ring
from comparisons.files.reading import BrokenFile, read_files
from comparisons.files.writing import written
from tests.catalogues import DAY, changed, small_catalogue

RULE = HouseRule(ring=Ring.TRIAL, reason="Two teams use it.", decided_on=DAY)


def ruled(rule=RULE, slug="alder"):
    return changed(small_catalogue(), "frameworks", slug, house_rule=rule)


def test_a_catalogue_without_rules_has_no_trace_of_them():
    assert b"house_rule" not in encode(small_catalogue())
    assert not small_catalogue().has_house_rules
    assert all("house_rule" not in text for text in written(small_catalogue()).values())


def test_rules_survive_bytes_and_files():
    catalogue = ruled()
    assert decode(encode(catalogue)) == catalogue
    assert catalogue.has_house_rules
    files = written(catalogue)
    assert '[house_rule]\nring = "trial"\nreason = "Two teams use it."\n' in files["frameworks/alder.toml"]
    assert read_files({name: text.encode() for name, text in files.items()}) == catalogue


def test_a_file_with_a_ring_that_does_not_exist_is_refused():
    files = {name: text.encode() for name, text in written(ruled()).items()}
    files["frameworks/alder.toml"] = files["frameworks/alder.toml"].replace(b'"trial"', b'"never"')
    with pytest.raises(BrokenFile, match="house_rule ring"):
        read_files(files)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (UNSET, RULE, "Framework Alder: house rule none becomes trial."),
        (RULE, UNSET, "Framework Alder: house rule trial becomes none."),
        (
            RULE,
            HouseRule(Ring.HOLD, "It broke.", DAY),
            "Framework Alder: house rule trial becomes hold.",
        ),
        (
            RULE,
            HouseRule(Ring.TRIAL, "It works.", DAY),
            "Framework Alder: reason or day of the house rule trial changed.",
        ),
    ],
)
def test_a_changed_rule_is_told_by_its_ring(old, new, words):
    before, after = ruled(old), ruled(new)
    assert [sentence(change, after, before) for change in diff(before, after)] == [words]


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (HouseRule(Ring.HOLD, " ", DAY), "its house rule has no reason"),
        (HouseRule(Ring.HOLD, "No.", date(2999, 1, 1)), "house rule, decided_on: "),
    ],
)
def test_a_rule_has_a_reason_and_a_day_that_can_be_true(rule, words):
    [problem] = errors(ruled(rule), DAY)
    assert (problem.where, problem.message.startswith(words)) == ("framework alder", True)


def test_a_rule_in_words():
    assert rule_sentence(RULE) == "House rule: Trial since 22 November 2026. Two teams use it."


@pytest.mark.parametrize(
    ("collection", "slug", "name"),
    [("questions", "build", "own"), ("questions", "build", "house"), ("criteria", "speed", "house-rule")],
)
def test_no_question_or_criterion_is_named_as_what_addresses_hold_besides(collection, slug, name):
    catalogue = changed(small_catalogue(), collection, slug, slug=name)
    assert "this slug is kept for the site's own addresses" in [one.message for one in errors(catalogue)]
