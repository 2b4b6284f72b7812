"""Questions with their choices, and answers to them."""

from hypothesis import strategies as st
from msgspec.structs import replace

from comparisons.catalogue.reachability import idle_choices, never_asked
from comparisons.catalogue.value import (
    Answer,
    Catalogue,
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
        choices = tuple(draw(_choice(name, criteria)) for name in draw(slug_lists(2, 3, slugs)))
        earlier = draw(some_of(asked)) if asked else ()
        conditions = tuple(draw(_condition(one)) for one in earlier[:2])
        question = made(
            Question,
            slug=st.just(slug),
            text=texts,
            help=texts,
            why=texts,
            choices=st.just(choices),
            multiple=st.just(multiple),
            asked_after=st.just(conditions[0] if conditions else None),
            also_after=st.just(conditions[1:]),
        )
        asked.append(draw(question))
    found = _with_a_use(tuple(asked))
    if never_asked(Catalogue(questions=found)):
        found = _with_a_use(tuple(question.with_conditions(question.conditions[:1]) for question in found))
    return found


def _with_a_use(questions):
    """Return the questions; the choices that would move nothing say that the others do not apply."""
    idle = idle_choices(Catalogue(questions=questions))
    return tuple(
        replace(q, choices=tuple(replace(c, exclusive=c.exclusive or (q.slug, c.slug) in idle) for c in q.choices))
        for q in questions
    )


@st.composite
def _condition(draw, question):
    choices = draw(some_of([choice.slug for choice in question.choices], at_least=1))
    return Condition(question=question.slug, choices=choices)


@st.composite
def _choice(draw, slug, criteria):
    rated = [c.slug for c in criteria if not isinstance(c.scale, KindScale)]
    levels = st.sampled_from(Importance)
    return draw(
        made(
            Choice,
            slug=st.just(slug),
            text=texts,
            help=texts,
            clause=texts,
            exclusive=st.booleans(),
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
def answers(draw, questions, at_least=0):
    """Return answers to some of the questions, as a story or a starting point has them."""
    answered = draw(some_of(questions, at_least=at_least))
    return tuple(Answer(question=question.slug, choices=draw(choices_made(question))) for question in answered)


@st.composite
def answers_to(draw, questions):
    """Return possible answers: choices by question, in the order of the questions."""
    made = {}
    for question in questions:
        chosen = draw(st.none() | choices_made(question))
        if chosen:
            made[question.slug] = tuple(c.slug for c in question.choices if c.slug in chosen)
    return made
