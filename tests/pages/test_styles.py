"""Every class of a public page has a style. Bootstrap's style sheet has only those that pages used when it was made."""

import re

import pytest
from crispy_forms.utils import render_crispy_form

from advisor.pages.styleguide import SampleForm

# Classes without a style of their own: the names of Django's widgets and the like that crispy forms write, and names
# that say what a part of a page is.
NOT_STYLED = {"checkboxselectmultiple", "numberinput", "radioselect", "requiredField", "select", "textinput"} | {
    "among",
    "chips",
    "choices",
    "collect",
    "exhibit-name",
    "group-start",
    "hero-promise",
    "leader-name",
    "misses-box",
    "person-name",
    "picked",
    "picker",
    "place",
    "result-side",
    "starting-points",
    "wide-2",
    "worked",
}
UNKNOWN = "\0"  # stands for what a template fills in


def all_sheets(project):
    return [project / "static/vendor/bootstrap/bootstrap.min.css", *(project / "static/site").glob("*.css")]


def styled(sheets):
    selectors = (re.sub(r"\{[^{}]*\}|/\*.*?\*/", " ", sheet.read_text("utf-8"), flags=re.DOTALL) for sheet in sheets)
    return {name for part in selectors for name in re.findall(r"\.([a-zA-Z][\w-]*)", part)}


def classes(source):
    """Return the classes in the HTML, template or Python code; of one that is filled in, what stands before that."""
    for value in re.findall(r'\b(?:css_)?class="([^"]*)"', re.sub(r"\{%.*?%\}", " ", source)):
        for name in re.sub(r"\{\{.*?\}\}|\{[^}]*\}|%s", UNKNOWN, value).split():
            yield name.partition(UNKNOWN)[0] + (UNKNOWN if UNKNOWN in name else "")


def sources(project):
    templates = [path for kind in ("html", "jinja") for path in (project / "templates").rglob(f"*.{kind}")]
    code = [path for package in ("advisor", "comparisons") for path in (project / package).rglob("*.py")]
    return [path for path in templates + code if "admin" not in path.relative_to(project).parts]


def without_style(source, styled):
    for name in classes(source):
        known = any(style.startswith(name[:-1]) for style in styled) if name.endswith(UNKNOWN) else name in styled
        if not known and name not in NOT_STYLED:
            yield name


def unstyled(page, project):
    """Return the classes of a page that none of the style sheets it links has."""
    linked = [project / "static" / name for name in re.findall(r'href="/static/([^"]+\.css)"', page)]
    return {*without_style(page, styled(linked))}


def test_every_class_of_a_page_has_a_style(project):
    known = styled(all_sheets(project))
    found = {
        str(path.relative_to(project)): {*without_style(path.read_text("utf-8"), known)} for path in sources(project)
    }
    assert {path: names for path, names in found.items() if names} == {}


@pytest.mark.parametrize("data", [None, {}], ids=["first shown", "with errors"])
def test_every_class_that_crispy_forms_write_has_a_style(project, data):
    form = render_crispy_form(SampleForm(data))
    assert "form-control" in [*classes(form)]
    assert {*without_style(form, styled(all_sheets(project)))} == set()
