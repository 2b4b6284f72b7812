import pytest
from msgspec.structs import replace

from advisor.together.absences import Absence
from advisor.together.agreement import RequirementAgreement, disagreements
from advisor.together.conflict import conflict
from advisor.together.wording import (
    absence_sentence,
    among_sentences,
    conflict_sentence,
    dividing_sentence,
    leads_sentence,
    lost_sentence,
    mean_sentence,
    takes_words,
    trade_sentence,
    verdict_sentence,
    whose_words,
)
from comparisons.catalogue.value import Importance, Requirement
from tests.advisor.together.groups import ADA, EVE, GUIDO, LINUS, TREES, group, named
from tests.catalogues import ALDER, framework, score, small_catalogue

A_LOT, DECISIVE = Importance.A_LOT, Importance.DECISIVE
SITE = {"build": ("site",)}
FAST = {"speed": DECISIVE}
TWINS = small_catalogue(frameworks=(ALDER, replace(ALDER, slug="elder", name="Elder")))


def elder(admin):
    """A framework that beats Alder (9 on admin, 0.5 on packages) on packages and loses on admin."""
    return framework("elder", score("admin", admin), score("packages", 1.0), score("speed", 400.0))


TIED = small_catalogue(frameworks=(ALDER, elder(4.0)))
NEARLY = small_catalogue(frameworks=(ALDER, elder(4.01)))

VERDICTS = {
    "both": ([ADA, named("Too", choices=SITE)], TREES, "Both would take Alder."),
    "all three": ([ADA, named("B", choices=SITE), named("C", choices=SITE)], TREES, "All three would take Alder."),
    "all eight": ([named(str(n), choices=SITE) for n in range(8)], TREES, "All eight would take Alder."),
    "a tie for all": ([ADA, named("Too", choices=SITE)], TWINS, "Both would take Alder or Elder."),
    "two ways": (
        [ADA, named("Bo", choices=SITE), named("Flo", levels={"packages": A_LOT, "admin": Importance.A_LITTLE})],
        TREES,
        "Ada and Bo would take Alder, Flo would take Elm; on average Alder comes first, 1 point ahead of Elm.",
    ),
    "most first": (
        [LINUS, ADA, named("Bo", choices=SITE)],
        TREES,
        "Ada and Bo would take Alder, Linus would take Birch or Elm; "
        "on average Elm comes first, 3 points ahead of Alder.",
    ),
    "a tie on average": (
        [ADA, named("Flo", levels={"packages": A_LOT})],
        TIED,
        "Ada would take Alder, Flo would take Elder; on average Alder and Elder share the first place.",
    ),
    "next to nothing": (
        [ADA, named("Flo", levels={"packages": A_LOT})],
        NEARLY,
        "Ada would take Alder, Flo would take Elder; on average Elder comes first, just ahead of Alder.",
    ),
    "too many ways for a sentence": (
        [ADA, LINUS, GUIDO, named("No", requirements={"speed": 900.0}), named("Bo", choices=SITE)],
        TREES,
        "Ada and Bo would take Alder, Linus would take Birch or Elm, 2 others see it differently; "
        "no framework is left that all of you can take.",
    ),
    "one is left": (
        [ADA, GUIDO],
        TREES,
        "Ada would take Alder, Guido would take Birch; only Birch is left that all of you can take.",
    ),
    "none is left": (
        [ADA, GUIDO, EVE],
        TREES,
        "Ada and Eve would take Alder, Guido would take Birch; no framework is left that all of you can take.",
    ),
    "nothing for one": (
        [ADA, named("No", requirements={"admin": 10.0, "speed": 900.0})],
        TREES,
        "Ada would take Alder, nothing meets all the must-haves of No; no framework is left that all of you can take.",
    ),
    "nothing for both": (
        [named("No", requirements={"speed": 900.0}), named("Nor", requirements={"speed": 900.0})],
        TREES,
        "No framework meets all the must-haves of any of you.",
    ),
}


@pytest.mark.parametrize(("people", "catalogue", "expected"), VERDICTS.values(), ids=VERDICTS.keys())
def test_the_verdict_says_what_each_would_take_and_what_comes_first(people, catalogue, expected):
    assert verdict_sentence(catalogue, group(*people, catalogue=catalogue)) == expected


