from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from advisor.advice.scenarios import Outcome, Played, play, tally
from comparisons.catalogue.value import Catalogue
from comparisons.editions import UnknownEdition, current_edition
from comparisons.files import SHIPPED, read_directory
from comparisons.working_copy import read_catalogue

RIGHT_AT_LEAST = 0.92


class Command(BaseCommand):
    help = "Play all scenarios and fail when too few get a right first place, or one an unacceptable one."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--of",
            choices=["edition", "working-copy", "shipped"],
            default="edition",
            help="which catalogue to play (default: the current edition)",
        )

    def handle(self, *args: Any, of: str, **options: Any) -> None:
        played = play(self.catalogue(of))
        for one in played:
            self.stdout.write(self.line(one))
        result = tally(played)
        self.stdout.write(
            f"{len(played)} scenarios, weighted: right {result.right:.1%}, neutral {result.neutral:.1%}, "
            f"grave {result.grave:.1%}; the very one chosen {result.chosen:.1%}; "
            f"a right one among the first three {result.right_among_three:.1%}"
        )
        if result.right < RIGHT_AT_LEAST or any(one.outcome is Outcome.GRAVE for one in played):
            raise CommandError(f"Below the bar: at least {RIGHT_AT_LEAST:.0%} right and no grave error.")

    def catalogue(self, of: str) -> Catalogue:
        if of == "shipped":
            return read_directory(SHIPPED)
        if of == "working-copy":
            return read_catalogue()
        try:
            return current_edition().catalogue
        except UnknownEdition as error:
            raise CommandError(str(error)) from error

    def line(self, one: Played) -> str:
        first = ", ".join(one.first) or "nothing passes"
        return f"{one.outcome.value:8} {one.scenario.slug:24} {first:40} right: {', '.join(one.scenario.right)}"
