"""Strategies for random catalogues in which `check` finds no errors.

Texts have no control characters, numbers fit their scale, and references are valid.
"""

from datetime import date

from hypothesis import Phase, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from comparisons.catalogue.checks.slugs_and_references import RESERVED
from comparisons.catalogue.codec import from_plain, to_plain
from comparisons.catalogue.value import (
    NAMED,
    QUESTIONS,
    Answer,
    Catalogue,
    Choice,
    Claim,
    Condition,
    Confidence,
    Criterion,
    EditorialScale,
    Effect,
    Extension,
    Fact,
    Framework,
    Group,
    Importance,
    Interface,
    Kind,
    KindScale,
    MeasuredScale,
    Question,
    Requirement,
    Scenario,
    Score,
    Source,
    Statement,
    Status,
    Strength,
    Verdict,
)

# Catalogues take long to generate and to explain.
few = settings(max_examples=settings.default.max_examples // 5, phases=set(settings.default.phases) - {Phase.explain})

_CHARACTERS = st.characters(
    exclude_categories=("Cc", "Cs"), include_characters="\n\t", exclude_characters="\ufffe\uffff"
)

# Texts that often cause errors in files, forms and databases, short enough for every column.
_AWKWARD = (
    "Plain words.",
    " blanks around ",
    "two\nlines\n",
    '\tquotes " \' """ \\ \\n',
    "# [not.a.table] = 1",
    "=1+1",
    "<b>&amp;</b> %s {0} {{ x }}",
    "é e\N{COMBINING ACUTE ACCENT} ß 漢字 \N{RIGHT-TO-LEFT MARK}\N{ZERO WIDTH JOINER}",
    "\N{LINE SEPARATOR}\N{NO-BREAK SPACE}\N{ZERO WIDTH NO-BREAK SPACE}",
    "null",
    "2024-01-01",
)

_WORDS = st.from_regex(r"[a-z0-9]{1,4}", fullmatch=True)

slugs = (
    st.lists(_WORDS, min_size=1, max_size=3)
    .map("-".join)
    .filter(lambda slug: "-vs-" not in slug and slug not in RESERVED)
)
texts = st.sampled_from(["", *_AWKWARD]) | st.text(_CHARACTERS, max_size=5)
sentences = st.sampled_from(_AWKWARD) | texts.map(lambda text: f"{text}.")
days = st.dates(date(1990, 1, 1), date(2026, 11, 22))
months = st.sampled_from(["", "1999-12", "2005-07", "2026-10"])
addresses = st.sampled_from(["", "https://a.example/", "http://b.example/ü?x=1&y=%20#z"])
figures = st.floats(min_value=0, allow_nan=False, allow_infinity=False)
positive_figures = st.floats(min_value=0, exclude_min=True, allow_infinity=False)


def some_of(things, *, at_least=0, at_most=3):
    """Return a strategy for tuples of distinct things out of these."""
    if not things:
        return st.just(())
    return st.lists(st.sampled_from(things), unique=True, min_size=at_least, max_size=at_most).map(tuple)


def _made(part, **fields):
    # Like st.builds, but without inspecting the signature each time.
    return st.fixed_dictionaries(fields).map(lambda given: part(**given))


def _slug_lists(at_least, at_most, names=slugs):
    return st.lists(names, unique=True, min_size=at_least, max_size=at_most)


def _many(strategy, at_most=2):
    return st.lists(strategy, max_size=at_most).map(tuple)


@st.composite
def catalogues(draw, slugs=slugs):
    """Return a catalogue whose things, kinds and choices have some of these slugs."""
    sources = tuple(draw(_source(slug)) for slug in draw(_slug_lists(0, 3, slugs)))
    cited = [source.slug for source in sources]
    groups = tuple(draw(_group(slug)) for slug in draw(_slug_lists(1, 2, slugs)))
    criteria = tuple(draw(_criterion(slug, groups, slugs)) for slug in draw(_slug_lists(0, 4, slugs)))
    names = draw(_slug_lists(0, 3, slugs))
    frameworks = tuple(draw(_framework(slug, names, criteria, cited, slugs)) for slug in names)
    questions = draw(_questions([criterion for criterion in criteria if not criterion.retired], slugs))
    catalogue = Catalogue(
        groups=groups,
        criteria=criteria,
        frameworks=frameworks,
        sources=sources,
        claims=draw(_claims(cited, names, criteria, slugs)),
        questions=questions,
        scenarios=draw(_scenarios(names, questions, slugs)),
    )
    return _aliased(catalogue, draw(_slug_lists(0, 2, slugs)))


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


@st.composite
def edits(draw):
    """Return a catalogue, and a copy with one text changed, one thing moved to the end, both or neither."""
    catalogue = draw(catalogues())
    return catalogue, draw(edited(catalogue))


@st.composite
def edited(draw, catalogue):
    """Return a copy of a catalogue with one text changed, one thing moved to the end, both or neither."""
    plain = to_plain(catalogue)
    texts = list(_texts_of(plain))
    if texts and draw(st.booleans()):
        part, field = draw(st.sampled_from(texts))
        part[field] += "!"
    collection = draw(st.sampled_from(list(plain)))
    if len(plain[collection]) > 1 and draw(st.booleans()):
        plain[collection] = (*plain[collection][1:], plain[collection][0])
    return from_plain(plain, Catalogue)


def _texts_of(plain):
    """Yield every part with the name of each of its fields that is free text."""
    for field, value in plain.items():
        if field in {"name", "text", "reason", "title", "summary", "note", "anchor_5", "unit"}:
            yield plain, field
        elif isinstance(value, dict):
            yield from _texts_of(value)
        elif isinstance(value, tuple | list):
            for one in value:
                if isinstance(one, dict):
                    yield from _texts_of(one)


def _source(slug):
    return _made(
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
    return _made(Group, slug=st.just(slug), name=texts, description=texts)


def _criterion(slug, groups, slugs):
    group = st.sampled_from([group.slug for group in groups])
    return _made(
        Criterion,
        slug=st.just(slug),
        name=texts,
        group=group,
        description=texts,
        scale=scales(slugs),
        review_months=st.integers(1, 120),
        retired=st.sampled_from([False, False, False, True]),
    )


def scales(slugs=slugs):
    levels = st.lists(figures, min_size=2, max_size=2, unique=True)
    ratios = st.lists(positive_figures, min_size=2, max_size=2, unique=True)
    return st.one_of(
        _made(EditorialScale, anchor_0=sentences, anchor_5=sentences, anchor_10=sentences),
        st.tuples(sentences, levels).map(lambda s: MeasuredScale(s[0], *s[1])),
        st.tuples(sentences, ratios).map(lambda s: MeasuredScale(s[0], *s[1], logarithmic=True)),
        _slug_lists(2, 3, slugs).flatmap(lambda names: st.tuples(*map(_kind, names))).map(lambda k: KindScale(kinds=k)),
    )


def _kind(slug):
    return _made(Kind, slug=st.just(slug), name=texts, description=texts)


@st.composite
def _framework(draw, slug, names, criteria, cited, slugs):
    others = [name for name in names if name != slug]
    statements = _many(_made(Statement, text=texts, sources=some_of(cited)))
    rated = draw(some_of(criteria, at_most=len(criteria)))
    extensions = tuple(draw(_extension(name, cited)) for name in draw(_slug_lists(0, 2, slugs)))
    return draw(
        _made(
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
            facts=_many(_made(Fact, label=texts, text=texts, sources=some_of(cited))),
            scores=st.tuples(*(scores(criterion, cited) for criterion in rated)),
            strengths=statements,
            drawbacks=statements,
            suited_for=statements,
            not_suited_for=statements,
            extensions=st.just(extensions),
        )
    )


def scores(criterion, cited=()):
    """Return a strategy for scores that fit the criterion's scale."""
    scale = criterion.scale
    errors = st.just(0.0)
    if isinstance(scale, KindScale):
        values = st.sampled_from([kind.slug for kind in scale.kinds])
    elif isinstance(scale, EditorialScale):
        values = st.floats(min_value=0, max_value=10)
    else:
        values = positive_figures if scale.logarithmic else figures
        errors = st.floats(min_value=0, max_value=1, exclude_max=True)
    return _made(
        Score,
        criterion=st.just(criterion.slug),
        value=values,
        relative_error=errors,
        confidence=st.sampled_from(Confidence),
        reason=sentences,
        reviewed_on=days,
        version=texts,
        sources=some_of(cited),
    )


def _extension(slug, cited):
    statements = _many(_made(Statement, text=texts, sources=some_of(cited)))
    return _made(
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


@st.composite
def _claims(draw, cited, names, criteria, slugs):
    if not cited:
        return ()
    claim = _made(
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
    return tuple(replace(draw(claim), slug=slug) for slug in draw(_slug_lists(0, 2, slugs)))


@st.composite
def _questions(draw, criteria, slugs):
    questions = []
    for slug in draw(_slug_lists(0, 3, slugs)):
        multiple = draw(st.booleans())
        choices = tuple(draw(_choice(name, criteria, multiple)) for name in draw(_slug_lists(2, 3, slugs)))
        condition = draw(st.none() | _condition(questions)) if questions else None
        question = _made(
            Question,
            slug=st.just(slug),
            text=texts,
            help=texts,
            why=texts,
            choices=st.just(choices),
            multiple=st.just(multiple),
            asked_after=st.just(condition),
        )
        questions.append(draw(question))
    return tuple(questions)


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
        _made(
            Choice,
            slug=st.just(slug),
            text=texts,
            help=texts,
            exclusive=st.booleans() if multiple else st.just(False),
            effects=some_of(rated).flatmap(
                lambda names: st.tuples(*(_made(Effect, criterion=st.just(n), importance=levels) for n in names))
            ),
            requirements=some_of(criteria).flatmap(lambda chosen: st.tuples(*map(_requirement, chosen))),
        )
    )


def _requirement(criterion):
    if isinstance(criterion.scale, KindScale):
        kinds = some_of([kind.slug for kind in criterion.scale.kinds], at_least=1)
        return _made(Requirement, criterion=st.just(criterion.slug), one_of=kinds)
    bounds = st.floats(0, 10) if isinstance(criterion.scale, EditorialScale) else figures
    return st.one_of(
        _made(Requirement, criterion=st.just(criterion.slug), at_least=bounds),
        _made(Requirement, criterion=st.just(criterion.slug), at_most=bounds),
    )


@st.composite
def _scenarios(draw, names, questions, slugs):
    if not names:
        return ()
    return tuple(draw(_scenario(slug, names, questions)) for slug in draw(_slug_lists(0, 2, slugs)))


@st.composite
def _scenario(draw, slug, names, questions):
    right = draw(some_of(names, at_least=1))
    answers = tuple(
        Answer(question=question.slug, choices=draw(_choices_made(question))) for question in draw(some_of(questions))
    )
    return draw(
        _made(
            Scenario,
            slug=st.just(slug),
            title=texts,
            story=texts,
            answers=st.just(answers),
            right=st.just(right),
            unacceptable=some_of([name for name in names if name not in right]),
            group=texts,
            strength=st.sampled_from(Strength),
            chosen=some_of(names),
            address=addresses,
        )
    )


def _choices_made(question):
    """Return a strategy for the choices that a visitor can make: one, or several that can be combined."""
    alone = st.sampled_from([(choice.slug,) for choice in question.choices])
    together = [choice.slug for choice in question.choices if not choice.exclusive]
    return alone | some_of(together, at_least=1) if question.multiple and together else alone


@st.composite
def answers_to(draw, questions):
    """Return possible answers: choices by question, in the order of the questions."""
    made = {}
    for question in questions:
        chosen = draw(st.none() | _choices_made(question))
        if chosen:
            made[question.slug] = tuple(c.slug for c in question.choices if c.slug in chosen)
    return made
