from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from comparisons.catalogue.wording import counted
from comparisons.corrections.deciding import forget


class Command(BaseCommand):
    help = "Delete contacts of corrections that are closed or 90 days old, and what was declined 90 days ago."

    def handle(self, *args: Any, **options: Any) -> None:
        contacts, corrections = forget(timezone.now())
        if contacts or corrections:
            declined = counted(corrections, "declined correction")
            self.stdout.write(f"Deleted: {counted(contacts, 'contact')} and {declined}.")
