import pytest

from lab.effort import own_lines, packages


@pytest.mark.parametrize(
    ("name", "source", "lines"),
    [
        ("app.py", '"""A module."""\n\n# why\nx = 1  # one\n\n\ndef f():\n    """Do."""\n    return """a\nb"""\n', 4),
        ("schema.sql", "-- notes\nCREATE TABLE notes (\n  id INTEGER\n);\n\n", 3),
        (
            "index.html",
            "<!-- a\nremark -->\n{# another #}\n{% for note in notes %}\n  <p>{{ note }}</p>\n{% endfor %}\n",
            3,
        ),
        ("index.tpl", "% for note in notes:\n  <p>{{note}}</p>\n% end\n", 3),
        ("site.unknown", "one\n\ntwo", 2),
        ("empty.py", "", 0),
    ],
)
def test_lines_are_counted_without_blanks_comments_and_docstrings(name, source, lines):
    assert own_lines(name, source) == lines


def test_chosen_packages_are_counted_by_name():
    assert packages("flask  # why\n\n# a remark\nuvicorn[standard]>=0.30\n-r other.in\nSQLAlchemy~=2.0\n") == (
        "flask",
        "uvicorn",
        "sqlalchemy",
    )
