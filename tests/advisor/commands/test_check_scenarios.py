from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from msgspec.structs import replace

from advisor.management.commands.check_scenarios import RIGHT_AT_LEAST
from comparisons.working_copy import write_catalogue
from tests.catalogues import CEDAR, DOGWOOD, changed, small_catalogue
from tests.questions import SCENARIOS

pytestmark = pytest.mark.django_db


def check_scenarios(*args):
    out = StringIO()
    try:
        call_command("check_scenarios", *args, stdout=out)
    except CommandError as error:
        return out.getvalue(), str(error)
    return out.getvalue(), None


BELOW = f"Below the bar: at least {RIGHT_AT_LEAST:.0%} right and no grave error."


def test_the_shipped_catalogue_passes():
    output, failure = check_scenarios("--of", "shipped")
    assert failure is None, output


def test_turning_scores_names_the_score_that_decides_a_first_place(published):
    output, _ = check_scenarios("--turning-scores")
    lines = output.splitlines()
    # Only Birch meets the gateway's requirements; one score decides the first place of the shop.
    assert lines[1].strip() == "no single score changes the first place"
    assert lines[3].strip().startswith("turns with ")


def test_the_output_has_a_line_for_each_scenario_and_a_summary(published):
    output, failure = check_scenarios()
    assert failure is None
    assert [line.split() for line in output.splitlines()[:2]] == [
        ["right", "gateway", "birch", "right:", "birch"],
        ["right", "shop", "alder,", "birch", "right:", "alder"],
    ]
    assert output.splitlines()[2:7] == [
        "2 scenarios, weighted: right 100.0%, neutral 0.0%, grave 0.0%; the very one chosen 62.5%; "
        "a right one among the first three 100.0%",
        "right: 2 of 2 (95% interval 34% to 100%)",
        "the very one chosen: 1 of 2 (95% interval 9% to 91%)",
        "grave: 0 of 2 (95% interval 0% to 66%)",
        "right when clear: none",
    ]


def test_the_questions_of_the_wizard_are_counted_if_asked_for(published):
    output, _ = check_scenarios("--questions")
    assert output.splitlines()[-1].startswith("questions until it stops: median ")


def test_a_wrong_first_place_fails(published):
    write_catalogue(changed(small_catalogue(), "scenarios", "shop", right=("birch",), unacceptable=()))
    output, failure = check_scenarios("--of", "working-copy")
    assert failure == BELOW
    assert "neutral  shop" in output
    assert "right 37.5%, neutral 62.5%, grave 0.0%" in output


def test_one_grave_error_fails_at_any_share_of_right_results(published):
    gateways = [replace(SCENARIOS[0], slug=f"g-{number}", group=f"g-{number}") for number in range(20)]
    bad = changed(small_catalogue(), "scenarios", "shop", right=("birch",), unacceptable=("alder",))
    write_catalogue(small_catalogue(scenarios=(*gateways, bad.scenarios[1])))
    output, failure = check_scenarios("--of", "working-copy")
    assert failure == BELOW
    assert "grave    shop" in output
    assert "right 92.3%" in output


def test_of_selects_the_working_copy_or_the_edition(published):
    write_catalogue(changed(small_catalogue(), "scenarios", "shop", right=("birch",), unacceptable=()))
    assert check_scenarios() != check_scenarios("--of", "working-copy")


def test_scenarios_set_aside_are_played_only_if_asked_for(published):
    write_catalogue(changed(small_catalogue(), "scenarios", "shop", right=("birch",), unacceptable=(), aside=True))
    output, failure = check_scenarios("--of", "working-copy")
    assert failure is None
    assert [line.split()[:2] for line in output.splitlines()[:2]] == [["right", "gateway"], ["1", "scenario,"]]
    output, failure = check_scenarios("--of", "working-copy", "--aside")
    assert failure == BELOW
    assert [line.split()[:2] for line in output.splitlines()[:2]] == [["neutral", "shop"], ["1", "scenario,"]]


def test_with_none_set_aside_there_is_nothing_to_play(published):
    assert check_scenarios("--aside") == ("", "No scenario is set aside.")


def test_a_scenario_that_no_framework_passes_is_neutral():
    (shop,) = changed(small_catalogue(), "scenarios", "shop", right=("dogwood",)).scenarios[1:]
    shop = replace(shop, unacceptable=(), chosen=())
    write_catalogue(small_catalogue(frameworks=(CEDAR, DOGWOOD), claims=(), scenarios=(shop,)))
    output, failure = check_scenarios("--of", "working-copy")
    assert failure == BELOW
    assert output.splitlines()[0].split() == ["neutral", "shop", "nothing", "passes", "right:", "dogwood"]


def test_without_an_edition_the_command_fails():
    assert check_scenarios() == ("", "No edition has been published yet.")
