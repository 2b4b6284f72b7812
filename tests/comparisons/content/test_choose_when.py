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


def test_decisive_answers_follow_from_effects_and_requirements(shipped):
    found = among(shipped, "django", "flask")
    django = [(one.question.slug, one.choice.slug) for one in found["django"].answers]
    flask = [(one.question.slug, one.choice.slug) for one in found["flask"].answers]
    assert ("data", "orm") in django
    assert ("data", "no-database") in flask
    assert not set(django) & set(flask)
    leads = [one.lead for one in found["django"].answers]
    assert leads == sorted(leads, reverse=True)
    assert min(leads) >= 0.1


def test_knowing_a_framework_is_no_answer_that_decides_for_it(shipped):
    found = among(shipped, "django", "flask")
    questions = {answer.question.slug for one in found.values() for answer in one.answers}
    assert not questions & {"knows", "stack"}


def test_an_answer_that_no_framework_meets_well_decides_for_none(shipped):
    """Flask cannot keep connections open and Django only with an extra package: neither is the one to choose."""
    answers = [
        (one.question.slug, one.choice.slug)
        for found in among(shipped, "django", "flask").values()
        for one in found.answers
    ]
    assert ("build", "connections") not in answers


def test_results_are_the_same_every_time(shipped):
    assert among(shipped, "django", "flask") == among(shipped, "django", "flask")


def test_a_retired_framework_is_compared_but_not_recommended(shipped):
    flask = replace(shipped.framework_by_slug["flask"], status=Status.RETIRED)
    catalogue = replace(shipped, frameworks=tuple(flask if f.slug == "flask" else f for f in shipped.frameworks))
    assert choose_when(catalogue, [catalogue.framework_by_slug[slug] for slug in ("django", "flask")]) == ()
