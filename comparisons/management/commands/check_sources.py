import time
from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from comparisons.catalogue.wording import counted
from comparisons.files.csv_escaping import as_csv
from comparisons.models import Source
from comparisons.source_links.asking import Asker
from comparisons.source_links.checking import Offline, check
from comparisons.source_links.outcome import TO_MEND, Asked


class Command(BaseCommand):
    help = "Ask whether the links of all sources still work, politely, and keep what came of it for the evidence desk."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("sources", nargs="*", metavar="SOURCE", help="slugs of sources; without any, all are asked")
        parser.add_argument("--delay", type=float, default=5.0, help="least seconds between two requests to one server")
        parser.add_argument("--timeout", type=float, default=15.0, help="seconds to wait for an answer")
        parser.add_argument("--to", type=Path, metavar="FILE", help="also write all results to this file, as CSV")

    def handle(
        self, *args: Any, sources: list[str], delay: float, timeout: float, to: Path | None, **options: Any
    ) -> None:
        addresses = self.addresses(sources)
        found: list[tuple[str, Asked]] = []
        try:
            for address, asked in check(addresses, Asker(delay=delay, timeout=timeout, pause=time.sleep)):
                found.append((address, asked))
                if asked.outcome in TO_MEND:
                    where = f" Now: {asked.moved_to}" if asked.moved_to else ""
                    self.stdout.write(f"{address}\n  {asked.words}{where}")
        except Offline as error:
            raise CommandError("This machine is offline: no server could be reached. Nothing was recorded.") from error
        if to is not None:
            rows = [[address, one.outcome.value, one.status, one.words, one.moved_to] for address, one in found]
            to.write_text(as_csv([["Address", "Outcome", "Status", "Words", "Moved to"], *rows]), encoding="utf-8")
        counts = Counter(asked.outcome.value for _, asked in found)
        summary = ", ".join(f"{number} {outcome}" for outcome, number in sorted(counts.items()))
        self.stdout.write(f"{counted(len(found), 'link')} asked: {summary or 'none'}.")

    def addresses(self, slugs: list[str]) -> list[str]:
        """Return the addresses of the sources with these slugs, or of all."""
        rows = Source.objects.exclude(address="").values_list("slug", "address")
        known = dict(rows)
        if unknown := sorted(set(slugs) - known.keys()):
            raise CommandError(f"There is no source with a link named {', '.join(unknown)}.")
        return [address for slug, address in known.items() if not slugs or slug in slugs]
