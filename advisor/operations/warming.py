"""What a worker process does before its first request, so that it serves visitors even if the database then goes."""

import gc
import logging

from django.db import DatabaseError, InterfaceError, connection
from django.urls import get_resolver

from advisor.operations import metrics
from comparisons.editions.store import UnknownEdition, editions, readable_edition

log = logging.getLogger(__name__)


def warm() -> None:
    """Get ready, and tell the garbage collector that what is here now stays: it need not look at a catalogue again."""
    _read()
    gc.collect()
    gc.freeze()


def _read() -> None:
    """Import what pages are made with, and read the current edition and the list of all into memory."""
    get_resolver().url_patterns  # noqa: B018, Django imports all views on the first look at them
    try:
        edition = readable_edition()
        editions()
        metrics.tell(edition.name)
        log.info("Edition %d is in memory.", edition.number)
    except UnknownEdition:
        log.warning("No edition is published yet: visitors get status 503 until one is.")
    except (DatabaseError, InterfaceError) as error:
        log.error("The database does not answer: visitors get status 503 until it does. %s", error)
    finally:
        connection.close()
