from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from comparisons.admin.catalogue_history import kept_in_history
from comparisons.applications.reading import application_of
from comparisons.catalogue.changes.diff import diff, lines_of
from comparisons.catalogue.checks import errors
from comparisons.catalogue.value import Catalogue
from comparisons.catalogue.wording import counted, joined
from comparisons.measurements.loading import Loaded, with_measurements
from comparisons.measurements.results import Results, read_results
from comparisons.models import WorkingCopy
from comparisons.working_copy import read_catalogue, write_catalogue
from lab.results import RESULTS


class Command(BaseCommand):
    help = (
        "Bring what the lab measured (lab/results) into the working copy: scores on measured criteria, a source for "
        "each run, and that source beside scores that a probe supports. Visitors see it once it is published."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("frameworks", nargs="*", metavar="SLUG", help="default: all that the lab has a result of")
        parser.add_argument("--results", type=Path, default=RESULTS, help="the folder of results")
        parser.add_argument("--dry-run", action="store_true", help="show the changes and make none")

    def handle(self, *args: Any, frameworks: list[str], results: Path, dry_run: bool, **options: Any) -> None:
        with transaction.atomic():
            WorkingCopy.objects.lock()
            old = read_catalogue()
            loaded = self.measured(old, frameworks, results)
            changes = diff(old, loaded.catalogue)
            for change in changes:
                self.stdout.writelines(lines_of(change, loaded.catalogue, old))
            if changes and not dry_run:
                with kept_in_history(None, "Loaded from the results of the lab"):
                    write_catalogue(loaded.catalogue)
        if loaded.missing:
            self.stdout.write(f"Left out, since the working copy has no such criteria: {joined(loaded.missing)}.")
        made = "none made (dry run)" if dry_run else "made to the working copy"
        self.stdout.write(f"{counted(len(changes), 'change')}{',' if dry_run else ''} {made}.")

    def measured(self, old: Catalogue, frameworks: Sequence[str], folder: Path) -> Loaded:
        """Return the catalogue with the measurements. Raises CommandError if one cannot be used."""
        if unknown := [slug for slug in frameworks if slug not in old.framework_by_slug]:
            raise CommandError(f"No framework {joined(unknown)}; there are {joined(sorted(old.framework_by_slug))}.")
        found = read_results(folder)
        wanted = frameworks or self.with_result(old, found)
        if not wanted:
            raise CommandError(f"Nothing was loaded: there is no result in {folder}. Run: make lab")
        loaded = with_measurements(old, found, wanted)
        if loaded.refused:
            told = "\n".join(f"  {slug}: {reason}" for slug, reason in loaded.refused.items())
            others = [slug for slug in wanted if slug not in loaded.refused]
            hint = f"\nThese can be loaded: {' '.join(others)}" if others else ""
            raise CommandError(f"Nothing was loaded. These results cannot be used:\n{told}{hint}")
        if problems := errors(loaded.catalogue, timezone.localdate()):
            raise CommandError("Nothing was loaded, since it would leave errors:\n" + "\n".join(map(str, problems)))
        return loaded

    def with_result(self, catalogue: Catalogue, found: Results) -> list[str]:
        """Return the frameworks that the lab has a result of, whether or not it can be used, and name the others."""
        own = {framework.slug: application_of(framework) for framework in catalogue.frameworks}
        missing = [slug for slug, application in own.items() if application and application.slug in found.missing]
        if missing:
            self.stdout.write(f"The lab has no result yet of {joined(missing)}.")
        return [slug for slug, application in own.items() if application and slug not in missing]
