"""Frameworks with their extensions."""

from hypothesis import strategies as st
from msgspec import UNSET

from comparisons.catalogue.value import Extension, Fact, Framework, HouseRule, Interface, Ring, Statement, Status
from tests.strategies.criteria import scores
from tests.strategies.values import addresses, days, made, many, months, sentences, slug_lists, some_of, texts


@st.composite
def framework(draw, slug, names, criteria, cited, slugs):
    others = [name for name in names if name != slug]
    # Only on one whose slug comes before, so that none is built on itself by way of others.
    bases = ["", *(name for name in others if name < slug)]
    statements = many(made(Statement, text=texts, sources=some_of(cited)))
    rated = draw(some_of(criteria, at_most=len(criteria)))
    extensions = tuple(draw(_extension(name, cited)) for name in draw(slug_lists(0, 2, slugs)))
    return draw(
        made(
            Framework,
            slug=st.just(slug),
            name=sentences,
            status=st.sampled_from(Status),
            summary=sentences,
            licence=texts,
            home_page=addresses,
            documentation=addresses,
            repository=addresses,
            first_release=months,
            latest_version=texts,
            latest_release=months,
            interface=st.sampled_from(Interface),
            alternatives=some_of(others),
            built_on=st.sampled_from(bases),
            facts=many(made(Fact, label=texts, text=texts, sources=some_of(cited))),
            scores=st.tuples(*(scores(criterion, cited) for criterion in rated)),
            strengths=statements,
            drawbacks=statements,
            suited_for=statements,
            not_suited_for=statements,
            extensions=st.just(extensions),
            house_rule=st.just(UNSET) | made(HouseRule, ring=st.sampled_from(Ring), reason=sentences, decided_on=days),
        )
    )


def _extension(slug, cited):
    statements = many(made(Statement, text=texts, sources=some_of(cited)))
    return made(
        Extension,
        slug=st.just(slug),
        name=texts,
        summary=texts,
        home_page=addresses,
        licence=texts,
        latest_version=texts,
        latest_release=months,
        adds=statements,
        limits=statements,
    )
