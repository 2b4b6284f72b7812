"""The framework in use, and the answers that follow from packages."""

import pytest

from advisor.answers.query import Answers
from advisor.project_files.address import asked_packages, packages_query
from advisor.project_files.frameworks import packages_in_use, undescribed
from advisor.project_files.proposals import proposal_for
from advisor.project_files.reading import read_project
from comparisons.catalogue.value import Package
from tests.catalogues import PACKAGES, small_catalogue

CATALOGUE = small_catalogue(packages=PACKAGES)


def project(text, name="requirements.txt"):
    return read_project([(name, text.encode())])


def proposal(text, name="requirements.txt"):
    return proposal_for(CATALOGUE, project(text, name))


def frozen(*names):
    """Return the output of `pip freeze` with these names, and enough others to be recognised as such."""
    return "".join(f"{name}==1\n" for name in (*names, *(f"other{number}" for number in range(8))))


IN_USE = {
    "named": ("alder\n", ["alder"]),
    "by its add-on": ("alder-admin\n", ["alder"]),
    "brought by another one": ("alder\nbirch\n", ["alder"]),
    "two": ("birch\nalder-admin\n", ["alder", "birch"]),
    "none": ("pages\n", []),
    "one that is also a client, alone": ("dogwood\n", ["dogwood"]),
    "one that is also a client, beside another one": ("birch\ndogwood\n", ["birch"]),
    "one that the catalogue lacks": ("willow\n", []),
    "only for developers": ("birch\n", ["birch"]),
}


@pytest.mark.parametrize("case", IN_USE)
def test_the_framework_in_use_is_recognised(case):
    text, slugs = IN_USE[case]
    assert [framework.slug for framework in proposal(text).uses] == slugs


def test_a_framework_for_developers_is_in_use_only_without_another_one():
    text = '[project]\ndependencies = ["birch"]\n[dependency-groups]\ndev = ["alder"]\n'
    assert [framework.slug for framework in proposal(text, "pyproject.toml").uses] == ["birch"]
    alone = '[dependency-groups]\ndev = ["alder"]\n'
    assert [framework.slug for framework in proposal(alone, "pyproject.toml").uses] == ["alder"]


def test_of_frameworks_that_all_came_along_those_count_that_no_other_one_brings():
    store = Package(slug="store", meaning="It stores records, and answers over Alder.", brings=("alder",))
    catalogue = small_catalogue(packages=(*PACKAGES, store))
    found = proposal_for(catalogue, project(frozen("alder", "birch", "store")))
    assert [framework.slug for framework in found.uses] == ["alder"]


def test_a_framework_that_the_catalogue_lacks_is_named():
    assert [package.slug for package in proposal("willow\n").others] == ["willow"]


def test_a_framework_that_is_also_a_client_is_uncertain():
    found = proposal("birch\ndogwood\n")
    assert [framework.slug for framework in found.shown] == ["birch", "dogwood"]
    assert [framework.slug for framework in found.uncertain] == ["dogwood"]


def test_answers_follow_with_their_reasons():
    found = proposal("alder-admin\npages\n")
    assert [(one.question.slug, [c.slug for c in one.choices]) for one in found.proposed] == [
        ("build", ["site"]),
        ("parts", ["editors"]),
    ]
    assert found.proposed[1].reasons[0].sentence == "Because you depend on alder-admin: It makes a back office."
    assert found.answers == Answers(choices={"build": ("site",), "parts": ("editors",)}, uses=("alder",))


def test_packages_that_say_different_things_leave_the_answer_open():
    (found,) = proposal("pages\nrest\n").proposed
    assert found.is_contradictory
    assert [reason.package.slug for reason in found.reasons] == ["pages", "rest"]
    assert proposal("pages\nrest\n").answers == Answers()


def test_what_another_package_brings_says_nothing():
    assert [one.question.slug for one in proposal(frozen("alder", "wood")).proposed] == []
    assert [one.question.slug for one in proposal(frozen("wood")).proposed] == ["build"]


def test_what_came_along_in_a_lock_says_nothing():
    lock = '[[package]]\nname = "other"\ndependencies = ["rest"]\n[[package]]\nname = "rest"\n'
    assert proposal(lock, "pdm.lock").proposed == ()


def test_a_lock_says_nothing_beside_a_list_of_what_was_chosen():
    files = [("Pipfile", b'[packages]\nalder = "*"\n'), ("Pipfile.lock", b'{"default": {"alder": {}, "rest": {}}}')]
    assert proposal_for(CATALOGUE, read_project(files)).proposed == ()


def test_names_that_are_not_described_are_listed():
    assert undescribed(CATALOGUE, project("alder\nprivate-lib\n")) == ("private-lib",)


def test_the_address_names_only_described_packages_and_gives_them_back():
    packages = packages_in_use(CATALOGUE, project("alder-admin\nprivate-lib\n"))
    query = packages_query(packages, edition=3)
    assert query == "edition=3&package=alder&package=alder-admin"
    asked = asked_packages([("package", "alder"), ("package", "gone"), ("package", "alder-admin")], CATALOGUE)
    assert (asked.packages, asked.unknown) == (packages, 1)
