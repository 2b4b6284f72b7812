from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from comparisons import models
from comparisons.catalogue.synthetic import large_catalogue
from comparisons.catalogue.wording import counted
from comparisons.editions.publishing import NothingToPublish, publish
from comparisons.files import SHIPPED, BrokenFile, read_directory
from comparisons.working_copy import write_catalogue


class Command(BaseCommand):
    help = "Fill an empty database with a large made-up catalogue, to measure with. Not for a real site."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--frameworks", type=int, default=200, help="how many there are then (default: 200)")
        parser.add_argument("--criteria", type=int, default=100, help="how many there are then (default: 100)")
        parser.add_argument("--seed", type=int, default=1, help="another one makes another catalogue (default: 1)")
        parser.add_argument("--publish", action="store_true", help="publish it as well")
        parser.add_argument(
            "--overwrite-working-copy",
            action="store_true",
            help="also where there is something: the editors' work is lost",
        )

    def handle(self, *args: Any, frameworks: int, criteria: int, seed: int, **options: Any) -> None:
        if not (options["overwrite_working_copy"] or _is_empty()):
            raise CommandError(
                "Nothing was made: this database holds a catalogue already, and the made-up one would take its place. "
                "Name an empty database, or give --overwrite-working-copy if nobody needs what is there."
            )
        try:
            catalogue = large_catalogue(read_directory(SHIPPED), frameworks=frameworks, criteria=criteria, seed=seed)
        except (BrokenFile, ValueError) as error:
            raise CommandError(f"Nothing was made. {error}") from error
        write_catalogue(catalogue)
        self.stdout.write(
            f"{counted(len(catalogue.frameworks), 'framework')} and {len(catalogue.criteria)} criteria made up."
        )
        if options["publish"]:
            self.publish()

    def publish(self) -> None:
        try:
            edition = publish(by=None, note="Made up, to measure with")
        except NothingToPublish as nothing:
            self.stdout.write(str(nothing))
        else:
            self.stdout.write(f"Edition {edition.number} is published.")


def _is_empty() -> bool:
    """Whether the database has no editions and no working copy."""
    tables = (models.Edition, models.Framework, models.Criterion, models.Group, models.Source, models.Question)
    return not any(table._default_manager.exists() for table in tables)
