from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from advisor.accounts.roles import NameTaken, editor_exists, make_editor
from comparisons.editions.publishing import NothingToPublish, UnsoundCatalogue, publish
from comparisons.editions.store import UnknownEdition, current_edition
from comparisons.files import SHIPPED, BrokenFile, read_directory
from comparisons.models import Framework
from comparisons.working_copy import write_catalogue


class Command(BaseCommand):
    help = "Give an empty installation the shipped catalogue and an editor. Does nothing to one that has them."

    def handle(self, *args: Any, **options: Any) -> None:
        self.publish_shipped_catalogue()
        if not editor_exists():
            self.make_first_editor()

    def publish_shipped_catalogue(self) -> None:
        try:
            current_edition()
        except UnknownEdition:
            pass
        else:
            return
        if not Framework.objects.exists():
            try:
                write_catalogue(read_directory(SHIPPED))
            except BrokenFile as error:
                raise CommandError(f"The shipped catalogue is broken.\n{error}") from error
        try:
            # As shipped, even if the clock of this machine is slow.
            edition = publish(by=None, note="The catalogue as shipped", as_of=date.max)
        except UnsoundCatalogue as error:
            problems = "\n".join(f"  {problem}" for problem in error.problems)
            raise CommandError(f"The working copy has errors and no edition yet:\n{problems}") from error
        except NothingToPublish:
            return  # another replica that started at the same time has published
        frameworks = len(edition.catalogue.frameworks)
        self.stdout.write(f"      Edition {edition.number} published: {frameworks} frameworks.")

    def make_first_editor(self) -> None:
        try:
            password = make_editor("editor")
        except NameTaken as error:
            self.stdout.write(f"      No login made. {error} Make another one with make_editor.")
        else:
            self.stdout.write(f"      Editor's login (shown this once): editor / {password}")
