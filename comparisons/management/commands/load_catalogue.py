from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from comparisons.catalogue.diff import diff, sentence
from comparisons.files import SHIPPED, BrokenFile, read_directory
from comparisons.working_copy import read_catalogue, write_catalogue


class Command(BaseCommand):
    help = "Make the working copy equal to a directory of catalogue files. Visitors see it once it is published."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("directory", nargs="?", type=Path, default=SHIPPED, help="default: the shipped catalogue")
        parser.add_argument("--dry-run", action="store_true", help="show the changes and make none")

    def handle(self, *args: Any, directory: Path, dry_run: bool, **options: Any) -> None:
        try:
            new = read_directory(directory, timezone.localdate())
        except BrokenFile as error:
            raise CommandError(f"Nothing was loaded.\n{error}") from error
        old = read_catalogue()
        changes = diff(old, new)
        for change in changes:
            self.stdout.write(f"  {sentence(change, new, old)}")
        if dry_run:
            self.stdout.write(f"{len(changes)} changes, none made (dry run).")
            return
        if changes:
            write_catalogue(new)
        self.stdout.write(f"{len(changes)} changes made to the working copy.")
