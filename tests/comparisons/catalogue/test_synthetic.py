import pytest

from comparisons.catalogue.checks import errors
from comparisons.catalogue.codec import encode
from comparisons.catalogue.public import public
from comparisons.catalogue.synthetic import large_catalogue


@pytest.fixture(scope="module")
def given(shipped):
    """The shipped catalogue without its drafts, which are left out."""
    return public(shipped)


@pytest.fixture(scope="module")
def large(shipped):
    return large_catalogue(shipped, frameworks=40, criteria=60)


def test_it_has_the_requested_size(large):
    assert (len(large.frameworks), len(large.criteria)) == (40, 60)


def test_it_has_no_errors(large):
    assert errors(large) == ()


def test_it_is_the_same_each_time(shipped, large):
    assert encode(large_catalogue(shipped, frameworks=40, criteria=60)) == encode(large)
    assert encode(large_catalogue(shipped, frameworks=40, criteria=60, seed=2)) != encode(large)


def test_it_contains_the_given_catalogue_unchanged(given, large):
    assert large.criteria[: len(given.criteria)] == given.criteria
    assert set(given.sources) <= set(large.sources)
    assert large.scenarios == given.scenarios
    for framework in given.frameworks:
        assert set(framework.scores) <= set(large.framework_by_slug[framework.slug].scores)


def test_with_the_given_size_nothing_is_added(given):
    same = large_catalogue(given, frameworks=len(given.frameworks), criteria=len(given.criteria))
    assert encode(same) == encode(given)


def test_scores_do_not_depend_on_the_size(given, large):
    fewer = large_catalogue(given, frameworks=len(given.frameworks), criteria=60)
    assert len(fewer.framework_by_slug["flask"].scores) > len(given.framework_by_slug["flask"].scores)
    assert fewer.framework_by_slug["flask"] == large.framework_by_slug["flask"]


def test_every_added_rated_criterion_has_an_effect(given, large):
    moved = {e.criterion for q in large.questions for c in q.choices for e in c.effects}
    added = {c.slug for c in large.rated_criteria} - given.criterion_by_slug.keys()
    assert added
    assert added <= moved


def test_a_few_scores_are_unknown(large):
    known = sum(len(framework.scores) for framework in large.frameworks)
    assert 0.9 < known / (40 * 60) < 0.98


def test_names_never_run_out(given):
    criteria = [criterion.slug for criterion in large_catalogue(given, frameworks=17, criteria=180).criteria]
    assert len(set(criteria)) == 180


def test_a_size_below_the_given_one_is_refused(given):
    with pytest.raises(ValueError, match=r"^The smallest has 17 frameworks and 40 criteria\.$"):
        large_catalogue(given, frameworks=16, criteria=31)
