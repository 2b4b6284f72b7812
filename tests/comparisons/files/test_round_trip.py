import re
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given

from comparisons.catalogue.checks import check, errors
from comparisons.catalogue.codec import canonical, encode
from comparisons.catalogue.value import Status
from comparisons.files import SHIPPED, read_directory, write_directory
from comparisons.files.writing import COLLECTIONS
from tests.catalogues import small_catalogue, with_score
from tests.strategies.catalogues import catalogues
from tests.strategies.values import few


@few
@given(catalogues())
def test_a_written_catalogue_reads_back_in_canonical_form(catalogue):
    with TemporaryDirectory() as name:
        write_directory(catalogue, Path(name))
        read = read_directory(Path(name))
    assert read == canonical(catalogue)
    assert encode(read) == encode(catalogue)


@pytest.mark.parametrize("figure", [0.0, 5e-324, 1e-7, 0.1 + 0.2, 1 / 3, 12345678.9, 1.2345e22, 1.7e308])
def test_numbers_of_any_size_are_read_back_unchanged(figure, tmp_path):
    catalogue = with_score(small_catalogue(), "alder", "speed", value=figure)
    write_directory(catalogue, tmp_path)
    assert read_directory(tmp_path) == catalogue


# The shipped catalogue


def test_the_shipped_catalogue_has_no_errors(shipped):
    assert errors(shipped) == ()


def test_the_shipped_catalogue_reads_back_equal(shipped, tmp_path):
    write_directory(shipped, tmp_path)
    assert encode(read_directory(tmp_path)) == encode(shipped)


def test_the_shipped_directory_has_no_other_files():
    assert {path.name for path in SHIPPED.glob("*.toml")} == set(COLLECTIONS)
    assert {path.suffix for path in (SHIPPED / "frameworks").iterdir()} == {".toml"}


FRAMEWORKS = {
    "aiohttp",
    "blacksheep",
    "bottle",
    "django",
    "falcon",
    "fastapi",
    "flask",
    "litestar",
    "nicegui",
    "pyramid",
    "quart",
    "reflex",
    "robyn",
    "sanic",
    "starlette",
    "streamlit",
    "tornado",
}


def test_every_framework_is_shipped_and_published_or_still_a_draft(shipped):
    assert {framework.slug for framework in shipped.published_frameworks} == FRAMEWORKS
    others = [framework for framework in shipped.frameworks if framework.slug not in FRAMEWORKS]
    assert {framework.status for framework in others} <= {Status.DRAFT}


def test_api_extensions_of_django_are_shipped_with_it(shipped):
    extensions = [extension.slug for extension in shipped.framework_by_slug["django"].extensions]
    assert extensions == ["django-rest-framework", "django-ninja"]


FOUNDING = {
    "framework-type": "Framework type",
    "time-of-development": "Speed of first version",
    "ease-of-use": "Ease of use",
    "scalability": "Scalability",
    "performance": "Performance",
    "debugging": "Debugging",
    "html-support": "HTML support",
}


def test_the_seven_founding_criteria_are_shipped_with_their_names(shipped):
    assert {slug: shipped.criterion_by_slug[slug].name for slug in FOUNDING} == FOUNDING


@pytest.mark.parametrize("slug", sorted(FRAMEWORKS))
def test_every_framework_is_scored_on_the_founding_criteria(shipped, slug):
    assert FOUNDING.keys() <= shipped.framework_by_slug[slug].score_by_criterion.keys()


def test_every_score_has_a_reason_and_a_source_or_is_marked_as_judgement(shipped):
    scores = [(f.slug, score) for f in shipped.frameworks for score in f.scores]
    assert [(slug, score.criterion) for slug, score in scores if len(score.reason.split()) < 3] == []
    unsourced = {f"framework {slug}, score {score.criterion}" for slug, score in scores if not score.sources}
    reported = {p.where for p in check(shipped) if p.message == "has no source and is shown as a judgement"}
    assert unsourced == reported


def test_no_address_leads_to_a_package_registry():
    """Packages are named, so that whoever installs them uses the registry that they have."""
    text = "".join(path.read_text(encoding="utf-8") for path in SHIPPED.rglob("*.toml"))
    hosts = {host: set(host.split(".")) for host in re.findall(r'https?://([^/"]+)', text)}
    assert len(hosts) > 100
    assert [host for host, labels in hosts.items() if labels & {"pypi", "pythonhosted", "npmjs"}] == []


def test_every_claim_is_made_by_the_founding_article(shipped):
    assert {claim.made_by for claim in shipped.claims} == {"founding-article"}
