from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from advisor.advice.fitting import fitted, out_of_fold
from advisor.advice.scenarios import ScenarioResult, scenario_results, tally
from comparisons.catalogue.wording import counted
from comparisons.files import SHIPPED, read_directory
from comparisons.working_copy import read_catalogue


class Command(BaseCommand):
    help = "Propose levels of importance that agree better with the decisions. Changes nothing; takes a minute."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--of",
            choices=["working-copy", "shipped"],
            default="working-copy",
            help="which catalogue to fit (default: the working copy)",
        )

    def handle(self, *args: Any, of: str, **options: Any) -> None:
        catalogue = read_directory(SHIPPED) if of == "shipped" else read_catalogue()
        if not catalogue.scenarios_in_use:
            raise CommandError("There are no decisions to fit levels to.")
        better, proposals = fitted(catalogue, catalogue.scenarios_in_use)
        self.stdout.write(self.line("as they stand", scenario_results(catalogue)))
        self.stdout.write(self.line("fitted, on the decisions fitted to (flatters)", scenario_results(better)))
        self.stdout.write(self.line("fitted, on decisions left out in turn", out_of_fold(catalogue)))
        for one in proposals:
            self.stdout.write(f"{one.question}: {one.choice}: {one.criterion} from {one.stated} to {one.proposed}")
        self.stdout.write(f"{counted(len(proposals), 'proposal')}. Take those that you can defend in a sentence.")

    def line(self, words: str, results: tuple[ScenarioResult, ...]) -> str:
        found = tally(results)
        return f"{words}: right {found.right:.1%}, the very one {found.chosen:.1%}, grave {found.grave:.1%}"
