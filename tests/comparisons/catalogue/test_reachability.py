from msgspec.structs import replace

from comparisons.catalogue.reachability import affected_by, idle_choices, never_asked, unaffected_criteria
from comparisons.catalogue.value import Catalogue, Choice, Condition, Effect, Importance, Requirement
from tests.catalogues import changed, small_catalogue, with_choice
from tests.questions import BUILD, PARTS, SCREENS

SMALL = small_catalogue()


def test_every_question_of_the_small_catalogue_can_be_asked():
    assert never_asked(SMALL) == never_asked(Catalogue()) == set()


def test_a_question_after_one_that_is_never_asked_is_never_asked():
    detail = replace(SCREENS, slug="detail", asked_after=Condition("parts", ("lean",)))
    parts = replace(PARTS, asked_after=Condition("screens", ("own",)))
    catalogue = replace(SMALL, questions=(BUILD, parts, SCREENS, detail))
    assert never_asked(catalogue) == {"parts", "detail"}


def test_conditions_that_exclude_each_other_are_never_met():
    def unasked(build=BUILD, first="site", second="api"):
        screens = replace(SCREENS, asked_after=Condition("build", (first,)))
        detail = replace(SCREENS, slug="detail", asked_after=Condition("build", (second,)))
        detail = replace(detail, also_after=(Condition("screens", ("own",)),))
        return never_asked(replace(SMALL, questions=(build, PARTS, screens, detail)))

    assert unasked() == {"detail"}
    assert unasked(second="site") == set()
    several = replace(BUILD, multiple=True)
    assert unasked(several) == set()
    alone = tuple(replace(choice, exclusive=choice.slug == "api") for choice in BUILD.choices)
    assert unasked(replace(several, choices=alone)) == {"detail"}


def test_a_choice_affects_what_it_gives_weight_to_and_what_it_requires():
    choice = Choice(
        slug="all",
        text="All",
        effects=(Effect("admin", Importance.A_LITTLE), Effect("speed", Importance.NOT_AT_ALL)),
        requirements=(Requirement("type", one_of=("full",)),),
    )
    assert affected_by(choice) == {"admin", "type"}


def test_idle_choices_are_listed_with_their_question():
    catalogue = with_choice(with_choice(SMALL, "screens", "own", effects=()), "parts", "editors", effects=())
    assert idle_choices(catalogue) == (("parts", "editors"), ("screens", "own"))


def test_criteria_with_kinds_are_not_listed_as_unaffected():
    catalogue = replace(SMALL, questions=())
    assert [criterion.slug for criterion in unaffected_criteria(catalogue)] == ["admin", "packages", "speed"]
    assert unaffected_criteria(SMALL) == ()
    without_screens = changed(SMALL, "questions", "screens", choices=())
    assert unaffected_criteria(without_screens) == ()
