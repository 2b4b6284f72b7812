import re

from comparisons.catalogue.synthetic import large_catalogue
from comparisons.views.forms import frameworks_by_kind, options_by_kind


def offered(catalogue, *without):
    return {kind: re.findall(r'value="([^"]+)"', html) for kind, html in options_by_kind(catalogue, without)}


def all_of(catalogue):
    return {kind: [slug for slug, _ in frameworks] for kind, frameworks in frameworks_by_kind(catalogue)}


def test_frameworks_that_are_not_compared_are_offered_by_kind(shipped):
    everything = all_of(shipped)
    rest = {kind: [slug for slug in slugs if slug not in ("django", "flask")] for kind, slugs in everything.items()}
    assert offered(shipped, "django", "flask") == {kind: slugs for kind, slugs in rest.items() if slugs}


def test_in_a_large_catalogue_only_the_compared_kinds_are_offered(shipped):
    large = large_catalogue(shipped, frameworks=150, criteria=40)
    everything = all_of(large)
    kinds = [kind for kind, slugs in everything.items() if {"django", "flask"} & set(slugs)]
    assert len(kinds) == 2 < len(everything)
    found = offered(large, "django", "flask")
    assert found == {kind: [s for s in everything[kind] if s not in ("django", "flask")] for kind in kinds}


def test_in_a_large_catalogue_all_are_offered_if_the_compared_kinds_have_no_others(shipped):
    large = large_catalogue(shipped, frameworks=150, criteria=40)
    kind, *others = all_of(large)
    of_one_kind = all_of(large)[kind]
    assert list(offered(large, *of_one_kind)) == others
