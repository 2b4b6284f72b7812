from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from comparisons.catalogue.changes.diff import ChangeKind, diff, sentence
from comparisons.catalogue.checks import storage_errors
from comparisons.catalogue.codec import canonical
from comparisons.catalogue.merge import merge
from comparisons.catalogue.removal.removed import removed, unasked
from comparisons.catalogue.value import Catalogue, Claim, Effect, Importance
from tests.catalogues import (
    ALDER,
    CRITERIA,
    changed,
    framework,
    score,
    small_catalogue,
    with_choice,
    with_score,
    without,
    without_score,
)
from tests.questions import SCENARIOS
from tests.strategies.catalogues import catalogues
from tests.strategies.edits import edited
from tests.strategies.values import few

SMALL = small_catalogue()
ELM = framework("elm", score("speed", 900.0))


def told(changes):
    return [sentence(change) for change in changes]


def in_words(found):
    """Return the non-empty kinds of differences, as sentences."""
    kinds = {"updates": found.updates, "edits": found.edits, "both": found.both, "same": found.same, "kept": found.kept}
    return {name: told(changes) for name, changes in kinds.items() if changes}


RENAMED = changed(SMALL, "frameworks", "alder", name="Elder")
SUMMARISED = changed(SMALL, "frameworks", "alder", summary="It grows by water.")
WITH_ELM = replace(SMALL, frameworks=(*SMALL.frameworks, ELM))
RAISED, LOWERED = (with_score(SMALL, "alder", "admin", value=value) for value in (10.0, 2.0))
REASONED = with_score(SMALL, "alder", "admin", reason="Another reason.")
REORDERED = replace(SMALL, criteria=CRITERIA[::-1])

CASES = {
    "an update": (RENAMED, SMALL, RENAMED, {"updates": ["Framework 'alder': name 'Alder' becomes 'Elder'."]}),
    "an edit": (SMALL, RENAMED, RENAMED, {"edits": ["Framework 'alder': name 'Elder' becomes 'Alder'."]}),
    "fields of one thing from two sides": (
        RENAMED,
        SUMMARISED,
        changed(RENAMED, "frameworks", "alder", summary="It grows by water."),
        {
            "updates": ["Framework 'alder': name 'Alder' becomes 'Elder'."],
            "edits": ["Framework 'alder': summary 'It grows by water.' becomes 'Alder serves pages.'."],
        },
    ),
    "a field that both changed": (
        RENAMED,
        changed(SMALL, "frameworks", "alder", name="Older"),
        changed(SMALL, "frameworks", "alder", name="Older"),
        {"both": ["Framework 'alder': name 'Older' becomes 'Elder'."]},
    ),
    "a field that both changed alike": (
        RENAMED,
        RENAMED,
        RENAMED,
        {"same": ["Framework 'alder': name 'Alder' becomes 'Elder'."]},
    ),
    "a value and a reason are not put together": (
        RAISED,
        REASONED,
        REASONED,
        {
            "both": [
                "Score of 'alder' on 'admin': value 9 becomes 10.",
                "Score of 'alder' on 'admin': reason 'Another reason.' becomes 'The manual says 9.0.'.",
            ]
        },
    ),
    "a new framework": (WITH_ELM, SMALL, WITH_ELM, {"updates": ["Framework 'elm' is new."]}),
    "a framework added here": (SMALL, WITH_ELM, WITH_ELM, {"edits": ["Framework 'elm' is gone."]}),
    "a score that is gone": (
        without_score(SMALL, "alder", "admin"),
        SMALL,
        without_score(SMALL, "alder", "admin"),
        {"updates": ["Score of 'alder' on 'admin' is gone."]},
    ),
    "a score that is gone there and changed here": (
        without_score(SMALL, "alder", "admin"),
        RAISED,
        RAISED,
        {"both": ["Score of 'alder' on 'admin' is gone."]},
    ),
    "a score that is gone here and changed there": (
        RAISED,
        without_score(SMALL, "alder", "admin"),
        without_score(SMALL, "alder", "admin"),
        {"both": ["Score of 'alder' on 'admin' is new."]},
    ),
    "a claim that is gone here": (
        SMALL,
        without(SMALL, "claims", "alder-is-quick"),
        without(SMALL, "claims", "alder-is-quick"),
        {"edits": ["Claim 'alder-is-quick' is new."]},
    ),
    "another order": (REORDERED, SMALL, REORDERED, {"updates": ["The order of the criteria has changed."]}),
    "an order changed here": (SMALL, REORDERED, REORDERED, {"edits": ["The order of the criteria has changed."]}),
}


@pytest.mark.parametrize(("shipped", "own", "merged", "words"), CASES.values(), ids=CASES)
def test_updates_are_taken_and_edits_stay(shipped, own, merged, words):
    found = merge(SMALL, shipped, own)
    assert found.merged == canonical(merged)
    assert in_words(found) == words
    assert found.problems == ()


def test_an_update_of_a_framework_comes_without_scores_on_a_criterion_deleted_here():
    own = removed(SMALL, "criterion", [("speed",)])
    found = merge(SMALL, WITH_ELM, own)
    assert found.merged == canonical(replace(own, frameworks=(*own.frameworks, framework("elm"))))
    assert in_words(found) == {"updates": ["Framework 'elm' is new."], "edits": ["Criterion 'speed' is new."]}
    assert found.problems == ()


