"""Renders the widgets and the errors of forms. A form of an editor has hundreds of both."""

from functools import cached_property
from typing import Any

from django.forms.renderers import DjangoTemplates, Jinja2

# Django ships these as templates of both kinds. Its text files would be escaped by Jinja.
_IN_JINJA = ("django/forms/widgets/", "django/forms/errors/")


class FormRenderer(DjangoTemplates):
    """Renders Django's own widgets and lists of errors by its Jinja templates, which takes a fraction of the time."""

    @cached_property
    def jinja(self) -> Jinja2:
        return Jinja2()

    def get_template(self, template_name: str) -> Any:
        if template_name.startswith(_IN_JINJA) and template_name.endswith(".html"):
            return self.jinja.get_template(template_name)
        return super().get_template(template_name)
