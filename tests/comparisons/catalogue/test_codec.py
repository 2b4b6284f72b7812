from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from comparisons.catalogue.codec import (
    CatalogueFormatError,
    canonical,
    decode,
    digest,
    encode,
    from_plain,
    to_plain,
)
from comparisons.catalogue.value import Catalogue, Effect, Importance, Score
from tests.catalogues import small_catalogue
from tests.strategies import catalogues, few


@few
@given(catalogues())
def test_what_is_encoded_decodes_to_the_canonical_catalogue_and_encodes_to_the_same_bytes(catalogue):
    decoded = decode(encode(catalogue))
    assert decoded == canonical(catalogue) == canonical(decoded)
    assert encode(decoded) == encode(catalogue)


@few
@given(catalogues(), st.randoms(use_true_random=False))
def test_order_that_means_nothing_changes_no_byte(catalogue, chance):
    assert encode(shuffled(catalogue, chance)) == encode(catalogue)


@few
@given(catalogues())
def test_plain_data_become_the_same_parts_again(catalogue):
    assert from_plain(to_plain(catalogue), Catalogue) == catalogue


def test_order_that_visitors_see_is_kept():
    small = small_catalogue()
    turned = replace(small, criteria=small.criteria[::-1])
    assert decode(encode(turned)).criteria == small.criteria[::-1]


def test_the_bytes_are_these_on_every_machine_and_in_every_release():
    # Editions are stored so and found by the digest of it.
    criterion = small_catalogue().criteria[3]
    source = replace(small_catalogue().sources[1], title="é")
    data = (
        '{"groups":[],"criteria":[{"slug":"speed","name":"Speed","group":"under-load",'
        '"description":"Answers in a second.","scale":{"type":"measured","unit":"answers","worst":0.0,'
        '"best":1000.0,"logarithmic":false}}],"frameworks":[],"sources":[{"slug":"manual","title":"é",'
        '"publisher":"The project","published":"undated","accessed":"2026-11-22","address":"","note":""}],'
        '"claims":[],"questions":[],"scenarios":[]}'
    )
    assert encode(Catalogue(criteria=(criterion,), sources=(source,))).decode() == data


def test_a_digest_is_the_sha_256_of_the_bytes():
    assert digest(b"") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "Input data was truncated"),
        (b"{", "Input data was truncated"),
        (b"[]", "Expected `object`, got `array`"),
        (b'{"frame": []}', "Object contains unknown field `frame`"),
        (b'{"groups": [{"slug": "a", "name": "A"}]}', "missing required field `description` - at `$.groups[0]`"),
        (b'{"groups": "\xff"}', "Expected `array`, got `str` - at `$.groups`"),
    ],
)
def test_data_of_another_shape_are_refused_with_their_place(data, message):
    with pytest.raises(CatalogueFormatError) as refused:
        decode(data)
    assert message in str(refused.value)


SCORE = {
    "criterion": "admin",
    "value": 9,
    "confidence": "high",
    "reason": "Built in.",
    "reviewed_on": date(2026, 11, 22),
    "version": "1.0",
}


def test_a_whole_number_becomes_a_figure_like_any_other():
    # Else 9 and 9.0 would be two encodings of one score.
    assert repr(from_plain(SCORE, Score).value) == "9.0"


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("value", True, "Expected `float | str`, got `bool` - at `$.value`"),
        ("value", 10**400, "Number out of range - at `$.value`"),
        ("confidence", "certain", "Invalid enum value 'certain' - at `$.confidence`"),
        ("reviewed_on", "November", "Invalid RFC3339 encoded date - at `$.reviewed_on`"),
        ("sources", "manual", "Expected `array`, got `str` - at `$.sources`"),
        ("weight", 3, "Object contains unknown field `weight`"),
    ],
)
def test_plain_data_of_another_shape_are_refused_with_their_place(field, value, message):
    with pytest.raises(CatalogueFormatError) as refused:
        from_plain(SCORE | {field: value}, Score)
    assert str(refused.value) == message


def test_plain_data_give_every_field_in_plain_types():
    assert to_plain(Effect(criterion="admin", importance=Importance.A_LOT)) == {
        "criterion": "admin",
        "importance": "a-lot",
    }
    assert to_plain(from_plain(SCORE, Score)) == SCORE | {"relative_error": 0.0, "sources": ()}


def shuffled(catalogue, chance):
    """Return the same catalogue with everything whose order means nothing in another order."""

    def mixed(things, change=lambda thing: thing):
        return tuple(chance.sample([change(thing) for thing in things], len(things)))

    def cited(part):
        return replace(part, sources=mixed(part.sources))

    def framework(f):
        return replace(f, alternatives=mixed(f.alternatives), scores=mixed(f.scores, cited))

    def choice(c):
        requirements = mixed(c.requirements, lambda r: replace(r, one_of=mixed(r.one_of)))
        return replace(c, effects=mixed(c.effects), requirements=requirements)

    def question(q):
        condition = q.asked_after and replace(q.asked_after, choices=mixed(q.asked_after.choices))
        return replace(q, choices=tuple(map(choice, q.choices)), asked_after=condition)

    def scenario(s):
        answers = mixed(s.answers, lambda answer: replace(answer, choices=mixed(answer.choices)))
        places = {name: mixed(getattr(s, name)) for name in ("right", "unacceptable", "chosen")}
        return replace(s, answers=answers, **places)

    return replace(
        catalogue,
        frameworks=mixed(catalogue.frameworks, framework),
        sources=mixed(catalogue.sources),
        claims=tuple(replace(cited(c), frameworks=mixed(c.frameworks)) for c in catalogue.claims),
        questions=tuple(map(question, catalogue.questions)),
        scenarios=mixed(catalogue.scenarios, scenario),
    )
