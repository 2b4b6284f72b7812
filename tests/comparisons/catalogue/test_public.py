from msgspec.structs import replace

from comparisons.catalogue.checks import errors
from comparisons.catalogue.codec import encode
from comparisons.catalogue.public import cited_by, cited_sources, public, uses_of_sources
from comparisons.catalogue.value import Status
from tests.catalogues import changed


def test_a_catalogue_without_drafts_is_returned_as_it_is(small):
    without_drafts = replace(small, frameworks=tuple(small.public_frameworks.values()))
    assert public(without_drafts) is without_drafts


def test_drafts_are_removed_completely(small):
    claim, *others = small.claims
    with_more = replace(
        changed(small, "frameworks", "alder", alternatives=("birch", "cedar"), built_on="cedar"),
        claims=(replace(claim, frameworks=("alder", "cedar")), replace(others[0], frameworks=("cedar",))),
        scenarios=tuple(replace(one, chosen=("alder", "cedar"), right=("cedar",)) for one in small.scenarios),
    )
    found = public(with_more)
    assert b"cedar" not in encode(found).lower()
    assert [(one.slug, one.status) for one in found.frameworks] == [
        ("alder", Status.PUBLISHED),
        ("birch", Status.PUBLISHED),
        ("dogwood", Status.RETIRED),
    ]
    assert found.framework_by_slug["alder"].alternatives == ("birch",)
    assert found.framework_by_slug["alder"].built_on == ""
    assert [(one.slug, one.frameworks) for one in found.claims] == [(claim.slug, ("alder",))]
    assert {one.chosen for one in found.scenarios} == {("alder",)}
    assert {one.right for one in found.scenarios} == {()}


def test_a_source_cited_by_drafts_only_is_removed(small):
    manual = small.source_by_slug["manual"]
    secret = replace(manual, slug="secret", title="Where the draft was read")
    cedar = small.framework_by_slug["cedar"]
    scores = tuple(replace(score, sources=("secret",)) for score in cedar.scores)
    found = public(changed(replace(small, sources=(*small.sources, secret)), "frameworks", "cedar", scores=scores))
    assert "secret" not in found.source_by_slug
    assert "manual" in found.source_by_slug
    assert [problem for problem in errors(found) if "source" in str(problem)] == []


def test_only_what_something_visible_cites_counts_as_a_source(small):
    manual, claim = small.source_by_slug["manual"], small.claims[0]
    others = tuple(replace(manual, slug=slug) for slug in ("for-a-draft", "read-only"))
    about_draft = replace(claim, slug="of-a-draft", frameworks=("cedar",), sources=("for-a-draft",))
    catalogue = replace(small, sources=(*small.sources, *others), claims=(*small.claims, about_draft))
    assert [source.slug for source in cited_sources(catalogue)] == ["article", "manual"]
    assert uses_of_sources(catalogue) == {
        "article": ["Alder", "Claims"],
        "manual": ["Alder", "Birch", "Dogwood (retired)", "Claims"],
    }


def test_every_shipped_source_is_cited(shipped):
    drafts = [framework for framework in shipped.frameworks if framework.status is Status.DRAFT]
    cited = {*uses_of_sources(shipped), *(slug for framework in drafts for slug in cited_by(framework))}
    assert [source.slug for source in shipped.sources if source.slug not in cited] == []
