import pytest
from msgspec.structs import replace

from comparisons.catalogue.familiarity import familiarity_criteria, impartial_criteria, is_about
from comparisons.catalogue.value import Catalogue
from tests.catalogues import changed, small_catalogue


@pytest.mark.parametrize(
    ("criterion", "framework", "expected"),
    [
        ("Familiarity to Django users", "Django", True),
        ("Familiar to FastAPI (Starlette) users", "Starlette", True),
        ("Familiarity to Django users", "Flask", False),
        ("Admin", "Ad", False),
        ("Easy for flask developers", "Flask", True),
    ],
)
def test_a_criterion_that_names_a_framework_is_about_it(criterion, framework, expected):
    assert is_about(criterion, framework) is expected


# What 'Speed' is called instead: which criterion is about which framework, and which ones are impartial.
NAMES = {
    "none": ("Speed", {}, ("admin", "packages", "speed")),
    "a published one": ("Ease for BIRCH users", {"speed": "Birch"}, ("admin", "packages")),
    "a retired one": ("Ease for Dogwood users", {"speed": "Dogwood"}, ("admin", "packages")),
    "a draft": ("Ease for Cedar users", {}, ("admin", "packages", "speed")),
}


@pytest.mark.parametrize(("name", "familiarity", "impartial"), NAMES.values(), ids=NAMES.keys())
def test_impartial_criteria_are_those_about_no_framework_that_visitors_see(name, familiarity, impartial):
    catalogue = changed(small_catalogue(), "criteria", "speed", name=name)
    assert familiarity_criteria(catalogue) == familiarity
    assert impartial_criteria(catalogue) == impartial


def test_editions_of_the_first_method_keep_counting_all():
    catalogue = changed(small_catalogue(), "criteria", "speed", name="Ease for Birch users")
    assert impartial_criteria(replace(catalogue, method=1)) == ("admin", "packages", "speed")


def test_if_every_criterion_is_about_a_framework_all_are_impartial_enough(small):
    only = small_catalogue(criteria=tuple(c for c in small.criteria if c.slug == "speed"))
    assert impartial_criteria(changed(only, "criteria", "speed", name="Ease for Birch users")) == ("speed",)


def test_a_catalogue_without_frameworks_has_no_criteria_about_them():
    assert (familiarity_criteria(Catalogue()), impartial_criteria(Catalogue())) == ({}, ())


def test_the_shipped_criteria_about_knowing_a_framework(shipped):
    assert familiarity_criteria(shipped) == {"from-django": "Django", "from-flask": "Flask"}
