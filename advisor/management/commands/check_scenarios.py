from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from advisor.advice.recommendation import recommend
from advisor.advice.scenarios import Outcome, ScenarioResult, answers_of, scenario_results, tally
from advisor.advice.sensitivity import deciding_score
from advisor.advice.track_record import percentile, record, right_by_band, share, walks
from comparisons.catalogue.value import Catalogue
from comparisons.catalogue.wording import counted
from comparisons.editions.store import UnknownEdition, current_edition
from comparisons.files import SHIPPED, read_directory
from comparisons.working_copy import read_catalogue

RIGHT_AT_LEAST = 0.92


class Command(BaseCommand):
    help = "Play the scenarios and fail when too few get a right first place, or one an unacceptable one."

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

        parser.add_argument(
            "--questions",
            action="store_true",
            help="also tell each decision to the wizard and count its questions (takes a minute)",
        )
        parser.add_argument(
            "--aside",
            action="store_true",
            help="play only the scenarios that are set aside, which are otherwise left out",
        )

    def handle(self, *args: Any, of: str, turning_scores: bool, aside: bool, questions: bool, **options: Any) -> None:
        catalogue = self.catalogue(of)
        results = scenario_results(catalogue, aside=aside)
        if aside and not results:
            raise CommandError("No scenario is set aside.")
        for result in results:
            self.stdout.write(self.line(result))
            if turning_scores:
                self.stdout.write(f"         {turning_score_words(catalogue, result)}")
        shares = tally(results)
        self.stdout.write(
            f"{counted(len(results), 'scenario')}, weighted: right {shares.right:.1%}, neutral {shares.neutral:.1%}, "
            f"grave {shares.grave:.1%}; the very one chosen {shares.chosen:.1%}; "
            f"a right one among the first three {shares.right_among_three:.1%}"
        )
        self.print_record(catalogue, aside=aside)
        if questions:
            self.print_walks(catalogue)
        if shares.right < RIGHT_AT_LEAST or any(result.outcome is Outcome.GRAVE for result in results):
            raise CommandError(f"Below the bar: at least {RIGHT_AT_LEAST:.0%} right and no grave error.")

    def print_record(self, catalogue: Catalogue, *, aside: bool) -> None:
        found = record(catalogue, aside=aside)
        for name, part in (("right", found.right), ("the very one chosen", found.chosen), ("grave", found.grave)):
            self.stdout.write(f"{name}: {part.words}")
        played = [one for one in catalogue.scenarios if one.aside] if aside else catalogue.scenarios_in_use
        for band, part in right_by_band(catalogue, played).items():
            self.stdout.write(f"right when {band.value}: {part.words}")

    def print_walks(self, catalogue: Catalogue) -> None:
        found = walks(catalogue)
        asked = [walk.questions for walk in found]
        self.stdout.write(
            f"questions until it stops: median {percentile(asked, 50)}, 90th percentile {percentile(asked, 90)}; "
            f"same first place as with all answers: {share(sum(walk.is_same for walk in found), len(found)).words}; "
            f"told to visitors on average: {sum(walk.told for walk in found) / len(found):.0%}"
        )

    def catalogue(self, of: str) -> Catalogue:
        if of == "shipped":
            return read_directory(SHIPPED)
        if of == "working-copy":
            return read_catalogue()
        try:
            return current_edition().catalogue
        except UnknownEdition as error:
            raise CommandError(str(error)) from error

    def line(self, result: ScenarioResult) -> str:
        first = ", ".join(result.first) or "nothing passes"
        return (
            f"{result.outcome.value:8} {result.scenario.slug:24} {first:40} right: {', '.join(result.scenario.right)}"
        )


def turning_score_words(catalogue: Catalogue, result: ScenarioResult) -> str:
    """Say which smallest change of one score would change the first place, in tenths of its scale."""
    change = deciding_score(catalogue, recommend(catalogue, answers_of(result.scenario)))
    if change is None:
        return "no single score changes the first place"
    return (
        f"turns with {change.alternative} on {change.criterion}: "
        f"{10 * change.before:.1f} to {10 * change.after:.1f} out of 10"
    )
