import json
from datetime import date
from io import StringIO

import pytest
from django.contrib.admin.models import LogEntry
from django.core.management import CommandError, call_command
from msgspec.structs import replace

from comparisons.catalogue.value import Source
from comparisons.editions.publishing import publish
from comparisons.editions.store import UnknownEdition, current_edition
from comparisons.working_copy import read_catalogue, write_catalogue
from lab.results import Failure
from tests.catalogues import changed, small_catalogue, with_score
from tests.comparisons.measurements.catalogues import catalogue_of_lab
from tests.lab.results import bare, result_of, run_of, write_results

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

MISSING = "Left out, since the working copy has no such criteria: memory, start-time, install-size and lines-of-code.\n"
RUN = "run of 24 November 2026"


@pytest.fixture
def old():
    catalogue = catalogue_of_lab()
    write_catalogue(catalogue)
    return catalogue


@pytest.fixture
def folder(tmp_path):
    return write_results(tmp_path / "results", result_of("flask"), result_of("fastapi"))


def load(folder, *args):
    out = StringIO()
    call_command("load_measurements", *args, "--results", str(folder), stdout=out)
    return out.getvalue()


def refusal(folder, *args):
    """Return why nothing was loaded, and test that nothing was."""
    before = read_catalogue()
    with pytest.raises(CommandError) as refused:
        load(folder, *args)
    assert read_catalogue() == before
    return str(refused.value)


def cited(catalogue, slug="flask"):
    """Return which scores cite the run."""
    scores = catalogue.framework_by_slug[slug].scores
    return sorted(score.criterion for score in scores if f"lab-{slug}" in score.sources)


CHANGES = """\
  Score of Flask on APIs: sources changed.
    here: (none)
    new:  lab-flask
  Score of Flask on Packages: value 7 becomes 2.
  Score of Flask on Packages: reason changed.
    here: The manual says 7.0.
    new:  A plain install has 2 packages: flask 3.1.3 and jinja2 3.1.6 (Python 3.13.0).
  Score of Flask on Packages: reviewed on 2026-11-22 becomes 2026-11-24.
  Score of Flask on Packages: version '1.0' becomes '3.1.3'.
  Score of Flask on Packages: sources changed.
    here: manual
    new:  lab-flask
  Score of Flask on Page rendering is new.
  Score of Flask on Testing: sources changed.
    here: manual
    new:  lab-flask, manual
  Score of Flask on Throughput is new.
  Source 'The lab: Flask 3.1.3, measured by us' is new.
"""


def test_every_change_is_printed_and_made(old, folder):
    assert load(folder, "flask") == f"{CHANGES}{MISSING}10 changes made to the working copy.\n"
    new = read_catalogue()
    assert new.source_by_slug["lab-flask"] == Source(
        slug="lab-flask",
        title="The lab: Flask 3.1.3, measured by us",
        publisher="Framework advisor",
        published=RUN,
        accessed=date(2026, 11, 24),
        note=(
            "The application in lab/apps/flask on Python 3.13.0, 2 cores of a processor. "
            'To repeat it: make lab ARGS="flask".'
        ),
    )
    assert new.framework_by_slug["fastapi"] == old.framework_by_slug["fastapi"]
    throughput = new.framework_by_slug["flask"].score_by_criterion["throughput"]
    assert (throughput.value, throughput.relative_error, throughput.version) == (42.0, 0.05, "3.1.3")


def test_a_dry_run_prints_the_changes_and_makes_none(old, folder):
    assert load(folder, "flask", "--dry-run") == f"{CHANGES}{MISSING}10 changes, none made (dry run).\n"
    assert read_catalogue() == old


def test_without_names_all_results_are_loaded(old, folder):
    assert load(folder).endswith(f"{MISSING}19 changes made to the working copy.\n")
    assert {"lab-fastapi", "lab-flask"} <= read_catalogue().source_by_slug.keys()


def test_loading_again_changes_nothing(old, folder):
    load(folder)
    assert load(folder) == f"{MISSING}0 changes made to the working copy.\n"


def test_loading_publishes_nothing(old, folder):
    load(folder)
    with pytest.raises(UnknownEdition):
        current_edition()
    publish(by=None, note="Measured")
    assert "lab-flask" in current_edition().catalogue.source_by_slug


