"""The catalogue is downloaded as an archive, and loaded after a preview, completely or not at all."""

import pytest
from django.contrib.admin.models import ADDITION, CHANGE, DELETION, LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile

from comparisons import models
from comparisons.files import pack, unpack
from comparisons.working_copy import read_catalogue, write_catalogue
from tests.catalogues import changed, framework, score, small_catalogue, with_score, without
from tests.comparisons.admin.browser import messages_of, opened, send
from tests.comparisons.admin.conftest import give

FILES = "/admin/files/"
SMALL = small_catalogue()
ELM = framework("elm", score("speed", 1.0))
WITHOUT_CLAIM = without(with_score(SMALL, "birch", "speed", value=900.0), "claims", "all-are-good")
OTHER = small_catalogue(frameworks=(*WITHOUT_CLAIM.frameworks, ELM), claims=WITHOUT_CLAIM.claims)


def upload(client, data, name="mine.zip"):
    return client.post(FILES, {"file": SimpleUploadedFile(name, data)})


def confirm(client, response):
    return client.post(FILES, {"confirmation": response.context["confirmation"]})


def lines(response):
    return [line.text for line in response.context["changes"]]


def refusals(response):
    assert response.status_code == 422
    return response.context["form"].errors["file"]


def history():
    return sorted((entry.object_repr, entry.action_flag, entry.change_message) for entry in LogEntry.objects.all())


def test_loading_a_downloaded_working_copy_changes_nothing(anna):
    response = anna.get(f"{FILES}download/")
    assert response["Content-Disposition"] == 'attachment; filename="working-copy.zip"'
    assert unpack(response.content) == SMALL
    shown = upload(anna, response.content)
    assert "There is nothing to import: mine.zip is the same as the working copy." in shown.content.decode()
    assert "confirmation" not in shown.context


def test_an_edition_can_be_downloaded(anna, published):
    write_catalogue(OTHER)
    edition = models.Edition.objects.get()
    response = anna.get(f"/admin/comparisons/edition/{edition.pk}/files/")
    assert response["Content-Disposition"] == 'attachment; filename="edition-1.zip"'
    assert unpack(response.content) == SMALL
    models.Edition.objects.update(data="damaged")
    models.Edition.objects.update(digest="0" * 64)
    assert anna.get(f"/admin/comparisons/edition/{edition.pk}/files/").status_code == 302


def test_changes_and_warnings_are_previewed_before_loading(anna):
    response = upload(anna, pack(OTHER))
    assert lines(response) == [
        "Score of Birch on Speed: value 800 becomes 900.",
        "Framework Elm is new.",
        "Claim 'All are good.' is gone.",
    ]
    page = response.content.decode()
    assert "1 thing would be deleted, because the archive does not contain it." in page
    assert "Framework Elm: has no score on Admin, Type, Packages" in page
    assert read_catalogue() == SMALL


def test_a_confirmed_archive_is_loaded_and_logged(anna):
    response = confirm(anna, upload(anna, pack(OTHER)))
    assert (response.status_code, response["Location"]) == (302, "/admin/")
    assert read_catalogue() == OTHER
    assert "Loaded from mine.zip: 3 changes." in messages_of(anna)[0]
    gone, elm, speed, of_elm = history()
    assert gone[:2] == ("Claim 'All are good.'", DELETION)
    assert gone[2].startswith("Loaded from mine.zip: deleted “slug: all-are-good\ntext: All are good.")
    assert elm[:2] == ("Framework Elm", ADDITION)
    assert "added “slug: elm\nname: Elm\n" in elm[2]
    assert of_elm == ("Score of Elm on Speed", ADDITION, "Loaded from mine.zip: with Framework Elm.")
    assert speed == ("Score of Birch on Speed", CHANGE, "Loaded from mine.zip: Value from “800” to “900”.")
    assert {entry.user.username for entry in LogEntry.objects.all()} == {"anna"}


