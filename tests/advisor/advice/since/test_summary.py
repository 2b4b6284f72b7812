import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from advisor.advice.since.attribution import attributions
from advisor.advice.since.summary import AttributionPart, ChangeLine, FrameworkRow, Summary
from advisor.advice.since.then_and_now import Place, edition_advice, then_and_now
from advisor.answers.query import Answers
from comparisons.catalogue.value import Catalogue
from tests.advisor.advice.editions import A_SITE, SITE, SMALL, TOO_MANY, answers, edited, given_by_visitors, summary_of
from tests.catalogues import changed, framework, score, small_catalogue, with_score


def test_a_summary_equals_the_calculation_by_hand():
    today = with_score(with_score(SMALL, "alder", "admin", value=6.0), "birch", "speed", value=900.0)
    today = changed(today, "frameworks", "birch", summary="It serves them quickly.")
    assert summary_of(SMALL, today, SITE) == Summary(
        sentence="First place has moved from Alder to Birch; most of it comes from Admin.",
        verdict_then="leaning (look at the runner-up too)",
        verdict_today="leaning (look at the runner-up too)",
        first=(
            FrameworkRow(
                name="Birch",
                then=Place("2nd with 63 points", rank=2, points=63),
                today=Place("1st with 65 points", rank=1, points=65),
                difference=2,
                parts=(AttributionPart("Speed", 2),),
            ),
            FrameworkRow(
                name="Alder",
                then=Place("1st with 75 points", rank=1, points=75),
                today=Place("2nd with 55 points", rank=2, points=55),
                difference=-20,
                parts=(AttributionPart("Admin", -20),),
            ),
        ),
        moved=(),
        changes=(
            ChangeLine("Alder on Admin", "9", "6", -20),
            ChangeLine("Birch on Speed", "800 answers", "900 answers", 2),
        ),
        renamed=(),
        others=1,
    )


def test_equal_catalogues_have_no_changes():
    found = summary_of(SMALL, small_catalogue(), replace(SITE, edition=7))
    assert found.sentence == "Nothing that counts for you has changed since."
    assert (found.changes, found.renamed, found.moved, found.others) == ((), (), (), 0)
    assert found.verdict_then == found.verdict_today
    assert [(row.difference, row.parts) for row in found.first] == [(0, ()), (0, ())]


def test_empty_catalogues_have_a_summary():
    found = summary_of(Catalogue(), Catalogue(), Answers())
    assert (found.sentence, found.first) == ("Nothing that counts for you has changed since.", ())


def test_the_rows_are_the_first_places_of_both_editions_and_others_that_moved():
    def many(**values):
        return small_catalogue(frameworks=tuple(framework(slug, score("admin", v)) for slug, v in values.items()))

    then = many(a=9.0, b=8.0, c=7.0, d=6.0, e=5.0, f=4.0)
    today = many(a=9.0, b=8.0, c=3.0, d=6.0, e=5.0, f=4.0)
    found = summary_of(then, today, A_SITE)
    shown = [(row.name, row.then.nth, row.today.nth, row.difference) for row in (*found.first, *found.moved)]
    assert shown == [
        ("A", "1st", "1st", 0),
        ("B", "2nd", "2nd", 0),
        ("D", "4th", "3rd", 0),
        ("C", "3rd", "6th", -40),
        ("E", "5th", "4th", 0),
        ("F", "6th", "5th", 0),
    ]
    assert len(found.first) == 4


def test_a_framework_ranked_in_one_edition_only_has_no_difference():
    found = summary_of(SMALL, TOO_MANY, answers(build="site", requirements={"packages": 20.0}))
    row = found.first[-1]
    assert (row.name, row.then.words, row.today.words) == (
        "Alder",
        "1st with 90 points",
        "left out: misses Packages at most 20 packages",
    )
    assert (row.difference, row.parts) == (None, ())


# Whatever changes


@st.composite
def courses(draw):
    """Return two catalogues, the first as it is or changed, and answers in the words of the first."""
    given_answers, other = draw(given_by_visitors), draw(edited())
    if draw(st.booleans()):
        return SMALL, other, given_answers
    return other, SMALL, then_and_now(edition_advice(SMALL, given_answers), other).today.answers


@given(courses())
def test_attributions_sum_to_exact_and_shown_differences(course):
    compared, found = then_and_now(edition_advice(course[0], course[2]), course[1]), summary_of(*course)
    rows = {row.name: row for row in (*found.first, *found.moved)}
    for slug in compared.then.ranked.keys() & compared.today.ranked.keys():
        then, today = compared.then.ranked[slug], compared.today.ranked[slug]
        row = rows.get(compared.framework(slug))
        exact = sum(attribution.exact for attribution in attributions(compared, slug))
        assert exact == pytest.approx(today.total - then.total, abs=1e-9)
        assert row is not None
        assert sum(part.points for part in row.parts) == row.difference == today.points - then.points


@given(courses())
def test_without_relevant_changes_the_advice_is_the_same(course):
    compared, found = then_and_now(edition_advice(course[0], course[2]), course[1]), summary_of(*course)
    if not found.changes:
        assert compared.then.recommendation.ranking == compared.today.recommendation.ranking
        assert compared.then.unranked.keys() == compared.today.unranked.keys()
        assert found.verdict_then == found.verdict_today
        assert found.moved == ()


@given(courses())
def test_the_sentence_agrees_with_the_rows(course):
    found = summary_of(*course)
    then, today = ([row.name for row in found.first if row.places[i].rank == 1] for i in (0, 1))
    assert (set(then) == set(today)) == ("still" in found.sentence or found.sentence.startswith("Nothing"))
    if found.sentence.startswith("First place has moved"):
        assert not set(then) & set(today)
