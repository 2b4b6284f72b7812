"""Reading, filling in and submitting the forms of admin pages, as a browser does."""

from html import unescape
from html.parser import HTMLParser

from django.urls import reverse


class _Form(HTMLParser):
    """Collects the fields of the form with an id, as a browser would submit them."""

    def __init__(self, form_id):
        super().__init__()
        self.form_id, self.inside, self.fields = form_id, False, {}
        self.textarea = self.select = None

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag == "form":
            self.inside = given.get("id") == self.form_id
        if not self.inside or "disabled" in given:
            return
        name = given.get("name")
        if tag == "input" and name and given.get("type") not in ("submit", "checkbox", "radio"):
            self.add(name, given.get("value", ""))
        elif tag == "input" and name and given.get("type") in ("checkbox", "radio") and "checked" in given:
            self.add(name, given.get("value", "on"))
        elif tag == "textarea":
            self.textarea = (name, [])
        elif tag == "select":
            self.select = (name, "multiple" in given)
        elif tag == "option" and self.select:
            self.option(given)

    def option(self, given):
        name, multiple = self.select
        if "selected" in given:
            self.fields[name] = [*self.fields.get(name, []), given["value"]] if multiple else [given["value"]]
        elif not multiple:
            self.fields.setdefault(name, [given["value"]])

    def handle_data(self, data):
        if self.textarea:
            self.textarea[1].append(data)

    def handle_endtag(self, tag):
        if tag == "textarea" and self.textarea:
            name, texts = self.textarea
            text = unescape("".join(texts)).removeprefix("\n")
            self.add(name, text.replace("\n", "\r\n"))
            self.textarea = None
        elif tag == "select":
            self.select = None
        elif tag == "form":
            self.inside = False

    def add(self, name, value):
        self.fields.setdefault(name, []).append(value)


def form_of(response, model):
    """Return the fields of a page's form, each a list of values."""
    parser = _Form(f"{model}_form")
    parser.feed(response.content.decode())
    assert parser.fields, "the page holds no such form"
    return parser.fields


def address(row):
    return reverse(f"admin:comparisons_{row._meta.model_name}_change", args=[row.pk])


def opened(client, row):
    """Open the page of a row and return its form."""
    response = client.get(address(row))
    assert response.status_code == 200
    return form_of(response, row._meta.model_name)


def send(client, row, form, button="_continue", **fields):
    """Submit a form with some fields changed."""
    return client.post(address(row), {**form, button: "", **fields})


def guide(row):
    """Return the address of the page that deletes a row."""
    return reverse(f"admin:comparisons_{row._meta.model_name}_delete", args=[row.pk])


def filled_in(client, row):
    """Open the page that deletes a row and return its form."""
    return {name: values[-1] for name, values in form_of(client.get(guide(row)), "remove").items()}


def row_name(form, prefix, row):
    """Return the prefix of a row's fields: 'scores-3'."""
    ids = {name: value for name, value in form.items() if name.startswith(f"{prefix}-") and name.endswith("-id")}
    return next(name.removesuffix("-id") for name, value in ids.items() if value == [str(row.pk)])


def messages_of(client):
    """Return the messages that the next page shows."""
    response = client.get(reverse("admin:index"))
    return [str(message) for message in response.context["messages"]]


def publish_ticked(client, *, only=None, page="/admin/changes/", **fields):
    """Open the page of changes and press the button that publishes, with what it ticks or only these names ticked."""
    form = form_of(client.get(page), "changes")
    if only is not None:
        form["change"] = [tick for tick in form["change"] if tick.rpartition("@")[0] in only]
    return client.post(reverse("admin:publish"), {**form, **fields})
