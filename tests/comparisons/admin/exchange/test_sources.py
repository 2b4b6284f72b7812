"""Sources as a table."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from comparisons import models
from tests.comparisons.admin.browser import messages_of

IMPORT = "/admin/comparisons/source/import/"
EXPORT = "/admin/comparisons/source/export/csv/"
HEAD = "slug,title,publisher,address,published,accessed,note,aliases"

pytestmark = pytest.mark.any_database


def upload(client, *lines, head=HEAD):
    text = "\n".join([head, *lines])
    return client.post(IMPORT, {"file": SimpleUploadedFile("sources.csv", text.encode())})


def test_sources_are_exported(anna):
    rows = anna.get(EXPORT).content.decode("utf-8-sig").splitlines()
    assert rows == [
        HEAD,
        "article,Which is best?,A magazine,https://magazine.example/which-is-best,2024-03,2026-11-22,An opinion.,",
        "manual,Manual,The project,,undated,2026-11-22,,",
    ]


def test_sources_are_added_and_changed_after_a_preview(anna):
    page = upload(
        anna,
        "manual,Handbook,The project,,undated,2026-11-22,,",
        "guide,Guide,The project,https://guide.example/,2025,22 Nov 2026,,",
    )
    outcome = page.context["outcome"]
    assert (outcome.changed, outcome.new, outcome.refused) == (1, 1, [])
    assert models.Source.objects.count() == 2
    assert anna.post(IMPORT, {"confirmation": page.context["confirmation"]}).status_code == 302
    assert messages_of(anna) == ["Imported from sources.csv: 1 changed, 1 new. Visitors see it once it is published."]
    assert models.Source.objects.get(slug="manual").title == "Handbook"
    guide = models.Source.objects.get(slug="guide")
    assert (guide.address, guide.accessed) == ("https://guide.example/", date(2026, 11, 22))


@pytest.mark.parametrize(
    ("line", "refusal"),
    [
        ("new,T,P,ftp://x.example/,2025,2026-11-22,,", "Row 2, address “ftp://x.example/”: Enter a valid URL."),
        ("new,T,P,,2025,2999-01-01,,", "in the future"),
        ("new,T,,,2025,2026-11-22,,", "Row 2, publisher: This field is required."),
        ("new,T,P,,2025,2026-11-22,,manual", "“manual” leads to “manual”. A name leads to one thing."),
        ("Not a slug,T,P,,2025,2026-11-22,,", "Row 2, slug"),
    ],
)
def test_what_does_not_fit_is_refused_by_row_and_column(anna, line, refusal):
    page = upload(anna, line)
    assert page.status_code == 422
    [told] = page.context["refusals"]
    assert refusal in told
    assert models.Source.objects.count() == 2
