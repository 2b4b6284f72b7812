"""Reading the page of unpublished changes, and pressing its buttons."""

from tests.catalogues import CITED, changed, small_catalogue
from tests.comparisons.admin.browser import form_of

CHANGES, PUBLISH, ALL = "/admin/changes/", "/admin/publish/", "/admin/changes/discard/"
SMALL = small_catalogue()
THREE = changed(CITED, "frameworks", "birch", name="Beech")


def entries(response):
    return {entry.name: entry for group in response.context["groups"] for entry in group.entries}


def ticked(response):
    """Return the names of the changes that a page shows as ticked, wherever their ticks are."""
    form = form_of(response, "changes")
    ticks = [*form.get("change", []), *form["elsewhere"][0].split()]
    return {tick.rpartition("@")[0] for tick in ticks}


def press(client, response, button, *, page=CHANGES, only=None, **fields):
    """Press a button of the page, given as 'name=value', with its ticks or only these."""
    form = form_of(response, "changes")
    if only is not None:
        form["change"] = [tick for tick in form.get("change", []) if tick.rpartition("@")[0] in only]
    name, _, value = button.partition("=")
    return client.post(page, {**form, name: value, **fields})
