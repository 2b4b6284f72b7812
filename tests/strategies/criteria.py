"""Criteria with their scales, and scores that fit them."""

from hypothesis import strategies as st

from comparisons.catalogue.value import Confidence, Criterion, EditorialScale, Kind, KindScale, MeasuredScale, Score
from tests.strategies.values import days, figures, made, positive_figures, sentences, slug_lists, slugs, some_of, texts


def criterion(slug, groups, slugs):
    group = st.sampled_from([group.slug for group in groups])
    return made(
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
        made(EditorialScale, anchor_0=sentences, anchor_5=sentences, anchor_10=sentences),
        st.tuples(sentences, levels).map(lambda s: MeasuredScale(s[0], *s[1])),
        st.tuples(sentences, ratios).map(lambda s: MeasuredScale(s[0], *s[1], logarithmic=True)),
        slug_lists(2, 3, slugs).flatmap(lambda names: st.tuples(*map(_kind, names))).map(lambda k: KindScale(kinds=k)),
    )


def _kind(slug):
    return made(Kind, slug=st.just(slug), name=texts, description=texts)


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
    return made(
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
