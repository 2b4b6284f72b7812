"""Days and months have one set of forms wherever they are entered, and those that cannot be true are refused."""

import re
from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from comparisons import models
from comparisons.catalogue.days import in_words
from comparisons.editions.publishing import UnsoundCatalogue, publish, restore, take_into_working_copy
from comparisons.editions.store import current_edition
from comparisons.files import BrokenFile, pack, unpack, write_directory
from comparisons.working_copy import read_catalogue, write_catalogue
from tests.catalogues import changed, small_catalogue, with_score
from tests.comparisons.admin.browser import address, form_of, opened, send
from tests.comparisons.admin.exchange import test_archive

TODAY = timezone.localdate()
TOMORROW = TODAY + timedelta(days=1)
FUTURE = f"{in_words(TOMORROW)} is in the future; {in_words(TODAY)}, today, is the latest day that is taken"
FORMS = "Give the day as 2026-11-28 or 28 Nov 2026."
LATER = with_score(small_catalogue(), "alder", "admin", reviewed_on=TOMORROW)


@pytest.fixture(autouse=True)
def the_day_of_these_tests(monkeypatch):
    """Let it stay TODAY for runs that pass midnight."""
    monkeypatch.setattr(timezone, "localdate", lambda *args, **kwargs: TODAY)


def errors_at(response, field):
    return response.context["adminform"].form.errors.get(field, [])


REFUSED_DAYS = {
    f"{TOMORROW}": [f"{FUTURE}."],
    "28 Nov 1989": ["28 Nov 1989 is before 1 Jan 1990, the earliest day that is taken."],
    "22/11/2026": [FORMS],
    "June 2017": [FORMS],
    "31 Nov 2025": ["There is no such day. Give one as 2026-11-28 or 28 Nov 2026."],
}


@pytest.mark.parametrize(("model", "field"), [(models.Score, "reviewed_on"), (models.Source, "accessed")])
def test_a_day_on_a_page_is_read_or_refused(anna, model, field):
    row = model.objects.first()
    form = opened(anna, row)
    found = {text: errors_at(send(anna, row, form, **{field: text}), field) for text in REFUSED_DAYS}
    assert found == REFUSED_DAYS
    for text in ("2026-11-22", "22 Nov 2026", "Nov. 22, 2026", f"{TODAY}"):
        assert send(anna, row, opened(anna, row), **{field: text}).status_code == 302, text
        day = TODAY if text == f"{TODAY}" else date(2026, 11, 22)
        assert getattr(model.objects.get(pk=row.pk), field) == day


def test_a_page_shows_days_in_a_form_that_it_takes_and_names_the_others(anna):
    score = models.Score.objects.first()
    page = anna.get(reverse("admin:comparisons_score_change", args=[score.pk])).content.decode()
    assert 'value="2026-11-22"' in page
    assert "Write it as 2026-11-28 or 28 Nov 2026." in page
    assert '"%Y-%m-%d"' in anna.get(reverse("admin:jsi18n")).content.decode().partition("DATE_INPUT_FORMATS")[2][:60]


REFUSED_MONTHS = {
    "June 20": ["Give year and month, as 2005-07 or Jul 2005."],
    "9999-12": [f"9999-12 is in the future; {TODAY:%Y-%m} is the latest month that is taken."],
    "1989-12": ["1989-12 is before 1990-01, the earliest month that is taken."],
}


def test_a_month_is_read_whole_or_refused(anna):
    alder = models.Framework.objects.get(slug="alder")
    page = anna.get(address(alder))
    length = re.search(r'name="first_release"[^>]*maxlength="(\d+)"', page.content.decode())
    assert int(length[1]) >= len("September 2017")
    form = form_of(page, "framework")
    found = {text: errors_at(send(anna, alder, form, first_release=text), "first_release") for text in REFUSED_MONTHS}
    assert found == REFUSED_MONTHS
    for text, stored in (("", ""), ("June 2017", "2017-06"), ("2017-05", "2017-05")):
        assert send(anna, alder, opened(anna, alder), first_release=text).status_code == 302, text
        alder.refresh_from_db()
        assert alder.first_release == stored


def test_files_with_a_day_of_the_future_are_refused(anna, tmp_path):
    write_directory(LATER, tmp_path)
    with pytest.raises(CommandError, match=re.escape(FUTURE)):
        call_command("load_catalogue", tmp_path)
    [refusal] = test_archive.refusals(test_archive.upload(anna, pack(LATER)))
    assert refusal == f"frameworks/alder.toml: framework alder, score admin: reviewed_on: {FUTURE}"
    assert read_catalogue() == small_catalogue()


def test_files_with_a_day_of_the_far_past_are_refused_at_any_time():
    past = changed(small_catalogue(), "sources", "manual", accessed=date(1901, 1, 1))
    with pytest.raises(BrokenFile, match="1 Jan 1901 is before 1 Jan 1990"):
        unpack(pack(past))


def test_a_day_of_the_future_is_not_published_and_is_shown_among_the_errors(anna):
    write_catalogue(LATER)
    with pytest.raises(UnsoundCatalogue, match=re.escape(FUTURE)):
        publish(by=None)
    assert FUTURE in anna.get(reverse("admin:changes")).content.decode()


def test_editions_from_before_this_rule_can_be_restored_and_taken(db):
    write_catalogue(LATER)
    first = publish(by=None, as_of=date.max)
    write_catalogue(small_catalogue())
    publish(by=None)
    assert restore(first.number, by=None).catalogue == current_edition().catalogue == LATER
    take_into_working_copy(first.number)
    assert read_catalogue() == LATER