def test_a_change_of_an_order_without_an_owner_is_logged_for_the_working_copy(anna):
    other = small_catalogue(claims=SMALL.claims[::-1])
    confirm(anna, upload(anna, pack(other)))
    [entry] = LogEntry.objects.all()
    assert (str(entry.content_type.model), entry.change_message) == (
        "workingcopy",
        "Loaded from mine.zip: Order changed.",
    )
    assert read_catalogue() == other


def test_a_concurrent_change_is_reported_and_previewed_again(anna, berta):
    response = upload(anna, pack(OTHER))
    alder = models.Framework.objects.get(slug="alder")
    send(berta, alder, opened(berta, alder), summary="Berta's words.")
    again = confirm(anna, response)
    assert again.status_code == 409
    assert "somebody changed the working copy after you had looked" in again.content.decode()
    assert "Framework Alder: summary 'Berta's words.' becomes 'Alder serves pages.'." in lines(again)
    assert models.Framework.objects.get(slug="alder").summary == "Berta's words."
    assert confirm(anna, again).status_code == 302
    assert read_catalogue() == OTHER


def test_a_concurrent_addition_is_not_deleted_without_a_preview(anna, berta):
    response = upload(anna, pack(OTHER))
    claim = models.Claim.objects.get(slug="all-are-good")
    send(berta, claim, opened(berta, claim), evidence="Berta found some.")
    assert confirm(anna, response).status_code == 409
    assert models.Claim.objects.get(slug="all-are-good").evidence == "Berta found some."


def test_an_archive_of_a_catalogue_with_errors_is_refused_with_all_of_them(anna):
    worse = with_score(with_score(SMALL, "alder", "admin", value=11.0), "birch", "speed", sources=("nowhere",))
    assert refusals(upload(anna, pack(worse))) == [
        "frameworks/birch.toml: framework birch, score speed: names the source 'nowhere', which does not exist",
        "frameworks/alder.toml: framework alder, score admin: 11 lies outside 0 to 10",
    ]
    assert read_catalogue() == SMALL


def test_a_working_copy_with_errors_can_be_replaced_by_an_archive(anna):
    write_catalogue(changed(SMALL, "frameworks", "alder", latest_release="soon"))
    assert confirm(anna, upload(anna, pack(SMALL))).status_code == 302
    assert read_catalogue() == SMALL


def test_an_invalid_archive_is_refused(anna):
    assert refusals(upload(anna, b"slug = 1", "claims.toml")) == [
        "The archive is not read: it is damaged or was cut off on its way."
    ]


def test_what_is_no_archive_at_all_is_named(anna):
    assert refusals(upload(anna, b"\x1f\x8b\x08\x00", "catalogue.tar.gz")) == [
        "“catalogue.tar.gz” is a file packed by gzip. Upload a ZIP archive of catalogue files."
    ]


@pytest.mark.parametrize("text", ["", "x"])
def test_an_altered_confirmation_is_refused(anna, text):
    response = anna.post(FILES, {"confirmation": text})
    assert response.status_code == 422
    assert "Nothing was changed." in response.content.decode()


def test_an_archive_too_large_for_a_confirmation_is_left_to_an_operator(anna, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10_200
    response = upload(anna, pack(OTHER))
    assert (response.status_code, "manage.py load_catalogue" in response.content.decode()) == (422, True)


def test_readers_can_download_but_not_load_archives(dora):
    page = dora.get(FILES)
    assert (page.status_code, b'type="file"' in page.content) == (200, False)
    assert dora.get(f"{FILES}download/").status_code == 200
    assert upload(dora, pack(OTHER)).status_code == 403
    give(dora, "add_framework", "change_framework", "delete_framework")
    assert upload(dora, pack(OTHER)).status_code == 403


def test_an_editor_without_permission_to_publish_can_load_an_archive(carl):
    assert confirm(carl, upload(carl, pack(OTHER))).status_code == 302


def test_the_admin_links_to_the_page_of_archives(anna):
    assert f'href="{FILES}"' in anna.get("/admin/").content.decode()
