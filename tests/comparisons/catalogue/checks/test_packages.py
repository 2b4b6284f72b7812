"""Errors in what packages mean."""

import pytest
from msgspec.structs import replace

from comparisons.catalogue.checks import Severity, check, errors
from comparisons.catalogue.value import Answer
from tests.catalogues import PACKAGES, changed, small_catalogue

SMALL = small_catalogue(packages=PACKAGES)

BROKEN = {
    "no meaning": ({"meaning": " "}, ["package pages: the meaning is empty"]),
    "an unknown question": (
        {"answers": (Answer("gone", ("site",)),)},
        ["package pages: answers the question 'gone', which does not exist"],
    ),
    "an unknown choice": (
        {"answers": (Answer("build", ("gone",)),)},
        ["package pages: names the choice 'gone', which does not exist"],
    ),
    "answers that cannot stand together": (
        {"answers": (Answer("build", ("api", "site")),)},
        ["package pages: gives answers to 'build' that cannot stand together"],
    ),
    "brings no package": (
        {"brings": ("Not a name",)},
        ["package pages: 'Not a name' names no package: lower-case letters, digits, single hyphens"],
    ),
    "brings one twice": ({"brings": ("wood", "wood")}, ["package pages: gives the package 'wood' 2 times"]),
    "extends itself": ({"extends": "pages"}, ["package pages: names itself as what it extends or brings"]),
    "a long name": (
        {"extends": "x" * 61},
        ["package pages: the extends has 61 characters; 60 is the most"],
    ),
}


def test_sound_packages_have_no_problems():
    assert errors(SMALL) == ()


@pytest.mark.parametrize("case", BROKEN)
def test_every_mistake_is_named(case):
    fields, messages = BROKEN[case]
    assert list(map(str, errors(changed(SMALL, "packages", "pages", **fields)))) == messages


def test_an_add_on_of_a_framework_that_is_not_described_is_a_warning():
    catalogue = replace(SMALL, packages=PACKAGES[1:2])
    found = [problem for problem in check(catalogue) if problem.where == "package alder-admin"]
    assert [(problem.severity, problem.message) for problem in found] == [
        (Severity.WARNING, "extends 'alder', which is not described: no framework is recognised by it")
    ]
