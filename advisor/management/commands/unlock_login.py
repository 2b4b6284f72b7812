from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from advisor.accounts import lockout
from advisor.accounts.roles import security


class Command(BaseCommand):
    help = "Forget the failed logins of a name, so that it has to wait no longer."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name")

    def handle(self, *args: Any, name: str, **options: Any) -> None:
        if lockout.unlock(name):
            security.warning("login %r unlocked on the command line", name)
            self.stdout.write(f"{name} may try again at once.")
        else:
            self.stdout.write(f"No failed logins of {name} are known.")
