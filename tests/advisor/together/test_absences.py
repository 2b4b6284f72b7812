from advisor.together.absences import Absence, absences
from advisor.together.query import Person
from tests.advisor.together.groups import ADA, EVE, GUIDO, LINUS, TREES, group, named


def test_members_whose_frameworks_do_not_overlap_keep_each_other_from_a_first_place():
    none = group(named("Ada", among=("alder", "birch")), named("Bo", among=("elm", "fir")))
    assert absences(TREES, none) == (
        Absence(name="Ada", first=("elm",)),
        Absence(name="Bo", first=("birch",)),
    )


def test_absences_that_change_the_first_place_are_listed():
    assert absences(TREES, group(ADA, LINUS, GUIDO)) == (Absence(name="Guido", first=("elm",)),)
    assert absences(TREES, group(ADA, LINUS)) == (
        Absence(name="Ada", first=("birch", "elm")),
        Absence(name="Linus", first=("alder",)),
    )


def test_absences_that_change_nothing_are_not_listed():
    again = Person(name="Ada 2", answers=ADA.answers)
    assert absences(TREES, group(ADA, again)) == ()


def test_absences_consider_the_requirements_of_the_others_only():
    assert absences(TREES, group(GUIDO, EVE, ADA)) == (
        Absence(name="Guido", first=("alder",)),
        Absence(name="Eve", first=("birch",)),
    )