def test_an_update_of_a_choice_comes_without_importance_of_a_criterion_retired_here():
    own = unasked(changed(SMALL, "criteria", "speed", retired=True), ["speed"])
    effects = (Effect("packages", Importance.A_LOT), Effect("speed", Importance.A_LOT))
    found = merge(SMALL, with_choice(SMALL, "build", "site", effects=effects), own)
    assert found.problems == ()
    assert found.merged == canonical(with_choice(own, "build", "site", effects=effects[:1]))


def test_what_the_new_version_removed_stays_while_something_here_names_it():
    source = SMALL.sources[0].slug
    base = removed(SMALL, "source", [(source,)])
    base = replace(base, sources=SMALL.sources)  # nothing rests on it
    own = with_score(base, "alder", "admin", sources=(source,))
    unused = replace(SMALL.sources[1], slug="unused")
    base = replace(base, sources=(*base.sources, unused))
    own_with_unused = replace(own, sources=(*own.sources, unused))
    found = merge(base, without(without(base, "sources", source), "sources", "unused"), own_with_unused)
    assert found.merged == canonical(own)
    assert told(found.kept) == [f"Source '{source}' is gone."]
    assert told(found.updates) == ["Source 'unused' is gone."]
    assert found.problems == ()


def test_errors_that_updates_would_add_are_reported():
    one = SCENARIOS[0]
    wrong = tuple(slug for slug in SMALL.framework_by_slug if slug not in (*one.right, *one.unacceptable))[:1]
    own = changed(SMALL, "scenarios", one.slug, right=(*one.right, *wrong))
    shipped = changed(SMALL, "scenarios", one.slug, unacceptable=(*one.unacceptable, *wrong))
    assert [problem.where for problem in merge(SMALL, shipped, own).problems] == [f"scenario {one.slug}"]


@st.composite
def sides(draw):
    """Return a catalogue, and two that grew from it: edited, with things deleted or added."""
    base = draw(catalogues())
    return canonical(base), *(canonical(draw(_grown(base))) for _ in range(2))


@st.composite
def _grown(draw, base):
    grown = draw(edited(draw(edited(base))))
    for thing, collection in draw(st.sampled_from(_DELETED)):
        slugs = [part.slug for part in getattr(grown, collection)]
        if slugs:
            grown = removed(grown, thing, [(draw(st.sampled_from(slugs)),)])
    if grown.sources and draw(st.booleans()):
        made = {"where": "", "frameworks": (), "evidence": "", "made_by": grown.sources[0].slug}
        new = Claim(slug=draw(st.sampled_from(["new-one", "new-other"])), text=draw(st.text("ab", max_size=1)), **made)
        if new.slug not in {claim.slug for claim in grown.claims}:
            grown = replace(grown, claims=(new, *grown.claims))
    return grown


_DELETED = (
    [],
    [],
    [("source", "sources")],
    [("criterion", "criteria")],
    [("framework", "frameworks"), ("question", "questions")],
)


@few
@given(sides())
def test_an_untouched_working_copy_becomes_the_shipped_catalogue(sides):
    base, shipped, _ = sides
    found = merge(base, shipped, base)
    assert found.merged == shipped
    assert (found.edits, found.both, found.same, found.kept) == ((), (), (), ())
    assert found.updates == diff(base, shipped)


@few
@given(sides())
def test_without_updates_nothing_changes(sides):
    base, _, own = sides
    found = merge(base, base, own)
    assert found.merged == own
    assert (found.updates, found.both, found.same, found.kept) == ((), (), (), ())


def without_deleted(base, own):
    """Return the base without what `own` has deleted, and without references to it."""
    for thing, collection in chain.from_iterable(_DELETED):
        left = {part.slug for part in getattr(own, collection)}
        base = removed(base, thing, [(part.slug,) for part in getattr(base, collection) if part.slug not in left])
    return base


@few
@given(sides())
def test_no_change_of_an_editor_is_lost(sides):
    base, shipped, own = sides
    found = merge(base, shipped, own)

    def things(changes):
        return [change for change in changes if change.kind is not ChangeKind.REORDERED]

    after = diff(own, found.merged)
    # What a deletion took along is no edit: an update of it comes without what was deleted.
    touched = {(change.thing, change.key, change.field) for change in things(diff(without_deleted(base, own), own))}
    assert not touched & {(change.thing, change.key, change.field) for change in things(after)}
    assert {(c.thing, c.key, c.field) for c in things(after)} <= {(c.thing, c.key, c.field) for c in found.updates}


@few
@given(sides())
def test_merging_again_finds_no_update(sides):
    base, shipped, own = sides
    merged = merge(base, shipped, own).merged
    assert merge(shipped, shipped, merged).merged == merged


@few
@given(sides())
def test_a_merge_has_no_errors_or_tells_them(sides):
    base, shipped, own = sides
    found = merge(base, shipped, own)
    assert set(storage_errors(found.merged)) <= {*storage_errors(own), *found.problems}


def test_an_empty_working_copy_that_grew_from_nothing_takes_everything():
    assert merge(Catalogue(), SMALL, Catalogue()).merged == canonical(SMALL)


def test_extensions_and_choices_are_merged_one_by_one():
    first = ALDER.extensions[0]
    own = changed(SMALL, "frameworks", "alder", extensions=(replace(first, licence="Other"),))
    shipped = changed(SMALL, "frameworks", "alder", extensions=(replace(first, summary="Newer."),))
    merged = merge(SMALL, shipped, own).merged.framework_by_slug["alder"].extensions
    assert merged == (replace(first, licence="Other", summary="Newer."),)