def test_editors_scores_cite_the_run_if_a_probe_supports_them_and_none_contradicts_them(old, folder):
    load(folder)
    # Forged forms are taken, so security 8 is too high; the plain install has a test client.
    assert cited(read_catalogue()) == ["api", "packages", "page-rendering", "testing", "throughput"]
    # It writes no OpenAPI description, so 9 on APIs is too high.
    assert cited(read_catalogue(), "fastapi") == ["packages", "page-rendering", "testing", "throughput"]


def test_history_tells_what_was_loaded(old, folder):
    load(folder, "flask", "--dry-run")
    assert not LogEntry.objects.exists()
    load(folder, "flask")
    why = "Loaded from the results of the lab"
    entry = LogEntry.objects.get(object_repr="Score of Flask on Testing")
    assert (str(entry.user), entry.get_change_message().partition(":")[0]) == ("manage.py", why)


def test_a_score_that_no_probe_supports_any_more_loses_the_run(old, folder):
    load(folder)
    write_catalogue(with_score(read_catalogue(), "flask", "testing", value=3.0))
    assert load(folder) == (
        "  Score of Flask on Testing: sources changed.\n    here: lab-flask, manual\n    new:  manual\n"
        f"{MISSING}1 change made to the working copy.\n"
    )


def test_a_new_run_replaces_the_source_of_the_old_one(old, folder):
    load(folder)
    write_results(folder, result_of("flask", date="2026-11-28T08:00:00+00:00"))
    printed = load(folder, "flask")
    assert f"published '{RUN}' becomes 'run of 28 November 2026'" in printed
    assert read_catalogue().source_by_slug["lab-flask"].accessed == date(2026, 11, 28)
    assert [slug for slug in read_catalogue().source_by_slug if slug.startswith("lab-")] == ["lab-fastapi", "lab-flask"]


def test_what_an_editor_reviewed_since_the_run_stays_reviewed(old, folder):
    load(folder)
    write_catalogue(with_score(read_catalogue(), "flask", "packages", reviewed_on=date(2026, 11, 29)))
    assert load(folder) == f"{MISSING}0 changes made to the working copy.\n"


def test_a_renamed_framework_keeps_its_source(old, folder):
    load(folder)
    write_catalogue(changed(read_catalogue(), "frameworks", "flask", slug="flask-4", aliases=("flask",)))
    assert load(folder) == f"{MISSING}0 changes made to the working copy.\n"


def test_figures_go_to_a_criterion_that_was_renamed(folder):
    write_catalogue(changed(catalogue_of_lab(), "criteria", "throughput", slug="speed-json", aliases=("throughput",)))
    load(folder)
    assert read_catalogue().framework_by_slug["flask"].score_by_criterion["speed-json"].value == 42.0
    assert load(folder) == f"{MISSING}0 changes made to the working copy.\n"


def test_frameworks_without_a_result_are_told_and_the_others_loaded(old, folder):
    (folder / "fastapi.json").unlink()
    printed = load(folder)
    assert printed.startswith(f"The lab has no result yet of fastapi.\n{CHANGES}")
    assert refusal(folder, "fastapi") == (
        "Nothing was loaded. These results cannot be used:\n"
        '  fastapi: there is no result in results/; run: make lab ARGS="fastapi"'
    )


def edited(folder, slug, edit):
    file = folder / f"{slug}.json"
    content = json.loads(file.read_text())
    edit(content["result"])
    file.write_text(json.dumps(content))


NOTHING = "Nothing was loaded. These results cannot be used:\n  flask: "
OTHERS = "\nThese can be loaded: fastapi"