def test_the_mean_sentence_names_the_lead_over_the_second():
    assert mean_sentence(TREES, group(ADA, LINUS)) == "On average Elm is 10 points ahead of Birch."
    assert mean_sentence(TREES, group(ADA, GUIDO)) == ""
    assert mean_sentence(TWINS, group(ADA, LINUS, catalogue=TWINS)) == (
        "On average Alder and Elder have the same total."
    )


def test_the_lost_sentence_names_first_choices_that_others_exclude():
    assert lost_sentence(TREES, group(ADA, LINUS)) == ""
    assert lost_sentence(TREES, group(ADA, GUIDO)) == "Alder, first choice of Ada, is ruled out by what others require."
    assert lost_sentence(TREES, group(ADA, LINUS, GUIDO)) == (
        "Alder and Elm, first choices of Ada and Linus, are ruled out by what others require."
    )


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        ((ADA, LINUS), None),
        (
            (ADA, named("Bo", choices=SITE), GUIDO),
            (
                "Alder, first choice of Ada and Bo, is ruled out by what Guido requires: Speed at least 500 answers.",
                "Without that must-have, Alder would come first on average.",
            ),
        ),
    ],
)
def test_a_conflict_names_whose_choice_whose_must_have_rules_out_and_what_would_be_without(people, expected):
    found = conflict(TREES, group(*people))
    assert (found and (conflict_sentence(TREES, found), trade_sentence(TREES, found))) == expected


def test_the_criterion_that_divides_most_is_named_with_its_weights():
    (found,) = disagreements(TREES, group(ADA, LINUS))
    assert dividing_sentence(TREES, found) == (
        "What divides you most is Packages: it makes up 100% of what matters to Linus, and 0% for Ada."
    )


def test_without_differences_the_dividing_sentence_is_empty():
    (found,) = disagreements(TREES, group(ADA, named("Too", choices=SITE)))
    assert dividing_sentence(TREES, found) == ""


def test_the_leads_sentence_names_each_member_s_lead():
    found = group(ADA, LINUS)
    assert leads_sentence(TREES, found, disagreements(TREES, found)[0]) == (
        "Ada puts Alder 20 points ahead and Linus puts Elm 50 points ahead."
    )


def test_equal_totals_are_called_level():
    found = group(ADA, named("Fast", levels=FAST), catalogue=TWINS)
    assert (
        leads_sentence(TWINS, found, disagreements(TWINS, found)[0]) == "Ada puts them level and Fast puts them level."
    )


def test_takes_words_name_the_first_choice_and_its_points():
    members = group(
        ADA, LINUS, named("No", requirements={"speed": 900.0}), named("Any", choices={"parts": ("none",)})
    ).members
    assert [takes_words(TREES, member) for member in members] == [
        "Alder, 90 out of 100",
        "Birch or Elm, 100 out of 100",
        "nothing meets all the must-haves",
        "Birch, 77 out of 100; named no priorities",
    ]


def test_whose_words_name_who_set_a_requirement_and_who_did_not():
    fast = Requirement("speed", at_least=500.0)
    shared = RequirementAgreement(requirement=fast, people=("Ada", "Linus"), others=(), excludes=())
    assert whose_words(shared) == "set by all of you"
    assert whose_words(replace(shared, people=("Ada",), others=("Linus", "Guido"))) == (
        "set by Ada, not by Linus and Guido"
    )


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        (("elm",), "Without Ada, Elm would come first."),
        (("birch", "elm"), "Without Ada, Birch and Elm would share the first place."),
        ((), "Without Ada, no framework would be left that the others can take."),
    ],
)
def test_the_absence_sentence_says_what_would_come_first(first, expected):
    assert absence_sentence(TREES, Absence(name="Ada", first=first)) == expected


def test_among_sentences_name_who_considers_only_some_frameworks():
    only = ("alder", "elm")
    people = [named("Ada", among=only), named("Bo", among=only), named("Flo", among=("birch", "elm")), LINUS]
    assert among_sentences(TREES, group(*people)) == [
        "Ada and Bo choose only between Alder and Elm; all others are ruled out.",
        "Flo chooses only between Birch and Elm; all others are ruled out.",
    ]
