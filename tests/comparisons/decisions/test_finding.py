import pytest
from msgspec.structs import replace

from comparisons.catalogue.value import StoryFact
from comparisons.decisions.finding import DecisionFilters, chosen_by, facts_by_topic, fitting_decisions, year_of, years
from tests.catalogues import small_catalogue
from tests.questions import SCENARIOS

GATEWAY, SHOP = SCENARIOS
CLUB = replace(
    SHOP, slug="club", title="A club", story="Members sign in.", decided="2023", chosen=("birch", "alder"), facts=()
)
CATALOGUE = small_catalogue(scenarios=(GATEWAY, SHOP, CLUB))


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, ["club", "shop", "gateway"]),
        ({"kind": "api"}, ["gateway"]),
        ({"kind": "site"}, ["club", "shop"]),
        ({"framework": "birch"}, ["club"]),
        ({"framework": "alder", "since": "2020"}, ["club"]),
        ({"since": "2019"}, ["club", "shop"]),
        ({"q": "CLUB members"}, ["club"]),
        ({"q": "write no code"}, ["shop"]),
        ({"size": "small"}, []),
        ({"framework": "cedar"}, []),
    ],
)
def test_decisions_pass_all_filters_at_once_and_the_newest_come_first(filters, found):
    assert [one.slug for one in fitting_decisions(CATALOGUE, DecisionFilters(**filters))] == found


@pytest.mark.parametrize(
    ("decided", "year"),
    [
        ("2019 or later", 2019),
        ("2023", 2023),
        ("in May 2021", 2021),
        ("unknown", None),
        ("", None),
        ("version 20190", None),
    ],
)
def test_the_year_is_read_from_the_words_of_the_record(decided, year):
    assert year_of(replace(SHOP, decided=decided)) == year


def test_years_are_each_told_once_from_the_latest():
    assert years(small_catalogue(scenarios=(GATEWAY, SHOP, CLUB, replace(CLUB, slug="other")))) == (2023, 2019)


def test_what_a_record_says_twice_on_a_topic_stands_together():
    facts = [("Team", "three people"), ("Data", "light"), ("Team", "Python"), ("Data", "light")]
    decision = replace(SHOP, facts=tuple(StoryFact(topic=topic, text=text) for topic, text in facts))
    assert facts_by_topic(decision) == {"Team": ["three people", "Python"], "Data": ["light"]}


def test_a_framework_has_the_decisions_for_it_and_one_that_nobody_chose_has_none():
    assert {slug: [one.slug for one in found] for slug, found in chosen_by(CATALOGUE).items()} == {
        "alder": ["club", "shop"],
        "birch": ["club"],
    }
