import pytest
from msgspec.structs import replace

from comparisons.catalogue.value import Confidence, Status
from comparisons.content.profile import profile_of
from tests.catalogues import changed, with_score


def standings(catalogue, slug):
    profile = profile_of(catalogue, catalogue.framework_by_slug[slug])
    return {standing.cell.criterion.slug: standing for standing in profile.standings}


def named(standings):
    return [(standing.cell.criterion.name, standing.cell.text) for standing in standings]


def test_a_score_has_the_average_of_the_others(small):
    of_alder = standings(small, "alder")
    of_birch = standings(small, "birch")
    assert of_alder["speed"].others == pytest.approx(of_birch["speed"].cell.interval.point)
    assert of_alder["speed"].ahead == pytest.approx(-of_birch["speed"].ahead)


def test_drafts_and_retired_frameworks_do_not_count_in_averages(small):
    alone = changed(small, "frameworks", "birch", status=Status.DRAFT)
    assert {standing.others for standing in standings(alone, "alder").values()} == {None}
    assert {standing.ahead for standing in standings(alone, "alder").values()} == {0.0}


def test_a_retired_framework_is_compared_with_the_published_ones(small):
    known = standings(small, "dogwood")["speed"]
    points = [standings(small, slug)["speed"].cell.interval.point for slug in ("alder", "birch")]
    assert known.others == pytest.approx(sum(points) / 2)


def test_an_unknown_score_does_not_count_in_averages(small):
    assert standings(small, "alder")["admin"].others is None
    assert standings(small, "birch")["admin"].ahead == 0.0


def test_a_kind_is_neither_ahead_nor_behind(small):
    assert standings(small, "alder")["type"].others is None


def test_best_is_good_and_furthest_ahead_and_weakest_weak_and_furthest_behind(shipped):
    django = profile_of(shipped, shipped.framework_by_slug["django"])
    assert named(django.best) == [
        ("Admin interface", "10"),
        ("Multilingual support", "10"),
        ("Database layer", "10"),
        ("SEO support", "9"),
    ]
    assert named(django.weakest) == [
        ("Page rendering", "14"),
        ("Performance", "3"),
        ("Flexibility", "5"),
        ("Type hints", "5"),
    ]


@pytest.mark.parametrize(
    ("value", "is_best", "is_weakest"), [(6.0, True, False), (5.5, False, False), (5.0, False, True)]
)
def test_a_score_far_from_the_average_is_not_named_unless_good_or_weak(small, value, is_best, is_weakest):
    others = {6.0: 0.0, 5.5: 0.0, 5.0: 10.0}[value]
    admin = small.framework_by_slug["alder"].score_by_criterion["admin"]
    birch = replace(admin, value=others, confidence=Confidence.HIGH)
    both = changed(small, "frameworks", "birch", scores=(birch,))
    profile = profile_of(both, with_score(both, "alder", "admin", value=value).framework_by_slug["alder"])
    assert ("Admin" in [name for name, _ in named(profile.best)]) == is_best
    assert ("Admin" in [name for name, _ in named(profile.weakest)]) == is_weakest


def test_sections_are_split_into_two_columns_of_similar_height(shipped):
    profile = profile_of(shipped, shipped.framework_by_slug["django"])
    left, right = profile.columns
    assert left + right == profile.sections
    heights = [sum(len(standings) + 1 for _, standings in column) for column in (left, right)]
    assert heights == [22, 23]
