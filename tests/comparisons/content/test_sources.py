import pytest
from hypothesis import given
from msgspec.structs import replace

from comparisons.catalogue.public import cited_sources
from comparisons.content.sources import by_letter, fitting_sources
from tests.strategies.catalogues import catalogues


@pytest.mark.parametrize(
    ("filters", "slugs"),
    [
        ({}, ["article", "manual"]),
        ({"words": "BEST magazine"}, ["article"]),
        ({"words": "opinion"}, ["article"]),
        ({"words": "best project"}, []),
        ({"framework": "alder"}, ["article", "manual"]),
        ({"framework": "birch"}, ["manual"]),
        ({"framework": "birch", "words": "magazine"}, []),
    ],
)
def test_sources_are_found_by_their_words_and_by_who_cites_them(small, filters, slugs):
    assert [source.slug for source in fitting_sources(small, **filters)] == slugs


def test_publishers_and_titles_are_in_alphabetical_order(small):
    manual = small.source_by_slug["manual"]
    named = [("Édition", "B"), ("2 trees", "x"), ("edition", "a"), ("aardvark", "x"), ("edition", "A guide")]
    many = [replace(manual, slug=f"s-{n}", publisher=who, title=title) for n, (who, title) in enumerate(named)]
    cited = tuple(source.slug for source in many)
    alder = replace(small.framework_by_slug["alder"], scores=(replace(small.frameworks[0].scores[0], sources=cited),))
    catalogue = replace(small, sources=(*small.sources, *many), frameworks=(alder,), claims=())
    letters = by_letter(catalogue, many)
    assert [
        (letter.letter, letter.anchor, [(p.name, [one.source.title for one in p.sources]) for p in letter.publishers])
        for letter in letters
    ] == [
        ("#", "letter-other", [("2 trees", ["x"])]),
        ("A", "letter-a", [("aardvark", ["x"])]),
        ("E", "letter-e", [("edition", ["a", "A guide"]), ("Édition", ["B"])]),
    ]
    assert letters[1].publishers[0].sources[0].uses == ("Alder",)


@given(catalogues())
def test_every_cited_source_is_shown_once(catalogue):
    shown = [
        one.source.slug
        for letter in by_letter(catalogue, fitting_sources(catalogue))
        for publisher in letter.publishers
        for one in publisher.sources
    ]
    assert sorted(shown) == sorted(source.slug for source in cited_sources(catalogue))
