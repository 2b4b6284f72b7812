import pytest
from msgspec.structs import replace

from comparisons.catalogue.value import Status
from comparisons.content.choose_when import choose_when


def among(catalogue, *slugs):
    return {one.framework.slug: one for one in choose_when(catalogue, [catalogue.framework_by_slug[s] for s in slugs])}


def test_shares_of_all_priorities_are_steps_of_five_that_add_up(shipped):
    found = among(shipped, "django", "fastapi", "flask")
    assert all(one.percent % 5 == 0 for one in found.values())
    assert sum(one.percent for one in found.values()) == pytest.approx(100, abs=5)


def test_criteria_with_more_than_average_central_weight_are_named(shipped):
    found = among(shipped, "fastapi", "litestar")
    fastapi = shipped.framework_by_slug["fastapi"].score_by_criterion
    litestar = shipped.framework_by_slug["litestar"].score_by_criterion
    for criterion in found["litestar"].weighty:
        assert litestar[criterion.slug].value != fastapi[criterion.slug].value


def test_decisive_answers_follow_from_effects_and_requirements(shipped):
    found = among(shipped, "django", "flask")
    django = [(one.question.slug, one.choice.slug) for one in found["django"].answers]
    flask = [(one.question.slug, one.choice.slug) for one in found["flask"].answers]
    assert ("knows", "knows-django") in django
    assert ("knows", "knows-flask") in flask
    assert not set(django) & set(flask)
    leads = [one.lead for one in found["django"].answers]
    assert leads == sorted(leads, reverse=True)
    assert min(leads) >= 0.1


def test_results_are_the_same_every_time(shipped):
    assert among(shipped, "django", "flask") == among(shipped, "django", "flask")


def test_a_retired_framework_is_compared_but_not_recommended(shipped):
    flask = replace(shipped.framework_by_slug["flask"], status=Status.RETIRED)
    catalogue = replace(shipped, frameworks=tuple(flask if f.slug == "flask" else f for f in shipped.frameworks))
    assert choose_when(catalogue, [catalogue.framework_by_slug[slug] for slug in ("django", "flask")]) == ()
