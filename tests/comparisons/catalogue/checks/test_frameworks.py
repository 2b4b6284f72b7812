"""Errors in criteria, frameworks, scores, addresses and claims."""

import math

import pytest

from comparisons.catalogue.checks import errors
from comparisons.catalogue.value import EditorialScale, Kind, KindScale, MeasuredScale
from tests.catalogues import changed
from tests.comparisons.catalogue.checks.mistakes import alder, claim, criterion, extension, score, shop, source

BROKEN = {
    # Scales
    "no anchor": (
        criterion("admin", scale=EditorialScale(anchor_0="a", anchor_5="", anchor_10="c")),
        ["criterion admin: an editorial scale has a text at 0, at 5 and at 10"],
    ),
    "no unit": (
        criterion("speed", scale=MeasuredScale(unit="", worst=0.0, best=1.0)),
        ["criterion speed: a measured scale has a unit"],
    ),
    "levels alike": (
        criterion("speed", scale=MeasuredScale(unit="u", worst=1.0, best=1.0)),
        ["criterion speed: the worst and the best level are two different finite numbers"],
    ),
    "level not a number": (
        criterion("speed", scale=MeasuredScale(unit="u", worst=math.nan, best=1.0)),
        ["criterion speed: the worst and the best level are two different finite numbers"],
    ),
    "infinite level": (
        criterion("speed", scale=MeasuredScale(unit="u", worst=0.0, best=math.inf)),
        ["criterion speed: the worst and the best level are two different finite numbers"],
    ),
    "logarithm of zero": (
        criterion("speed", scale=MeasuredScale(unit="u", worst=0.0, best=1.0, logarithmic=True)),
        ["criterion speed: the levels of a logarithmic scale are above zero"],
    ),
    "one kind": (
        criterion("type", scale=KindScale(kinds=(Kind(slug="full", name="", description=""),))),
        [
            "criterion type: a scale of kinds has at least two kinds",
            "framework birch, score type: 'micro' is not one of the kinds of Type",
        ],
    ),
    # Scores
    "score without reason": (score("admin", reason=" \n"), ["framework alder, score admin: a score has a reason"]),
    "no such kind": (
        score("type", value="nano"),
        ["framework alder, score type: 'nano' is not one of the kinds of Type"],
    ),
    "number for a kind": (
        score("type", value=1.0),
        ["framework alder, score type: '1.0' is not one of the kinds of Type"],
    ),
    "kind for a number": (
        score("admin", value="full"),
        ["framework alder, score admin: expected a number, found 'full'"],
    ),
    "score not a number": (
        score("speed", value=math.nan),
        ["framework alder, score speed: expected a number, found 'nan'"],
    ),
    "infinite score": (
        score("speed", value=math.inf),
        ["framework alder, score speed: expected a number, found 'inf'"],
    ),
    "score of 11": (score("admin", value=11.0), ["framework alder, score admin: 11 lies outside 0 to 10"]),
    "score of -1": (score("admin", value=-1.0), ["framework alder, score admin: -1 lies outside 0 to 10"]),
    "negative figure": (
        score("speed", value=-1.0),
        ["framework alder, score speed: -1 answers cannot be measured on this scale"],
    ),
    "zero on a logarithmic scale": (
        score("packages", value=0.0),
        ["framework alder, score packages: 0 packages cannot be measured on this scale"],
    ),
    "error of one": (
        score("speed", relative_error=1.0),
        ["framework alder, score speed: the relative error is a share: 0 or more, below 1"],
    ),
    "negative error": (
        score("speed", relative_error=-0.1),
        ["framework alder, score speed: the relative error is a share: 0 or more, below 1"],
    ),
    "error of a kind not a number": (
        score("type", relative_error=math.nan),
        ["framework alder, score type: the relative error is a share: 0 or more, below 1"],
    ),
    "error of a judgement": (
        score("admin", relative_error=0.1),
        ["framework alder, score admin: only a measured figure has a relative error; say it with the confidence"],
    ),
    # Frameworks
    "no name": (alder(name=" "), ["framework alder: the name is empty"]),
    "no summary": (alder(summary=""), ["framework alder: the summary is empty"]),
    "month 13": (
        alder(first_release="2005-13"),
        ["framework alder: first_release '2005-13' is not a year and a month, such as 2005-07"],
    ),
    "a day": (
        alder(latest_release="2005-07-01"),
        ["framework alder: latest_release '2005-07-01' is not a year and a month, such as 2005-07"],
    ),
    "month with a line end": (
        alder(latest_release="2005-07\n"),
        ["framework alder: latest_release '2005-07\n' is not a year and a month, such as 2005-07"],
    ),
    "month in other digits": (
        alder(latest_release="２００５-07"),  # noqa: RUF001, that is the point
        ["framework alder: latest_release '２００５-07' is not a year and a month, such as 2005-07"],  # noqa: RUF001
    ),
    "extension's month": (
        extension(latest_release="7/2005"),
        ["framework alder, extension alder-api: latest_release '7/2005' is not a year and a month, such as 2005-07"],
    ),
    "its own alternative": (
        alder(alternatives=("alder",)),
        ["framework alder: is named as its own alternative"],
    ),
    "built on itself": (
        alder(built_on="alder"),
        ["framework alder: is built on itself, at least by way of another framework"],
    ),
    "two built on each other": (
        changed(alder(built_on="birch"), "frameworks", "birch", built_on="alder"),
        [
            "framework alder: is built on itself, at least by way of another framework",
            "framework birch: is built on itself, at least by way of another framework",
        ],
    ),
    # Addresses
    "script for an address": (
        source(address="javascript:alert(1)"),
        ["source article: 'javascript:alert(1)' is not an address that starts with https:// or http://"],
    ),
    "address without host": (
        alder(home_page="https:///x"),
        ["framework alder: 'https:///x' is not an address that starts with https:// or http://"],
    ),
    "address with a blank": (
        alder(documentation="https://a.example/ b"),
        ["framework alder: 'https://a.example/ b' is not an address that starts with https:// or http://"],
    ),
    "half an address": (
        alder(repository="https://[::1"),
        ["framework alder: 'https://[::1' is not an address that starts with https:// or http://"],
    ),
    "extension's address": (
        extension(home_page="a.example"),
        ["framework alder, extension alder-api: 'a.example' is not an address that starts with https:// or http://"],
    ),
    "scenario's address": (
        shop(address="ftp://a.example"),
        ["scenario shop: 'ftp://a.example' is not an address that starts with https:// or http://"],
    ),
    # Claims
    "verdict without evidence": (
        claim(evidence=" "),
        ["claim alder-is-quick: a verdict needs evidence"],
    ),
}


@pytest.mark.parametrize(("catalogue", "expected"), BROKEN.values(), ids=BROKEN.keys())
def test_each_error_is_reported_once_with_its_place(catalogue, expected):
    assert [str(problem) for problem in errors(catalogue)] == expected
