from argparse import ArgumentParser
from importlib.util import find_spec
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from advisor.mcp.calls import Site
from advisor.mcp.messages import INTERNAL_ERROR, ProtocolError
from comparisons.editions.store import UnknownEdition, current_edition, edition


class Command(BaseCommand):
    help = "Serve the advisor to an assistant (Model Context Protocol), over standard input and output."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--site", default=_own_address(), help="address of the site that links lead to (default: %(default)s)"
        )

    def handle(self, *args: Any, site: str, **options: Any) -> None:
        if find_spec("mcp_types") is None:
            raise CommandError("The protocol's SDK is not installed. `make mcp` installs it (requirements/mcp.txt).")
        from advisor.mcp.stdio import serve

        serve(lambda: _site(site.rstrip("/")))


def _own_address() -> str:
    host = next((host for host in settings.ALLOWED_HOSTS if host.strip(".*")), "127.0.0.1")
    return f"https://{host}" if settings.HTTPS else "http://127.0.0.1:8000"


def _site(origin: str) -> Site:
    try:
        return Site(current=current_edition(), edition=edition, origin=origin)
    except UnknownEdition:
        raise ProtocolError(INTERNAL_ERROR, "Nothing is published yet: run manage.py prepare first.") from None
