"""Uploads of CSV and XLSX files, and reading of exports."""

import csv
import io

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from comparisons import models

SCORES = (
    "framework",
    "criterion",
    "value",
    "relative_error",
    "confidence",
    "reason",
    "sources",
    "reviewed_on",
    "version",
)


NEW = ("birch", "admin", "7", "", "low", "Because.", "manual; article", "2026-01-31", "1.0")


def stored(framework, criterion):
    return models.Score.objects.get(framework__slug=framework, criterion__slug=criterion)


def address(model, page, *args):
    return reverse(f"admin:comparisons_{model}_{page}", args=args)


def csv_of(*rows, separator=","):
    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerows(rows)
    return out.getvalue().encode()


def xlsx_of(*rows, edit=None):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    if edit:
        edit(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def upload(client, model, data, name="scores.csv"):
    """Upload a file for a preview."""
    return client.post(address(model, "import"), {"file": SimpleUploadedFile(name, data)})


def confirm(client, model, response, **fields):
    return client.post(address(model, "import"), {"confirmation": response.context["confirmation"], **fields})


def imported(client, model, data, name="scores.csv"):
    response = upload(client, model, data, name)
    assert response.status_code == 200, refusals(response)
    return confirm(client, model, response)


def exported(client, model, extension="csv", query=""):
    response = client.get(address(model, "export", extension) + query)
    assert response.status_code == 200
    return response.content


def table(data):
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def refusals(response):
    """Return the errors that a page shows for a file and its rows."""
    return response.context.get("refusals") or response.context["form"].errors.get("file", [])


def changes(response):
    return [
        (change.number, change.name, change.is_new, [(c.column, c.before, c.after) for c in change.cells])
        for change in response.context["outcome"].changes
    ]
