import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from comparisons.catalogue.names import Compared, Names, compared, extension_meant
from comparisons.catalogue.value import NAMED, Extension, Framework
from tests.catalogues import ALDER, changed, small_catalogue, with_choice
from tests.strategies.catalogues import catalogues
from tests.strategies.values import few

REST = Extension(
    slug="alder-rest-framework",
    name="Alder REST framework",
    summary="An API.",
    home_page="",
    licence="MIT",
    latest_version="1",
    latest_release="2026-01",
)
# Alder is now 'Fast Alder', with the old names 'alder' and 'aldrea'; Cedar is a draft.
TODAY = changed(
    small_catalogue(),
    "frameworks",
    "alder",
    slug="fast-alder",
    name="Fast Alder",
    aliases=("alder", "aldrea"),
    extensions=(REST,),
)
NAMES = Names(TODAY)


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        ("fast-alder", "fast-alder"),
        ("alder", "fast-alder"),
        ("aldrea", "fast-alder"),
        ("ALDER", "fast-alder"),
        ("Fast Alder", "fast-alder"),
        ("fast_alder", "fast-alder"),
        ("FastAlder", "fast-alder"),
        ("fást-älder", "fast-alder"),
        ("birch).", "birch"),
        ("birch-3", "birch"),
        ("birch3", "birch"),
        ("birch 3.1", "birch"),
        ("Birch v3.1.x", "birch"),
        ("birch-5-2-lts", "birch"),
        ("birch " + "1" * 60, "birch"),
        ("dogwood", "dogwood"),
        ("birches", None),
        ("", None),
        ("...", None),
        ("3", None),
        ("Cedar", None),
        ("birch " + "1" * 100, None),
    ],
)
def test_what_people_type_means_a_framework_only_beyond_doubt(typed, slug):
    assert NAMES.meant("frameworks", typed) == slug


def test_a_spelling_of_two_things_means_neither():
    twins = small_catalogue(frameworks=(ALDER, replace(ALDER, slug="al-der")))
    assert Names(twins).meant("frameworks", "Alder") is None
    assert [Names(twins).meant("frameworks", slug) for slug in ("alder", "al-der")] == ["alder", "al-der"]


@pytest.mark.parametrize(
    "text",
    [
        "Alder-vs-Birch",
        "birch-vs-alder",
        "alder-v-birch",
        "alder-versus-birch",
        "alder-or-birch",
        "alder and birch",
        "Alder VS Birch.",
        "alder_vs_birch",
        "alder,birch",
        "alder+birch",
        "birch-3-vs-aldrea",
        "alder-vs-birch-vs-fast-alder",
        "birch-vs-alder-vs-",
    ],
)
def test_an_address_names_a_comparison_however_it_is_spelled(text):
    found = compared(NAMES, text)
    assert (found.slugs, found.unknown) == (("birch", "fast-alder"), ())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("birch-vs-fast-alder", Compared(("birch", "fast-alder"), (), True)),
        ("birch-vs-alder", Compared(("birch", "fast-alder"), (), True)),
        ("birch-vs-Alder", Compared(("birch", "fast-alder"), (), False)),
        ("birch-vs-elm-vs-oak", Compared(("birch",), ("elm", "oak"), False)),
        ("birch-or-elm", Compared(("birch",), ("elm",), False)),
        ("birch-vs-cedar", Compared(("birch",), ("cedar",), False)),
        ("birch", Compared(("birch",), (), True)),
        ("-vs-", Compared((), ("-vs-",), False)),
        ("birch-or-" * 100, Compared((), ("birch-or-" * 100,), False)),
    ],
)
def test_what_names_no_public_framework_is_told_apart(text, expected):
    assert compared(NAMES, text) == expected


@pytest.mark.parametrize(
    "typed", ["alder-rest-framework", "Alder REST framework", "arf", "ARF 3.15", "alder_rest_framework"]
)
def test_an_extension_is_known_by_its_name_and_its_initials(typed):
    framework, extension = extension_meant(TODAY, typed)
    assert (framework.slug, extension) == ("fast-alder", REST)


@pytest.mark.parametrize("typed", ["alder", "rest", "", "a" * 100])
def test_other_words_are_no_extension(typed):
    assert extension_meant(TODAY, typed) is None


def test_an_old_edition_knows_the_names_of_today_as_well():
    then = small_catalogue()
    names = Names(then, TODAY)
    known = {name: names.slug("frameworks", name) for name in ("alder", "fast-alder", "aldrea", "elm")}
    assert known == {"alder": "alder", "fast-alder": "alder", "aldrea": "alder", "elm": None}
    assert Names(then).slug("frameworks", "fast-alder") is None


def test_an_old_edition_knows_the_choices_of_today_in_a_question_that_was_renamed_too():
    today = with_choice(small_catalogue(), "build", "site", slug="web-site", aliases=("site",))
    today = changed(today, "questions", "build", slug="make", aliases=("build",))
    names = Names(small_catalogue(), today)
    assert (names.slug("questions", "make"), names.choice("build", "web-site")) == ("build", "site")
    assert Names(today, small_catalogue()).choice("make", "site") == "web-site"


def test_a_slug_means_its_own_thing_whatever_today_calls_so():
    """Alder was renamed to Birch, after what was Birch had become Elm."""
    today = small_catalogue(frameworks=(replace(ALDER, slug="birch", aliases=("alder",)),))
    assert Names(small_catalogue(), today).slug("frameworks", "birch") == "birch"


@few
@given(catalogues(), catalogues(), st.sampled_from(NAMED), st.data())
def test_resolving_twice_is_resolving_once(catalogue, today, collection, data):
    parts = [part for one in (catalogue, today) for part in getattr(one, collection)]
    known = [name for part in parts for name in (part.slug, *part.aliases)]
    name = data.draw(st.sampled_from(known) if known else st.just("none"))
    for names in (Names(catalogue), Names(catalogue, today)):
        for resolve in (names.slug, names.meant):
            slug = resolve(collection, name)
            assert slug is None or resolve(collection, slug) == slug
            assert slug is None or slug in {part.slug for part in getattr(catalogue, collection)}


@few
@given(catalogues())
def test_every_name_of_a_thing_leads_to_it(catalogue):
    names = Names(catalogue)
    for collection in NAMED:
        for part in getattr(catalogue, collection):
            assert {names.slug(collection, name) for name in (part.slug, *part.aliases)} == {part.slug}
    for question in catalogue.questions:
        for choice in question.choices:
            assert {names.choice(question.slug, name) for name in (choice.slug, *choice.aliases)} == {choice.slug}


def test_the_name_of_a_retired_framework_says_so(small):
    alder, dogwood = (small.framework_by_slug[slug] for slug in ("alder", "dogwood"))
    assert isinstance(alder, Framework)
    assert (alder.name_with_status, dogwood.name_with_status) == ("Alder", "Dogwood (retired)")
