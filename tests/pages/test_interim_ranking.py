"""The ranking so far, beside each question."""

from msgspec.structs import replace

from comparisons.catalogue.wording import joined
from tests.pages.editions import add_edition
from tests.pages.wizard import named, so_far


def test_without_answers_there_are_no_leaders(client, shipped_edition):
    assert so_far(client, "/advise/build/") == (
        "The leading frameworks will appear here once an answer affects the ranking."
    )


def test_the_interim_ranking_agrees_with_the_result(client, shipped_edition):
    answers = "build=connections&interface=programs&live=streams&open-connections=many-open"
    advice = client.get(f"/advise/result.json?{answers}").json()
    first = " ".join(named(shipped_edition, entry) for entry in advice["ranking"][:3])
    names = [shipped_edition.catalogue.framework_by_slug[one["framework"]].name for one in advice["excluded"]]
    assert so_far(client, f"/advise/size/?{answers}") == (
        f"{first} Ruled out, {len(names)} of 17: {joined(names)}. "
        "Scores out of 100 after 4 answers; this may still change."
    )


def test_the_interim_ranking_says_if_none_or_all_are_excluded(client, shipped_edition):
    assert "Nothing ruled out yet. Scores out of 100 after 1 answer;" in so_far(client, "/advise/size/?team=one")
    nobody = so_far(client, "/advise/size/?interface=python-screens&need.admin=10&need.realtime=10")
    assert nobody.startswith("No framework meets all your must-haves. Ruled out, 17 of 17: aiohttp,")
    assert nobody.endswith("and 8 more.")


def test_the_interim_ranking_counts_unconfirmed_frameworks(client, db, shipped):
    django = shipped.framework_by_slug["django"]
    unknown = replace(django, scores=tuple(score for score in django.scores if score.criterion != "realtime"))
    add_edition(1, replace(shipped, frameworks=tuple(unknown if f.slug == "django" else f for f in shipped.frameworks)))
    assert (
        "Ruled out, 4 of 17: Bottle, Flask, Pyramid and Streamlit. Not known to meet your must-haves: Django."
        in so_far(client, "/advise/size/?live=streams&open-connections=many-open")
    )


def test_the_interim_ranking_has_only_the_frameworks_named(client, shipped_edition):
    hint = so_far(client, "/advise/size/?among=django&among=flask&live=streams&open-connections=many-open")
    assert hint == "No framework meets all your must-haves. Ruled out, 2 of 2: Django and Flask."
