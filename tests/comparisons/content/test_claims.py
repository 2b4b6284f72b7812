from msgspec.structs import replace

from comparisons.catalogue.value import Verdict
from comparisons.content.claims import authors, by_subject, fitting_claims, verdicts_in_words


def test_claims_are_grouped_by_what_they_are_about_wrong_ones_first(small):
    quick, good = small.claims
    claims = (
        quick,
        replace(quick, slug="wrong", verdict=Verdict.WRONG),
        replace(quick, slug="right", verdict=Verdict.SUPPORTED),
        replace(quick, slug="of-python", frameworks=()),
        good,
        replace(quick, slug="of-drafts", frameworks=("cedar",)),
    )
    catalogue = replace(small, claims=claims)
    found = by_subject(catalogue, fitting_claims(catalogue))
    assert [(one.anchor, one.name, [claim.slug for claim in one.claims], one.summary) for one in found] == [
        ("about-alder-and-birch", "Alder and Birch", ["all-are-good"], "1 not checked"),
        ("about-alder", "Alder", ["wrong", "alder-is-quick", "right"], "1 supported, 1 disputed, 1 wrong"),
        ("about-python", "Python in general", ["of-python"], "1 disputed"),
    ]


def test_claims_are_found_by_framework_and_verdict(small):
    def slugs(**filters):
        return [claim.slug for claim in fitting_claims(small, **filters)]

    assert slugs(framework="alder") == ["alder-is-quick", "all-are-good"]
    assert slugs(framework="birch") == ["all-are-good"]
    assert slugs(verdict="disputed") == ["alder-is-quick"]
    assert slugs(verdict="not-checked", framework="alder") == ["all-are-good"]


def test_it_says_whose_claims_they_are_and_when_they_were_made(small):
    assert authors(small, small.claims) == "“Which is best?” by A magazine (2024-03)"
    assert (authors(small, ()), verdicts_in_words(())) == ("", "")
