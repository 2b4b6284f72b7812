from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from comparisons.catalogue.codec import CatalogueFormatError, canonical, decode, digest, encode, from_plain, to_plain
from comparisons.catalogue.value import Catalogue, Effect, Importance, Score
from tests.catalogues import small_catalogue
from tests.questions import STARTING_POINTS
from tests.strategies.catalogues import catalogues
from tests.strategies.values import few


@few
@given(catalogues())
def test_decoding_gives_the_canonical_catalogue_which_has_the_same_encoding(catalogue):
    decoded = decode(encode(catalogue))
    assert decoded == canonical(catalogue) == canonical(decoded)
    assert encode(decoded) == encode(catalogue)


@few
@given(catalogues(), st.randoms(use_true_random=False))
def test_the_order_of_unordered_collections_does_not_change_the_encoding(catalogue, chance):
    assert encode(shuffled(catalogue, chance)) == encode(catalogue)


@few
@given(catalogues())
def test_plain_data_convert_back_to_equal_parts(catalogue):
    assert from_plain(to_plain(catalogue), Catalogue) == catalogue


def test_display_order_is_kept():
    small = small_catalogue()
    turned = replace(small, criteria=small.criteria[::-1])
    assert decode(encode(turned)).criteria == small.criteria[::-1]


def test_the_encoding_never_changes():
    # Editions are stored in this encoding and verified by its digest.
    criterion = small_catalogue().criteria[3]
    source = replace(small_catalogue().sources[1], title="é")
    data = (
        '{"groups":[],"criteria":[{"slug":"speed","name":"Speed","group":"under-load",'
        '"description":"Answers in a second.","scale":{"type":"measured","unit":"answers","worst":0.0,'
        '"best":1000.0,"logarithmic":false}}],"frameworks":[],"sources":[{"slug":"manual","title":"é",'
        '"publisher":"The project","published":"undated","accessed":"2026-11-22","address":"","note":""}],'
        '"claims":[],"questions":[],"scenarios":[]}'
    )
    assert encode(Catalogue(criteria=(criterion,), sources=(source,), method=1)).decode() == data


def test_a_criterion_in_use_is_encoded_as_before_criteria_could_be_retired():
    assert b'"retired":' not in encode(small_catalogue())
    criterion = replace(small_catalogue().criteria[3], retired=True)
    data = encode(Catalogue(criteria=(criterion,)))
    assert b',"retired":true}]' in data
    assert decode(data).criteria == (criterion,)


def test_a_scenario_without_the_shape_of_a_decision_is_encoded_as_before_there_was_one():
    gateway, shop = small_catalogue().scenarios
    data = (
        '{"slug":"gateway","title":"A gateway","story":"Many answers a second.",'
        '"answers":[{"question":"build","choices":["api"]}],"right":["birch"],"unacceptable":[],"group":"services",'
        '"strength":"medium","chosen":[],"address":""}'
    )
    assert f'"scenarios":[{data}]' in encode(Catalogue(scenarios=(gateway,))).decode()
    shop = replace(shop, aside=True)
    data = (
        '"facts":[{"topic":"Team","text":"Three people."},{"topic":"Editors","text":"Two, who write no code."}],'
        '"weighed":["Alder","Birch","A shop of our own"],'
        '"turned_down":[{"name":"Birch","reason":"It has no screens for editors."}],'
        '"outcome":"It sells.","decided":"2019 or later","source":"How we chose","aside":true}'
    )
    assert data in encode(Catalogue(scenarios=(shop,))).decode()
    assert decode(encode(Catalogue(scenarios=(shop,)))).scenarios == (shop,)


def test_starting_points_are_encoded_in_their_order_and_left_out_if_there_are_none():
    assert b"starting_points" not in encode(small_catalogue())
    catalogue = small_catalogue(starting_points=STARTING_POINTS, method=1)
    data = (
        '"starting_points":[{"slug":"web-shop","name":"Web shop","description":"Pages that editors keep.",'
        '"answers":[{"question":"build","choices":["site"]},{"question":"parts","choices":["editors","lean"]}]},'
        '{"slug":"back-end","name":"Back end of an app","description":"Answers in a second.",'
        '"answers":[{"question":"build","choices":["api"]}]}]}'
    )
    assert encode(catalogue).decode() == encode(small_catalogue(method=1)).decode()[:-1] + "," + data
    assert decode(encode(catalogue)) == catalogue


def test_the_facts_of_a_framework_are_encoded_even_if_there_are_none():
    assert b'"facts":[],' in encode(Catalogue(frameworks=(small_catalogue().frameworks[1],)))


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
def test_invalid_data_are_refused_with_their_place(data, message):
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


def test_whole_numbers_become_floats():
    # Otherwise 9 and 9.0 would be two encodings of the same score.
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
def test_invalid_plain_data_are_refused_with_their_place(field, value, message):
    with pytest.raises(CatalogueFormatError) as refused:
        from_plain(SCORE | {field: value}, Score)
    assert str(refused.value) == message


def test_plain_data_contain_every_field():
    assert to_plain(Effect(criterion="admin", importance=Importance.A_LOT)) == {
        "criterion": "admin",
        "importance": "a-lot",
    }
    assert to_plain(from_plain(SCORE, Score)) == SCORE | {"relative_error": 0.0, "sources": ()}


def shuffled(catalogue, chance):
    """Return the same catalogue with all unordered collections shuffled."""

    def shuffled_parts(things, change=lambda thing: thing):
        return tuple(chance.sample([change(thing) for thing in things], len(things)))

    def cited(part):
        return replace(part, sources=shuffled_parts(part.sources))

    def framework(f):
        return replace(f, alternatives=shuffled_parts(f.alternatives), scores=shuffled_parts(f.scores, cited))

    def choice(c):
        requirements = shuffled_parts(c.requirements, lambda r: replace(r, one_of=shuffled_parts(r.one_of)))
        return replace(c, effects=shuffled_parts(c.effects), requirements=requirements)

    def question(q):
        condition = q.asked_after and replace(q.asked_after, choices=shuffled_parts(q.asked_after.choices))
        return replace(q, choices=tuple(map(choice, q.choices)), asked_after=condition)

    def scenario(s):
        answers = shuffled_parts(s.answers, lambda answer: replace(answer, choices=shuffled_parts(answer.choices)))
        places = {name: shuffled_parts(getattr(s, name)) for name in ("right", "unacceptable", "chosen")}
        return replace(s, answers=answers, **places)

    return replace(
        catalogue,
        frameworks=shuffled_parts(catalogue.frameworks, framework),
        sources=shuffled_parts(catalogue.sources),
        claims=tuple(replace(cited(c), frameworks=shuffled_parts(c.frameworks)) for c in catalogue.claims),
        questions=tuple(map(question, catalogue.questions)),
        scenarios=shuffled_parts(catalogue.scenarios, scenario),
    )