class TestOneResultCannotBeUsed:
    """Then nothing is loaded, and it is told why, and which others can be."""

    def test_of_another_release(self, old, folder):
        write_results(folder, result_of("flask", release="3.0"))
        assert refusal(folder) == f"{NOTHING}flask: conformance was run with 3.0, which is not 3.1.3{OTHERS}"

    def test_of_another_release_than_the_catalogue_is_about(self, folder):
        write_catalogue(changed(catalogue_of_lab(), "frameworks", "flask", latest_version="3.2"))
        told = "the lab ran release 3.1.3, and the catalogue is about 3.2"
        assert refusal(folder) == f"{NOTHING}{told}{OTHERS}"
        assert load(folder, "fastapi").endswith("9 changes made to the working copy.\n")

    def test_of_an_application_that_was_changed(self, old, folder):
        write_results(folder, result_of("flask", application="0" * 64))
        told = "flask: the application was changed after the run of conformance"
        assert refusal(folder) == f"{NOTHING}{told}{OTHERS}"

    def test_older_than_what_is_stored(self, old, folder):
        load(folder)
        write_results(folder, result_of("flask", date="2026-11-23T23:00:00+00:00"))
        told = "the run of 2026-11-23 is older than what is stored, of 2026-11-24"
        assert refusal(folder) == f"{NOTHING}{told}{OTHERS}"

    def test_edited_by_hand(self, old, folder):
        edited(folder, "flask", lambda result: result["effort"]["values"]["lines"].update({"app.py": 1}))
        told = f"{folder / 'flask.json'}: the digest does not fit, so it was changed after the run"
        assert refusal(folder) == f"{NOTHING}{told}{OTHERS}"

    def test_without_a_field(self, old, folder):
        edited(folder, "flask", lambda result: result["speed"]["values"].pop("interface"))
        assert "missing required field `interface`" in refusal(folder)

    def test_with_a_failed_part(self, old, folder):
        failure = {"speed": Failure(run_of("flask", "speed"), "no answer")}
        write_results(folder, replace(result_of("flask"), speed=None, failed=failure))
        assert refusal(folder) == f"{NOTHING}these parts of the run failed: speed{OTHERS}"

    def test_without_any_part(self, old, folder):
        write_results(folder, type(result_of("flask"))("flask"))
        assert refusal(folder) == f"{NOTHING}flask: no part of the run is finished{OTHERS}"

    def test_with_fewer_parts_than_are_stored(self, old, folder):
        load(folder)
        write_results(folder, result_of("flask", "footprint"))
        told = "it has no figure on page-rendering and throughput, of which a former run's is stored"
        assert refusal(folder) == f"{NOTHING}{told}{OTHERS}"

    def test_named_with_one_that_can_be(self, old, folder):
        write_results(folder, result_of("flask", release="3.0"))
        assert refusal(folder, "fastapi", "flask").endswith(OTHERS)
        assert OTHERS not in refusal(folder, "flask")


def test_speed_needs_that_of_the_two_bare_programs(old, folder):
    (folder / "bare.json").unlink()
    told = "there is no speed of the two bare programs, which its own is compared with"
    expected = f"Nothing was loaded. These results cannot be used:\n  fastapi: {told}\n  flask: {told}"
    assert refusal(folder) == expected


def test_speed_is_converted_with_bare_programs_of_the_same_machine_only(old, folder):
    write_results(folder, bare(machine={"cores": "64", "processor": "another"}))
    told = (
        "its speed was measured on 2 cores of a processor, and that of the two bare programs on 64 cores of another; "
        "measure both on one machine"
    )
    assert refusal(folder, "flask") == f"{NOTHING}{told}"


def test_an_edited_result_of_the_bare_programs_refuses_all(old, folder):
    edited(folder, "bare", lambda result: result["speed"]["run"].update(seconds=9))
    told = f"the two bare programs: {folder / 'bare.json'}: the digest does not fit, so it was changed after the run"
    expected = f"Nothing was loaded. These results cannot be used:\n  fastapi: {told}\n  flask: {told}"
    assert refusal(folder) == expected


def test_unknown_names_are_told_with_those_there_are(old, folder):
    assert refusal(folder, "flask", "zebra") == (
        "No framework zebra; there are alder, birch, cedar, dogwood, fastapi and flask."
    )


def test_a_framework_without_an_application_is_told(old, folder):
    assert refusal(folder, "alder") == (
        "Nothing was loaded. These results cannot be used:\n  alder: the lab has no application of it"
    )


def test_a_folder_without_results_is_told(old, tmp_path):
    assert refusal(tmp_path) == f"Nothing was loaded: there is no result in {tmp_path}. Run: make lab"


def test_a_catalogue_without_frameworks_of_the_lab_has_nothing_to_load(folder):
    write_catalogue(small_catalogue())
    assert "there is no result in" in refusal(folder)


def test_what_would_leave_an_error_is_not_loaded(folder):
    catalogue = catalogue_of_lab()
    throughput = replace(catalogue.criterion_by_slug["throughput"], scale=catalogue.criterion_by_slug["api"].scale)
    write_catalogue(changed(catalogue, "criteria", "throughput", scale=throughput.scale))
    assert refusal(folder, "flask").startswith("Nothing was loaded, since it would leave errors:\n")
