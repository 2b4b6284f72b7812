import pytest
from msgspec.structs import replace

from advisor.together.agreement import MustHave, divisions
from advisor.together.group import Absence
from advisor.together.words import (
    absence_sentence,
    among_sentences,
    dividing_sentence,
    leads_sentence,
    lost_sentence,
    mean_sentence,
    takes_words,
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
    """Alder has 9 and 0.5, a gap of admin makes up for packages."""
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
        "Ada and Bo would take Alder, Flo would take Elm; under the mean Alder comes first, 1 point ahead of Elm.",
    ),
    "most first": (
        [LINUS, ADA, named("Bo", choices=SITE)],
        TREES,
        "Ada and Bo would take Alder, Linus would take Birch or Elm; "
        "under the mean Elm comes first, 3 points ahead of Alder.",
    ),
    "a tie under the mean": (
        [ADA, named("Flo", levels={"packages": A_LOT})],
        TIED,
        "Ada would take Alder, Flo would take Elder; under the mean Alder and Elder share the first place.",
    ),
    "a hair": (
        [ADA, named("Flo", levels={"packages": A_LOT})],
        NEARLY,
        "Ada would take Alder, Flo would take Elder; under the mean Elder comes first, a hair ahead of Alder.",
    ),
    "too many ways for a sentence": (
        [ADA, LINUS, GUIDO, named("No", needs={"speed": 900.0}), named("Bo", choices=SITE)],
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
        [ADA, named("No", needs={"admin": 10.0, "speed": 900.0})],
        TREES,
        "Ada would take Alder, nothing meets all must-haves of No; no framework is left that all of you can take.",
    ),
    "nothing for both": (
        [named("No", needs={"speed": 900.0}), named("Nor", needs={"speed": 900.0})],
        TREES,
        "Nothing meets all must-haves of any of you.",
    ),
}


@pytest.mark.parametrize(("people", "catalogue", "expected"), VERDICTS.values(), ids=VERDICTS.keys())
def test_who_would_take_what(people, catalogue, expected):
    assert verdict_sentence(catalogue, group(*people, catalogue=catalogue)) == expected


def test_how_far_ahead_the_first_under_the_mean_is():
    assert mean_sentence(TREES, group(ADA, LINUS)) == "Under the mean Elm is 10 points ahead of Birch."
    assert mean_sentence(TREES, group(ADA, GUIDO)) == ""
    assert mean_sentence(TWINS, group(ADA, LINUS, catalogue=TWINS)) == (
        "Under the mean Alder and Elder have the same total."
    )


def test_whose_first_choice_is_left_out():
    assert lost_sentence(TREES, group(ADA, LINUS)) == ""
    assert lost_sentence(TREES, group(ADA, GUIDO)) == "Others leave out what Ada would take: Alder."
    assert lost_sentence(TREES, group(ADA, LINUS, GUIDO)) == (
        "Others leave out what Ada and Linus would take: Alder and Elm."
    )


def test_the_criterion_that_divides_most_is_named_with_its_weights():
    (found,) = divisions(TREES, group(ADA, LINUS))
    assert dividing_sentence(TREES, found) == (
        "What divides you most is Packages: it has 100 % of Linus's weight and 0 % of Ada's."
    )


def test_where_nothing_divides_nothing_is_said():
    (found,) = divisions(TREES, group(ADA, named("Too", choices=SITE)))
    assert dividing_sentence(TREES, found) == ""


def test_how_far_each_puts_one_ahead_of_the_other():
    found = group(ADA, LINUS)
    assert leads_sentence(TREES, found, divisions(TREES, found)[0]) == (
        "Ada puts Alder 20 points ahead and Linus puts Elm 50 points ahead."
    )


def test_two_that_somebody_puts_level():
    found = group(ADA, named("Fast", levels=FAST), catalogue=TWINS)
    assert leads_sentence(TWINS, found, divisions(TWINS, found)[0]) == "Ada puts them level and Fast puts them level."


def test_what_a_person_takes():
    members = group(ADA, LINUS, named("No", needs={"speed": 900.0}), named("Any", choices={"parts": ("none",)})).members
    assert [takes_words(TREES, member) for member in members] == [
        "Alder, 90 of 100",
        "Birch or Elm, 100 of 100",
        "nothing meets all must-haves",
        "Birch, 77 of 100; named no priorities",
    ]


def test_whose_a_must_have_is():
    fast = Requirement("speed", at_least=500.0)
    shared = MustHave(requirement=fast, people=("Ada", "Linus"), others=(), leaves_out=())
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
def test_who_comes_first_without_somebody(first, expected):
    assert absence_sentence(TREES, Absence(name="Ada", first=first)) == expected


def test_who_considers_a_few_frameworks_only():
    only = ("alder", "elm")
    people = [named("Ada", among=only), named("Bo", among=only), named("Flo", among=("birch", "elm")), LINUS]
    assert among_sentences(TREES, group(*people)) == [
        "Ada and Bo choose only between Alder and Elm; all others are left out.",
        "Flo chooses only between Birch and Elm; all others are left out.",
    ]
