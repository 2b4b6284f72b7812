from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from comparisons.catalogue.wording import counted
from comparisons.editions.store import DamagedEdition, UnknownEdition, edition
from comparisons.files import write_directory
from comparisons.working_copy import read_catalogue


class Command(BaseCommand):
    help = "Write the working copy, or an edition, to a directory of catalogue files."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("directory", type=Path)
        parser.add_argument("--edition", type=int, help="the number of a published edition")

    def handle(self, *args: Any, directory: Path, **options: Any) -> None:
        number = options["edition"]
        try:
            catalogue = read_catalogue() if number is None else edition(number).catalogue
            write_directory(catalogue, directory)
        except (UnknownEdition, DamagedEdition, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{counted(len(catalogue.frameworks), 'framework')} written to {directory}.")
