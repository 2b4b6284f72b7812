from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from advisor.accounts.roles import UnknownLogin, login_named, new_password


class Command(BaseCommand):
    help = "Give a login another random password, printed once. It is logged out everywhere."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name")

    def handle(self, *args: Any, name: str, **options: Any) -> None:
        try:
            password = new_password(login_named(name))
        except UnknownLogin as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Login: {name}\nPassword: {password}\nIt is shown this once.")
