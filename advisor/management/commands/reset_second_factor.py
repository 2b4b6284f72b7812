from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from advisor.accounts import second_factor
from advisor.accounts.roles import UnknownLogin, login_named, security


class Command(BaseCommand):
    help = "Remove the second factor of a login whose phone and backup codes are lost."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name")

    def handle(self, *args: Any, name: str, **options: Any) -> None:
        try:
            user = login_named(name)
        except UnknownLogin as error:
            raise CommandError(str(error)) from error
        if not second_factor.remove(user):
            self.stdout.write(f"{name} has no second factor.")
            return
        security.warning("second factor of %r removed on the command line", name)
        self.stdout.write(f"The second factor of {name} is removed: the password alone lets them in.")
