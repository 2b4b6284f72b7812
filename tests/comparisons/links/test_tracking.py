import pytest

from comparisons.links.tracking import is_foreign, is_of_wrapper, is_tracking, without_tracking
from tests.mangled_links import TRACKING


@pytest.mark.parametrize("parameter", [one for one in TRACKING if not one.startswith("from=")])
def test_parameters_that_follow_readers_are_known(parameter):
    assert is_foreign(parameter.partition("=")[0])


@pytest.mark.parametrize(
    "key",
    [
        "build",
        "ready-made",
        "level.admin",
        "need.speed",
        "among",
        "edition",
        "q",
        "kind",
        "best",
        "f",
        "with",
        "go",
        "to",
        "1",
        "",
    ],
)
def test_our_own_parameters_follow_nobody(key):
    assert not is_tracking(key)
    assert not is_foreign(key)


QUERIES = {
    "": "",
    "q=a%26b": "q=a%26b",
    "fbclid=x": "",
    "utm_source=mail&q=async+views&UTM_Medium=x": "q=async+views",
    "q=&fbclid=x": "q=",
    "utm_campaign=caf%E9&q=%E9": "q=%E9",
    "broken=%zz;&&": "broken=%zz;&&",
}


@pytest.mark.parametrize(("query", "sound"), QUERIES.items())
def test_only_tracking_parameters_are_taken_out_of_a_query(query, sound):
    assert without_tracking(query) == sound


def test_blanks_and_case_hide_nothing():
    assert all(map(is_tracking, ["FBclid", " gclid", "utm_\nsource", "fb\N{ZERO WIDTH SPACE}clid", "u tm_source"]))


def test_parameters_of_wrapped_addresses_are_known_in_any_case():
    assert [is_of_wrapper(key) for key in ("url", "SData", "build")] == [True, True, False]
