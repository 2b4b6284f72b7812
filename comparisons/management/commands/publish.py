from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from comparisons.editions.publishing import NothingToPublish, UnsoundCatalogue, publish


class Command(BaseCommand):
    help = "Publish the working copy as a new edition."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--note", default="", help="what visitors read about this edition")

    def handle(self, *args: Any, note: str, **options: Any) -> None:
        try:
            edition = publish(by=None, note=note)
        except UnsoundCatalogue as error:
            problems = "\n".join(f"  {problem}" for problem in error.problems)
            raise CommandError(f"Nothing was published. The working copy has errors:\n{problems}") from error
        except NothingToPublish as nothing:
            self.stdout.write(str(nothing))
            return
        self.stdout.write(f"Edition {edition.number} is published.")
