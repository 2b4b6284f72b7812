from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from comparisons.catalogue.wording import counted
from comparisons.editions import publishing
from comparisons.editions.pending import pending
from comparisons.editions.publishing import NothingToPublish, UnsoundCatalogue
from comparisons.editions.store import DamagedEdition, Edition
from comparisons.models import WorkingCopy


class Command(BaseCommand):
    help = "Publish the working copy, or some of its changes with what they need, as a new edition."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--note", default="", help="what visitors read about this edition")
        parser.add_argument(
            "--only",
            action="append",
            default=[],
            metavar="CHANGE",
            help="publish only this change, such as score/django/admin; can be repeated. The others stay",
        )

    def handle(self, *args: Any, note: str, only: list[str], **options: Any) -> None:
        try:
            edition = self.publish_only(only, note) if only else publishing.publish(by=None, note=note)
        except UnsoundCatalogue as error:
            problems = "\n".join(f"  {problem}" for problem in error.problems)
            of = "What would be published" if only else "The working copy"
            raise CommandError(f"Nothing was published. {of} has errors:\n{problems}") from error
        except DamagedEdition as error:
            raise CommandError(f"Nothing was published. {error}") from error
        except NothingToPublish as nothing:
            self.stdout.write(str(nothing))
            return
        self.stdout.write(f"Edition {edition.number} is published.")

    def publish_only(self, names: list[str], note: str) -> Edition:
        """Publish the changes with these names and what they need, and tell what that is and what stays."""
        with transaction.atomic():
            WorkingCopy.objects.lock()
            found = pending()
            if unknown := [name for name in names if name not in found.by_name]:
                known = "\n".join(f"  {name}" for name in found.by_name) or "  none"
                raise CommandError(f"There is no pending change {', '.join(unknown)}. Pending are:\n{known}")
            chosen = [found.by_name[name] for name in names]
            needed = found.needed_by(chosen)
            edition = publishing.publish_some(publishing.ticks_of(found, {*chosen, *needed}), by=None, note=note)
        for subject, reason in needed.items():
            self.stdout.write(f"  {subject.name} goes along with {reason.name}")
        left = len(found.changes) - len({*chosen, *needed})
        self.stdout.write(f"  {counted(left, 'change')} {'stays' if left == 1 else 'stay'} unpublished.")
        return edition
