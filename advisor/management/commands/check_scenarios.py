from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from advisor.advice.recommendation import recommend
from advisor.advice.scenarios import Outcome, Played, answers_of, play, tally
from advisor.advice.sensitivity import deciding_score
from comparisons.catalogue.value import Catalogue
from comparisons.editions.store import UnknownEdition, current_edition
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
        parser.add_argument(
            "--turning-scores",
            action="store_true",
            help="name for each scenario the smallest change of one score that would change its first place",
        )

    def handle(self, *args: Any, of: str, turning_scores: bool, **options: Any) -> None:
        catalogue = self.catalogue(of)
        played = play(catalogue)
        for one in played:
            self.stdout.write(self.line(one))
            if turning_scores:
                self.stdout.write(f"         {turning_score_words(catalogue, one)}")
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


def turning_score_words(catalogue: Catalogue, one: Played) -> str:
    """Say which smallest change of one score would change the first place, in tenths of its scale."""
    change = deciding_score(catalogue, recommend(catalogue, answers_of(one.scenario)))
    if change is None:
        return "no single score changes the first place"
    return (
        f"turns with {change.alternative} on {change.criterion}: "
        f"{10 * change.before:.1f} to {10 * change.after:.1f} of 10"
    )
