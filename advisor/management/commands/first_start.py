from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from advisor.accounts.roles import NameTaken, editor_exists, make_editor
from comparisons import models
from comparisons.catalogue.changes.diff import by_subject
from comparisons.catalogue.wording import counted
from comparisons.editions.publishing import NothingToPublish, UnsoundCatalogue, publish
from comparisons.editions.shipped import AS_SHIPPED, is_loaded, load_shipped, note_offered, remember_shipped, update_to
from comparisons.files import SHIPPED, BrokenFile, read_directory


class Command(BaseCommand):
    help = "Give an empty installation the shipped catalogue and an editor. Does nothing to one that has them."

    def handle(self, *args: Any, **options: Any) -> None:
        if models.Edition.objects.exists():
            self.tell_updates()
        else:
            self.publish_shipped_catalogue()
        if not editor_exists():
            self.make_first_editor()

    def publish_shipped_catalogue(self) -> None:
        if not models.Framework.objects.exists():
            try:
                load_shipped(read_directory(SHIPPED), overwrite_edits=False)
            except BrokenFile as error:
                raise CommandError(f"The shipped catalogue is broken.\n{error}") from error
        try:
            # As shipped, even if the clock of this machine is slow.
            edition = publish(by=None, note=AS_SHIPPED, as_of=date.max)
        except UnsoundCatalogue as error:
            problems = "\n".join(f"  {problem}" for problem in error.problems)
            raise CommandError(f"The working copy has errors and no edition yet:\n{problems}") from error
        except NothingToPublish:
            return  # another replica that started at the same time has published
        frameworks = counted(len(edition.catalogue.published_frameworks), "framework")
        self.stdout.write(f"      Edition {edition.number} published: {frameworks}.")

    def tell_updates(self) -> None:
        """Say that a new version brings catalogue updates. Nothing is loaded: editors decide."""
        try:
            shipped = read_directory(SHIPPED)
        except BrokenFile as error:
            self.stdout.write(f"      The shipped catalogue is broken, so updates cannot be looked for. {error}")
            return
        note_offered(0)
        if is_loaded(shipped):
            return
        update = update_to(shipped)
        merge = update.merge
        differences = len(merge.updates) + len(merge.edits) + len(merge.both) + len(merge.kept)
        if not differences:
            remember_shipped(shipped)
            return
        if update.ground.catalogue is None:
            found = f"The shipped catalogue differs from the working copy ({differences} differences)."
        elif merge.updates:
            found = f"This version brings updates of the catalogue: {len(merge.updates)}."
        elif merge.both:
            found = f"This version and editors changed the same things: {len(merge.both)}."
        else:
            return
        note_offered(len(by_subject(merge.updates)) + len(by_subject(merge.both)))
        self.stdout.write(
            f"      {found} Nothing was loaded. To see them: {reverse('admin:updates')} on the site, or "
            "manage.py load_catalogue --dry-run (make catalogue ARGS=--dry-run)"
        )

    def make_first_editor(self) -> None:
        try:
            password = make_editor("editor")
        except NameTaken as error:
            self.stdout.write(f"      No login made. {error} Make another one with make_editor.")
        else:
            self.stdout.write(f"      Editor's login (shown this once): editor / {password}")
