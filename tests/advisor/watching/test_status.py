from advisor.watching.status import State, status, status_badge
from comparisons.catalogue.value import Status as FrameworkStatus
from tests.advisor.advice.editions import SITE, SMALL, TWINS, answers
from tests.catalogues import changed, with_score

MOVED = with_score(SMALL, "alder", "admin", value=3.0)
RETIRED = changed(SMALL, "frameworks", "birch", status=FrameworkStatus.RETIRED)


def status_of(then, today, given_answers=SITE, decided=3, current=7):
    return status(decided, then, current, today, given_answers.pairs(then))


def test_a_decision_that_holds():
    found = status_of(SMALL, with_score(SMALL, "alder", "admin", reason="Read again."))
    assert (found.state, found.exit_code, found.message) == (State.HOLDS, 0, "Alder, still first, edition 7")
    assert (
        found.sentence == "Alder still comes first. Nothing that matters to this decision has changed since edition 3."
    )


def test_a_decision_made_with_the_current_edition():
    found = status_of(SMALL, SMALL, decided=7)
    assert (found.state, found.message) == (State.HOLDS, "Alder, first, edition 7")
    assert found.sentence == "Alder comes first. Edition 7 is the current one."


def test_a_decision_whose_first_place_is_the_same_but_that_has_to_be_looked_at_again():
    found = status_of(SMALL, RETIRED, answers(parts="editors"))
    assert (found.state, found.exit_code) == (State.CHANGED, 1)
    assert found.message == "Alder, still first but look again, edition 7"
    assert found.sentence.startswith("Alder still comes first, but look again. ")
    assert "Birch has been retired." in found.sentence


def test_a_decision_whose_first_place_changed():
    found = status_of(SMALL, MOVED)
    assert (found.state, found.exit_code) == (State.FLIPPED, 1)
    assert found.message == "now Birch, not Alder, edition 7"
    assert found.sentence.startswith("First place has moved from Alder to Birch")


def test_a_decision_that_nothing_met_then_and_today():
    nothing = answers(build="api", requirements={"speed": 5000.0})
    found = status_of(SMALL, SMALL, nothing)
    assert (found.state, found.message) == (State.HOLDS, "still nothing fits, edition 7")
    assert found.sentence == (
        "Still no framework meets all your must-haves. "
        "Nothing that matters to this decision has changed since edition 3."
    )


def test_two_frameworks_that_share_the_first_place_are_both_named():
    assert status_of(TWINS, TWINS).message == "Alder and Zelkova, still first, edition 7"


def test_a_badge_says_the_state_in_words_and_not_by_its_colour_alone():
    badges = [status_badge(status_of(SMALL, today)) for today in (SMALL, MOVED)]
    assert [badge.message.text for badge in badges] == [
        "Alder, still first, edition 7",
        "now Birch, not Alder, edition 7",
    ]
    assert badges[0].fill != badges[1].fill
    assert badges[0].alt == "Our choice of framework: Alder, still first, edition 7"
