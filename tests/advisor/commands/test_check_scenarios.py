from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from msgspec.structs import replace

from advisor.management.commands.check_scenarios import RIGHT_AT_LEAST
from comparisons.working_copy import write_catalogue
from tests.catalogues import CEDAR, DOGWOOD, SCENARIOS, changed, small_catalogue

pytestmark = pytest.mark.django_db


def check_scenarios(*args):
    out = StringIO()
    try:
        call_command("check_scenarios", *args, stdout=out)
    except CommandError as error:
        return out.getvalue(), str(error)
    return out.getvalue(), None


BELOW = f"Below the bar: at least {RIGHT_AT_LEAST:.0%} right and no grave error."


def test_the_shipped_catalogue_clears_the_bar():
    said, failure = check_scenarios("--of", "shipped")
    assert failure is None, said


def test_editors_are_told_which_score_a_first_place_hangs_on(published):
    said, _ = check_scenarios("--turning-scores")
    lines = said.splitlines()
    # Only Birch passes as a gateway; the shop's first place hangs on one score of one of the two.
    assert lines[1].strip() == "no single score changes the first place"
    assert lines[3].strip().startswith("turns with ")


def test_each_scenario_has_its_line_and_all_together_one(published):
    said, failure = check_scenarios()
    assert failure is None
    assert [line.split() for line in said.splitlines()[:2]] == [
        ["right", "gateway", "birch", "right:", "birch"],
        ["right", "shop", "alder,", "birch", "right:", "alder"],
    ]
    assert said.splitlines()[2:] == [
        "2 scenarios, weighted: right 100.0%, neutral 0.0%, grave 0.0%; the very one chosen 62.5%; "
        "a right one among the first three 100.0%"
    ]


def test_a_wrong_first_place_fails(published):
    write_catalogue(changed(small_catalogue(), "scenarios", "shop", right=("birch",), unacceptable=()))
    said, failure = check_scenarios("--of", "working-copy")
    assert failure == BELOW
    assert "neutral  shop" in said
    assert "right 37.5%, neutral 62.5%, grave 0.0%" in said


def test_one_grave_error_fails_whatever_the_share(published):
    gateways = [replace(SCENARIOS[0], slug=f"g-{number}", group=f"g-{number}") for number in range(20)]
    bad = changed(small_catalogue(), "scenarios", "shop", right=("birch",), unacceptable=("alder",))
    write_catalogue(small_catalogue(scenarios=(*gateways, bad.scenarios[1])))
    said, failure = check_scenarios("--of", "working-copy")
    assert failure == BELOW
    assert "grave    shop" in said
    assert "right 92.3%" in said


def test_the_working_copy_is_not_the_edition(published):
    write_catalogue(changed(small_catalogue(), "scenarios", "shop", right=("birch",), unacceptable=()))
    assert check_scenarios() != check_scenarios("--of", "working-copy")


def test_a_scenario_that_nothing_passes_is_neutral():
    (shop,) = changed(small_catalogue(), "scenarios", "shop", right=("dogwood",)).scenarios[1:]
    shop = replace(shop, unacceptable=(), chosen=())
    write_catalogue(small_catalogue(frameworks=(CEDAR, DOGWOOD), claims=(), scenarios=(shop,)))
    said, failure = check_scenarios("--of", "working-copy")
    assert failure == BELOW
    assert said.splitlines()[0].split() == ["neutral", "shop", "nothing", "passes", "right:", "dogwood"]


def test_without_an_edition_there_is_nothing_to_play():
    assert check_scenarios() == ("", "No edition has been published yet.")
