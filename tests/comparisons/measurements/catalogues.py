"""A catalogue with frameworks that the lab has applications of."""

from datetime import date

from comparisons.catalogue.value import Criterion, EditorialScale, MeasuredScale
from lab.application import read
from tests.catalogues import CRITERIA, framework, score, small_catalogue


def _measured(slug, name, unit, worst, best):
    return Criterion(
        slug=slug,
        name=name,
        group="under-load",
        description="As the lab measures it.",
        scale=MeasuredScale(unit=unit, worst=worst, best=best, logarithmic=True),
    )


def _editorial(slug, name):
    return Criterion(
        slug=slug,
        name=name,
        group="with-it",
        description="As editors judge it.",
        scale=EditorialScale(anchor_0="None.", anchor_5="An add-on.", anchor_10="Built in."),
    )


def catalogue_of_lab():
    """Return the small catalogue with Flask and FastAPI, two measured criteria more, and three that probes bear on."""
    flask, fastapi = (
        framework(
            slug,
            score("api", value, sources=()),
            score("packages", 7.0),
            score("security", 8.0),
            score("testing", 9.0, reviewed_on=date(2026, 11, 1)),
            name=name,
            latest_version=read(slug).release,
        )
        for slug, name, value in (("flask", "Flask", 5.0), ("fastapi", "FastAPI", 9.0))
    )
    return small_catalogue(
        criteria=(
            *CRITERIA,
            _editorial("api", "APIs"),
            _editorial("security", "Security"),
            _editorial("testing", "Testing"),
            _measured("throughput", "Throughput", "percent", 1.0, 100.0),
            _measured("page-rendering", "Page rendering", "percent", 1.0, 100.0),
        ),
        frameworks=(*small_catalogue().frameworks, fastapi, flask),
    )
