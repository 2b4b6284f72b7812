"""What a worker process does before its first request, so that it serves visitors even if the database then goes."""

import gc
import logging

from django.db import DatabaseError, InterfaceError, connection
from django.urls import get_resolver

from advisor.operations import metrics
from comparisons.editions.current import current_name
from comparisons.editions.store import DamagedEdition, current_edition, editions

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
        name = current_name()
        if name is None:
            log.warning("No edition is published yet: visitors get status 503 until one is.")
            return
        current_edition(name)
        editions()
        metrics.tell(name)
        log.info("Edition %d is in memory.", name.number)
    except (DatabaseError, InterfaceError) as error:
        log.error("The database does not answer: visitors get status 503 until it does. %s", error)
    except DamagedEdition as error:
        log.error("%s", error)
    finally:
        connection.close()
