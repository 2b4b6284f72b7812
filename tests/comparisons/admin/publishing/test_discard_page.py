import pytest
from django.contrib.admin.models import ADDITION, CHANGE, DELETION, LogEntry

from comparisons import models
from comparisons.editions.unpublished import unpublished_changes
from comparisons.working_copy import read_catalogue, write_catalogue
from tests.catalogues import CITED, changed, framework, score, small_catalogue, with_score, without
from tests.comparisons.admin.browser import address, messages_of, opened, send

CHANGES, ALL = "/admin/changes/", "/admin/changes/discard/"
ALDER = f"{ALL}framework/alder/"
SMALL = small_catalogue()
ELDER = changed(SMALL, "frameworks", "alder", name="Elder", summary="Old words.")
TWO_THINGS = with_score(ELDER, "birch", "speed", value=900.0)


@pytest.fixture
def edited(published):
    write_catalogue(TWO_THINGS)


def discard(client, page):
    """Open the page that asks for confirmation, and confirm."""
    return client.post(page, {"seen": client.get(page).context["found"].seen})


@pytest.mark.usefixtures("edited")
def test_the_list_of_changes_links_to_the_discard_of_each_subject(anna):
    entries = [entry for group in anna.get(CHANGES).context["groups"] for entry in group.entries]
    assert [(len(one.lines), one.discard) for one in entries] == [(2, ALDER), (1, f"{ALL}score/birch/speed/")]


@pytest.mark.usefixtures("edited")
def test_the_confirmation_page_shows_what_would_be_lost_and_changes_nothing(anna):
    response = anna.get(ALDER)
    assert [(one.text, [(f.name, f.after, f.before) for f in one.fields]) for one in response.context["lost"]] == [
        ("Framework Elder: name 'Alder' becomes 'Elder'.", [("Name", "Elder", "Alder")]),
        (
            "Framework Elder: summary 'Alder serves pages.' becomes 'Old words.'.",
            [("Summary", "Old words.", "Alder serves pages.")],
        ),
    ]
    assert read_catalogue() == TWO_THINGS


def test_added_and_removed_things_are_shown_with_their_fields(anna):
    new = without(SMALL, "claims", "all-are-good")
    elm = framework("elm", score("speed", 1.0, reason="It says so."), alternatives=("alder", "birch"))
    write_catalogue(changed(new, "frameworks", "cedar", slug="cedar"))
    write_catalogue(small_catalogue(claims=new.claims, frameworks=(*SMALL.frameworks, elm)))
    [lost] = anna.get(f"{ALL}framework/elm/").context["lost"]
    fields = {field.name: (field.after, field.before) for field in lost.fields}
    assert fields["Name"] == ("Elm", "")
    assert fields["Alternatives"] == ("alder, birch", "")
    assert "criterion: speed\nvalue: 1\n" in fields["Scores"][0]
    [gone] = anna.get(f"{ALL}claim/all-are-good/").context["lost"]
    assert ("Text", "", "All are good.") in [(field.name, field.after, field.before) for field in gone.fields]


@pytest.mark.usefixtures("edited")
def test_discarding_one_subject_keeps_the_others(anna):
    assert discard(anna, ALDER).url == CHANGES
    assert read_catalogue() == with_score(SMALL, "birch", "speed", value=900.0)
    assert messages_of(anna) == ["Discarded: Framework Elder. The working copy is there as in edition 1 again."]


@pytest.mark.usefixtures("edited")
def test_everything_can_be_discarded(anna):
    discard(anna, ALL)
    assert unpublished_changes() == ()
    assert "All 2 unpublished changes" in messages_of(anna)[0]


