from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from comparisons.models import Source, SourceCheck
from comparisons.source_links.checking import check, in_turns, links_found
from comparisons.source_links.outcome import Asked, Outcome

pytestmark = pytest.mark.django_db


class Prepared:
    """Answers from a table."""

    def __init__(self, **outcomes):
        self.outcomes = outcomes

    def ask(self, address):
        return self.outcomes[address.rpartition("/")[2]]


def add_source(slug, address):
    return Source.objects.create(
        slug=slug,
        title=slug.capitalize(),
        publisher="Us",
        published="2026",
        accessed=timezone.localdate(),
        address=address,
    )


def test_offline_the_command_says_so_and_records_nothing():
    for name in ("one", "two", "three"):
        add_source(name, f"https://{name}.invalid/")
    with pytest.raises(CommandError, match="This machine is offline: no server could be reached"):
        call_command("check_sources", delay=0, timeout=1)
    assert not SourceCheck.objects.exists()


def test_an_unknown_source_is_an_error():
    with pytest.raises(CommandError, match="There is no source with a link named zebra"):
        call_command("check_sources", "zebra")


def test_without_links_there_is_nothing_to_ask():
    out = StringIO()
    call_command("check_sources", stdout=out)
    assert out.getvalue() == "0 links asked: none.\n"


def test_links_that_fail_are_listed_for_editors_until_they_are_changed():
    source = add_source("manual", "https://a.example/manual")
    add_source("article", "https://a.example/article")
    asker = Prepared(
        manual=Asked(Outcome.GONE, words="The page is not there any more.", status=404),
        article=Asked(Outcome.ANSWERS, words="It answers.", status=200),
    )
    assert len(list(check([one.address for one in Source.objects.all()], asker))) == 2
    found = links_found()
    assert (found.checked, [(one.pk, one.words) for one in found.broken]) == (
        2,
        [(source.pk, "The page is not there any more.")],
    )
    source.address = "https://a.example/new"
    source.save()
    assert (links_found().checked, links_found().broken) == (1, ())


def test_a_server_is_not_asked_twice_in_a_row_if_there_are_others():
    asked = ["https://a.example/1", "https://a.example/2", "https://b.example/1", "https://a.example/1"]
    assert in_turns(asked) == ["https://a.example/1", "https://b.example/1", "https://a.example/2"]
