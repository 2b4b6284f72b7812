from msgspec.structs import replace

from comparisons.catalogue.expected_slugs import FRAMEWORK_TYPE
from comparisons.content.browse import by_kind
from tests.catalogues import changed, with_score


def named(catalogue):
    return [(kind.name, [framework.slug for framework in kind.frameworks]) for kind in by_kind(catalogue)]


def typed(small):
    """The small catalogue, with the slug `framework-type` for its criterion of kinds."""
    for framework in ("alder", "birch"):
        small = with_score(small, framework, "type", criterion=FRAMEWORK_TYPE)
    return changed(small, "criteria", "type", slug=FRAMEWORK_TYPE)


def test_every_published_framework_is_listed_once_under_its_type(small):
    assert named(typed(small)) == [("Micro", ["birch"]), ("Full-stack", ["alder"])]


def test_frameworks_without_a_known_type_come_last(small):
    catalogue = changed(typed(small), "frameworks", "birch", scores=())
    assert named(catalogue) == [("Full-stack", ["alder"]), ("Others", ["birch"])]


def test_without_types_there_is_one_list(small):
    assert named(small) == [("Others", ["alder", "birch"])]
    assert named(replace(small, frameworks=())) == []
