"""A site to ask, without a database: the shipped catalogue as edition 1, and as edition 2 with changes."""

from datetime import UTC, datetime

from msgspec.structs import replace

from advisor.mcp.calls import Site
from comparisons.catalogue.codec import digest, encode
from comparisons.catalogue.value import Status
from comparisons.editions.store import Edition

ORIGIN = "https://advisor.example"
ANSWERS = {"build": "site", "interface": ["pages"], "size": "small", "back-office": "admin"}


def edition(number, catalogue):
    published_at = datetime(2026, 11, number, tzinfo=UTC)
    return Edition(number, published_at, "", digest(encode(catalogue)), catalogue)


def site(shipped):
    """Return a site whose second edition retires Robyn and lacks a score of Quart."""
    frameworks = tuple(_changed(framework) for framework in shipped.frameworks)
    editions = {1: edition(1, shipped), 2: edition(2, replace(shipped, frameworks=frameworks))}
    return Site(current=editions[2], edition=editions.__getitem__, origin=ORIGIN)


def _changed(framework):
    if framework.slug == "robyn":
        return replace(framework, status=Status.RETIRED)
    if framework.slug == "quart":
        return replace(framework, scores=tuple(score for score in framework.scores if score.criterion != "seo"))
    return framework
