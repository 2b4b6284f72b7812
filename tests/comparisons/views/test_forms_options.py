import re

from comparisons.catalogue.synthetic import large_catalogue
from comparisons.views.forms import frameworks_by_kind, options_by_kind


def offered(catalogue, *without):
    return {kind: re.findall(r'value="([^"]+)"', html) for kind, html in options_by_kind(catalogue, without)}


def all_of(catalogue):
    return {kind: [slug for slug, _ in frameworks] for kind, frameworks in frameworks_by_kind(catalogue)}


def test_all_that_are_not_compared_are_offered_below_their_kinds(shipped):
    everything = all_of(shipped)
    rest = {kind: [slug for slug in slugs if slug not in ("django", "flask")] for kind, slugs in everything.items()}
    assert offered(shipped, "django", "flask") == {kind: slugs for kind, slugs in rest.items() if slugs}


def test_of_very_many_those_of_the_same_kinds_are_offered(shipped):
    large = large_catalogue(shipped, frameworks=150, criteria=31)
    everything = all_of(large)
    kinds = [kind for kind, slugs in everything.items() if {"django", "flask"} & set(slugs)]
    assert len(kinds) == 2 < len(everything)
    found = offered(large, "django", "flask")
    assert found == {kind: [s for s in everything[kind] if s not in ("django", "flask")] for kind in kinds}


def test_of_very_many_all_are_offered_where_the_same_kinds_hold_no_other(shipped):
    large = large_catalogue(shipped, frameworks=150, criteria=31)
    kind, *others = all_of(large)
    of_one_kind = all_of(large)[kind]
    assert list(offered(large, *of_one_kind)) == others
