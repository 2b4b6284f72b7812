from lab.application import read, slugs
from lab.effort import own_lines
from lab.line_counts import counts, kept_counts, lines_of


def test_the_kept_counts_are_those_of_the_files_as_they_are():
    found = {name: count for slug in slugs() for name, count in counts(read(slug)).items()}
    assert kept_counts() == found, "an application was changed: run python -m lab.line_counts"


def test_what_was_not_counted_ahead_is_counted_when_it_is_asked_for():
    changed = read("flask").text("app.py") + "\nmore = 1\n"
    assert lines_of("app.py", changed) == own_lines("app.py", changed) == kept_counts()["flask/app.py"].lines + 1
