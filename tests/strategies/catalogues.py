"""Catalogues, whole."""

from hypothesis import strategies as st
from msgspec.structs import replace

from comparisons.catalogue.value import (
    EFFORTS,
    NAMED,
    QUESTIONS,
    Catalogue,
    Claim,
    Group,
    Move,
    MovedPart,
    Package,
    PackageKind,
    ProjectPart,
    Scenario,
    Source,
    StartingPoint,
    StoryFact,
    Strength,
    TurnedDown,
    Verdict,
)
from tests.strategies.criteria import criterion
from tests.strategies.frameworks import framework
from tests.strategies.questions import answers, questions
from tests.strategies.values import addresses, days, made, many, sentences, slug_lists, slugs, some_of, texts


@st.composite
def catalogues(draw, slugs=slugs):
    """Return a catalogue whose things, kinds and choices have some of these slugs."""
    sources = tuple(draw(_source(slug)) for slug in draw(slug_lists(0, 3, slugs)))
    cited = [source.slug for source in sources]
    groups = tuple(draw(_group(slug)) for slug in draw(slug_lists(1, 2, slugs)))
    criteria = tuple(draw(criterion(slug, groups, slugs)) for slug in draw(slug_lists(0, 4, slugs)))
    names = draw(slug_lists(0, 3, slugs))
    frameworks = tuple(draw(framework(slug, names, criteria, cited, slugs)) for slug in names)
    asked = draw(questions([one for one in criteria if not one.retired], slugs))
    catalogue = Catalogue(
        groups=groups,
        criteria=criteria,
        frameworks=frameworks,
        sources=sources,
        claims=draw(_claims(cited, names, criteria, slugs)),
        questions=asked,
        scenarios=draw(_scenarios(names, asked, slugs)),
        starting_points=draw(_starting_points(asked, slugs)),
        moves=draw(_moves(names, cited, slugs)),
        packages=draw(_packages(asked, slugs)),
    )
    return _aliased(catalogue, draw(slug_lists(0, 2, slugs)))


def _aliased(catalogue, names):
    """Give names to the first thing of each collection and to the first choice of each question, if they are free."""
    return replace(
        catalogue,
        **{name: _with_aliases(getattr(catalogue, name), names) for name in NAMED if name != QUESTIONS},
        questions=_with_aliases(
            tuple(replace(one, choices=_with_aliases(one.choices, names)) for one in catalogue.questions), names
        ),
    )


def _with_aliases(things, names):
    taken = {thing.slug for thing in things}
    free = tuple(name for name in names if name not in taken)
    return (replace(things[0], aliases=free), *things[1:]) if things else ()


def _source(slug):
    return made(
        Source,
        slug=st.just(slug),
        title=texts,
        publisher=texts,
        published=texts,
        accessed=days,
        address=addresses,
        note=texts,
    )


def _group(slug):
    return made(Group, slug=st.just(slug), name=texts, description=texts)


@st.composite
def _claims(draw, cited, names, criteria, slugs):
    if not cited:
        return ()
    claim = made(
        Claim,
        slug=st.just(""),
        text=texts,
        made_by=st.sampled_from(cited),
        where=texts,
        frameworks=some_of(names),
        evidence=sentences,
        criterion=st.none() | st.sampled_from([c.slug for c in criteria]) if criteria else st.none(),
        verdict=st.none() | st.sampled_from(Verdict),
        sources=some_of(cited),
    )
    return tuple(replace(draw(claim), slug=slug) for slug in draw(slug_lists(0, 2, slugs)))


@st.composite
def _scenarios(draw, names, questions, slugs):
    if not names:
        return ()
    return tuple(draw(_scenario(slug, names, questions)) for slug in draw(slug_lists(0, 2, slugs)))


@st.composite
def _scenario(draw, slug, names, questions):
    right = draw(some_of(names, at_least=1))
    return draw(
        made(
            Scenario,
            slug=st.just(slug),
            title=texts,
            story=texts,
            answers=answers(questions),
            right=st.just(right),
            unacceptable=some_of([name for name in names if name not in right]),
            group=texts,
            strength=st.sampled_from(Strength),
            chosen=some_of(names),
            address=addresses,
            facts=many(made(StoryFact, topic=sentences, text=sentences)),
            weighed=many(sentences.map(lambda text: text.replace("\n", " "))),
            turned_down=many(made(TurnedDown, name=sentences, reason=sentences)),
            outcome=texts,
            decided=texts,
            source=texts,
            aside=st.booleans(),
        )
    )


@st.composite
def _moves(draw, names, cited, slugs):
    """Return moves between different pairs of frameworks, each with all parts of a project."""
    pairs = [(origin, target) for origin in names for target in names if origin != target]
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=2)) if pairs else []
    named = draw(slug_lists(len(chosen), len(chosen), slugs))
    return tuple(
        Move(
            slug=slug,
            origin=origin,
            target=target,
            summary=draw(sentences),
            reviewed_on=draw(days),
            parts=tuple(draw(_moved(part, cited)) for part in ProjectPart),
        )
        for slug, (origin, target) in zip(named, chosen, strict=True)
    )


def _moved(part, cited):
    return st.builds(
        MovedPart,
        part=st.just(part),
        effort=st.sampled_from(sorted(EFFORTS)),
        reason=sentences,
        sources=some_of(cited),
    )


@st.composite
def _starting_points(draw, questions, slugs):
    if not questions:
        return ()
    return tuple(
        StartingPoint(slug=slug, name=draw(sentences), description=draw(texts), answers=draw(answers(questions, 1)))
        for slug in draw(slug_lists(0, 2, slugs))
    )


@st.composite
def _packages(draw, questions, slugs):
    """Return packages; one does not extend or bring itself."""
    names = draw(slug_lists(0, 2, slugs))
    return tuple(draw(_package(slug, [name for name in names if name != slug], questions)) for slug in names)


def _package(slug, others, questions):
    return made(
        Package,
        slug=st.just(slug),
        meaning=sentences,
        kind=st.sampled_from(PackageKind),
        extends=st.sampled_from(["", *others]),
        brings=some_of(others),
        answers=answers(questions),
    )
