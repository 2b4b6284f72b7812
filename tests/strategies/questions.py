"""Questions with their choices, and answers to them."""

from hypothesis import strategies as st

from comparisons.catalogue.value import (
    Choice,
    Condition,
    EditorialScale,
    Effect,
    Importance,
    KindScale,
    Question,
    Requirement,
)
from tests.strategies.values import figures, made, slug_lists, some_of, texts


@st.composite
def questions(draw, criteria, slugs):
    asked = []
    for slug in draw(slug_lists(0, 3, slugs)):
        multiple = draw(st.booleans())
        choices = tuple(draw(_choice(name, criteria, multiple)) for name in draw(slug_lists(2, 3, slugs)))
        condition = draw(st.none() | _condition(asked)) if asked else None
        question = made(
            Question,
            slug=st.just(slug),
            text=texts,
            help=texts,
            why=texts,
            choices=st.just(choices),
            multiple=st.just(multiple),
            asked_after=st.just(condition),
        )
        asked.append(draw(question))
    return tuple(asked)


@st.composite
def _condition(draw, earlier):
    question = draw(st.sampled_from(earlier))
    choices = draw(some_of([choice.slug for choice in question.choices], at_least=1))
    return Condition(question=question.slug, choices=choices)


@st.composite
def _choice(draw, slug, criteria, multiple):
    rated = [c.slug for c in criteria if not isinstance(c.scale, KindScale)]
    levels = st.sampled_from(Importance)
    return draw(
        made(
            Choice,
            slug=st.just(slug),
            text=texts,
            help=texts,
            exclusive=st.booleans() if multiple else st.just(False),
            effects=some_of(rated).flatmap(
                lambda names: st.tuples(*(made(Effect, criterion=st.just(n), importance=levels) for n in names))
            ),
            requirements=some_of(criteria).flatmap(lambda chosen: st.tuples(*map(_requirement, chosen))),
        )
    )


def _requirement(criterion):
    if isinstance(criterion.scale, KindScale):
        kinds = some_of([kind.slug for kind in criterion.scale.kinds], at_least=1)
        return made(Requirement, criterion=st.just(criterion.slug), one_of=kinds)
    bounds = st.floats(0, 10) if isinstance(criterion.scale, EditorialScale) else figures
    return st.one_of(
        made(Requirement, criterion=st.just(criterion.slug), at_least=bounds),
        made(Requirement, criterion=st.just(criterion.slug), at_most=bounds),
    )


def choices_made(question):
    """Return a strategy for the choices that a visitor can make: one, or several that can be combined."""
    alone = st.sampled_from([(choice.slug,) for choice in question.choices])
    together = [choice.slug for choice in question.choices if not choice.exclusive]
    return alone | some_of(together, at_least=1) if question.multiple and together else alone


@st.composite
def answers_to(draw, questions):
    """Return possible answers: choices by question, in the order of the questions."""
    made = {}
    for question in questions:
        chosen = draw(st.none() | choices_made(question))
        if chosen:
            made[question.slug] = tuple(c.slug for c in question.choices if c.slug in chosen)
    return made