def test_a_discard_is_logged_with_each_subject(anna):
    without_cedar = without(SMALL, "frameworks", "cedar")
    elm = framework("elm")
    write_catalogue(
        changed(
            small_catalogue(frameworks=(*without_cedar.frameworks, elm), criteria=SMALL.criteria[::-1]),
            "sources",
            "manual",
            note="New.",
        )
    )
    elm_row = models.Framework.objects.get(slug="elm").pk
    discard(anna, ALL)
    found = {
        (entry.object_repr, entry.action_flag, entry.content_type.model, int(entry.object_id))
        for entry in LogEntry.objects.all()
    }
    assert found == {
        ("Framework Cedar", ADDITION, "framework", models.Framework.objects.get(slug="cedar").pk),
        ("Score of Cedar on Admin", ADDITION, "score", models.Score.objects.get(framework__slug="cedar").pk),
        ("Framework Elm", DELETION, "framework", elm_row),
        ("The order of the criteria", CHANGE, "workingcopy", 1),
        ("Source 'Manual'", CHANGE, "source", models.Source.objects.get(slug="manual").pk),
    }
    source = models.Source.objects.get(slug="manual")
    page = anna.get(address(source).replace("change", "history")).content.decode()
    assert "Unpublished changes discarded, as in edition 1 again: Note from “New.” to “nothing”." in page


@pytest.mark.usefixtures("edited")
def test_changes_after_the_confirmation_page_are_shown_again_and_not_lost(anna, berta):
    seen = anna.get(ALDER).context["found"].seen
    alder = models.Framework.objects.get(slug="alder")
    send(berta, alder, opened(berta, alder), summary="The words of Berta.")
    html = anna.post(ALDER, {"seen": seen}).content.decode()
    assert "Nothing was discarded: somebody changed it after you had asked." in html
    assert "The words of Berta." in html
    alder.refresh_from_db()
    assert alder.summary == "The words of Berta."


@pytest.mark.usefixtures("edited")
def test_an_open_form_conflicts_with_what_was_discarded_meanwhile(anna, berta):
    alder = models.Framework.objects.get(slug="alder")
    form = opened(berta, alder)
    discard(anna, ALDER)
    response = send(berta, alder, form, summary="The words of Berta.")
    assert response.status_code == 200
    assert "Somebody changed this after you opened it (saved last by anna" in response.content.decode()
    assert "The words of Berta." in response.content.decode()


def test_a_subject_that_others_refer_to_is_refused_with_the_reason(anna):
    write_catalogue(CITED)
    page = f"{ALL}source/handbook/"
    response = anna.get(page)
    [problem] = response.context["problems"]
    assert problem.text == "Framework Alder, score Admin: names the source 'handbook', which does not exist"
    assert problem.address == address(models.Score.objects.get(framework__slug="alder", criterion__slug="admin"))
    assert 'type="submit" value="Discard' not in response.content.decode()
    html = anna.post(page, {"seen": response.context["found"].seen}).content.decode()
    assert "Nothing was discarded" in html
    assert models.Source.objects.filter(slug="handbook").exists()


@pytest.mark.parametrize("page", [ALL, ALDER, f"{ALL}no/such/thing/", f"{ALL}order/criterion/"])
def test_without_changes_the_page_says_so(anna, page):
    for response in (anna.get(page), anna.post(page, {"seen": "x"})):
        assert response.url == CHANGES
    assert "There is nothing left to discard" in messages_of(anna)[0]


def test_with_a_damaged_edition_nothing_can_be_discarded(anna, edited):
    models.Edition.objects.update(data="{}", digest="0" * 64)
    assert "Discard" not in anna.get(CHANGES).content.decode()
    anna.post(ALL, {"seen": "x"})
    models.Edition.objects.all().delete()
    assert "Discard" not in anna.get(CHANGES).content.decode()
    anna.post(ALL, {"seen": "x"})
    assert read_catalogue() == TWO_THINGS


@pytest.mark.usefixtures("edited")
def test_an_editor_without_permission_cannot_discard(carl, client):
    for page in (ALL, ALDER):
        assert "You are logged in as carl." in carl.get(page).content.decode()
        assert carl.get(page).status_code == 403
        assert carl.post(page, {"seen": "x"}).status_code == 403
        assert client.post(page, {"seen": "x"}).url.startswith("/admin/login/")
    assert read_catalogue() == TWO_THINGS
