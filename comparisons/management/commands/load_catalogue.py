from argparse import ArgumentParser
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from comparisons.admin.catalogue_history import kept_in_history
from comparisons.catalogue.changes.diff import Change, diff, lines_of
from comparisons.catalogue.changes.renaming import keeping_names
from comparisons.catalogue.value import Catalogue
from comparisons.catalogue.wording import counted
from comparisons.editions.shipped import LeavesErrors, Update, load_shipped, update_to
from comparisons.files import SHIPPED, BrokenFile, read_directory
from comparisons.working_copy import read_catalogue, write_catalogue

_UNKNOWN_GROUND = (
    "It is not known which shipped catalogue the working copy grew from, so every difference counts as an editor's.\n"
)


class Command(BaseCommand):
    help = (
        "Bring what a new version of the shipped catalogue changes into the working copy, and leave alone what editors "
        "changed. With a directory of catalogue files: make the working copy equal to it, and keep the old "
        "names that lead to its things. "
        "Visitors see it once it is published."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("directory", nargs="?", type=Path, help="default: the updates of the shipped catalogue")
        parser.add_argument("--dry-run", action="store_true", help="show the changes and make none")
        parser.add_argument(
            "--overwrite-edits",
            action="store_true",
            help="without a directory: make the working copy equal to the shipped catalogue; editors' changes are lost",
        )

    def handle(self, *args: Any, directory: Path | None, dry_run: bool, overwrite_edits: bool, **options: Any) -> None:
        if directory is not None and overwrite_edits:
            raise CommandError(
                "--overwrite-edits is for the shipped catalogue: a directory is always loaded as a whole."
            )
        try:
            # What is shipped may be newer than the clock of this machine.
            new = read_directory(directory, timezone.localdate()) if directory else read_directory(SHIPPED)
        except BrokenFile as error:
            raise CommandError(f"Nothing was loaded.\n{error}") from error
        if directory is not None:
            self.load_whole(new, directory, dry_run=dry_run)
        elif dry_run:
            self.tell(update_to(new), new, overwrite_edits=overwrite_edits)
            self.stdout.write("Nothing was changed (dry run).")
        else:
            self.load_updates(new, overwrite_edits=overwrite_edits)

    def load_whole(self, loaded: Catalogue, directory: Path, *, dry_run: bool) -> None:
        old = read_catalogue()
        new = keeping_names(old, loaded)
        changes = diff(old, new)
        self.write_changes(changes, new, old)
        if dry_run:
            self.stdout.write(f"{counted(len(changes), 'change')}, none made (dry run).")
            return
        if changes:
            with kept_in_history(None, f"Loaded from {directory.resolve().name}"):
                write_catalogue(new)
        self.stdout.write(f"{counted(len(changes), 'change')} made to the working copy.")

    def load_updates(self, new: Catalogue, *, overwrite_edits: bool) -> None:
        try:
            with kept_in_history(None, "Loaded from the shipped catalogue"):
                update = load_shipped(new, overwrite_edits=overwrite_edits)
        except LeavesErrors as error:
            problems = "\n".join(f"  {problem}" for problem in error.update.merge.problems)
            raise CommandError(
                f"Nothing was loaded. {error}\n{problems}\nChange in the admin what is named here and load again, "
                "or give --overwrite-edits if nobody needs the editors' changes."
            ) from error
        self.tell(update, new, overwrite_edits=overwrite_edits)
        merge = update.merge
        left = (*merge.edits, *merge.both, *merge.kept)
        if overwrite_edits:
            self.stdout.write(f"{len(merge.updates) + len(left)} changes made: the working copy is as shipped.")
        else:
            rest = f" {counted(len(left), 'difference')} left alone." if left else ""
            self.stdout.write(f"{counted(len(merge.updates), 'update')} made to the working copy.{rest}")

    def tell(self, update: Update, new: Catalogue, *, overwrite_edits: bool) -> None:
        """Write where each difference between working copy and shipped catalogue comes from."""
        known = update.ground.catalogue is not None
        self.stdout.write(f"Compared with {update.ground.words}.\n" if known else _UNKNOWN_GROUND)
        merge, left = update.merge, "Overwritten" if overwrite_edits else "Left alone"
        for heading, changes in (
            ("Updates", merge.updates),
            (f"{left}: loading it undoes what an editor changed", merge.edits),
            (f"{left}: an editor and the new version changed it", merge.both),
            (f"{left}: the new version removed it, and something here names it", merge.kept),
        ):
            if changes:
                self.stdout.write(f"{heading} ({len(changes)})")
                self.write_changes(changes, new, update.working_copy)
        if merge.same:
            self.stdout.write(f"The same on both sides already: {len(merge.same)}")
        for problem in () if overwrite_edits else merge.problems:
            self.stdout.write(f"Loading is refused, as it would leave an error: {problem}")

    def write_changes(self, changes: Iterable[Change], new: Catalogue, old: Catalogue) -> None:
        for change in changes:
            self.stdout.writelines(lines_of(change, new, old))
