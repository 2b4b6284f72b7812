"""A cell means what its reader sees."""

from datetime import date, datetime

import pytest

from comparisons.admin.exchange.number_formats import Figure, as_seen, moment_as_seen

ACCOUNTING = '_(* #,##0.00_);_(* \\(#,##0.00\\);_(* "-"??_);_(@_)'
SAME = [
    (7, "General"), (7, ""), (7, "0"), (7, "00"), (7, "@"), (7.5, "0.0"), (7.5, "0.00"), (7.5, "0.###"), (0.5, ".0"),
    (400000, "#,##0"), (7.5, "#,##0.00"), (7, "0.00E+00"), (7, ACCOUNTING), (7, "[Red]0"), (7, "[$-409]0"),
    (7, "0_ ;[Red]-0 "), (0, "0"), (1e-7, "General"), (0, "0;-0;0"), (7, "0;"),
]  # fmt: skip
OTHERWISE = {
    (0.7, "0%"): "70%",
    (0.7, "0.00%"): "70.00%",
    (0.704, "0 %"): "70 %",
    (7, '0"%"'): "7%",
    (7, "0\\%"): "7%",
    (7.25, "0"): "7",
    (7.25, "0.0"): "7.2",
    (0.7, "# ?/?"): "5/7",
    (0.7, "# ??/??"): "7/10",
    (0.7, "# ?/10"): "7/10",
    (400000, "0,"): "400",
    (400000, "#,##0,"): "400",
    (1234567, '0.0,,"M"'): "1.2M",
    (7, '0" of 10"'): "7 of 10",
    (7, '"about "0'): "about 7",
    (712, "0.0E+00"): "7.1e+02",
    (7, "[$€-407] 0.00"): "€ 7.00",
    (7, '"High"'): "High",
    (7, ";;;"): "",
    (0, "0;-0;;@"): "",
    (0, "#"): "",
    (0, ACCOUNTING): "-",
    (7, '"-"0'): "-7",
    (7, "[>5]0;[<=5]0"): "",
}


@pytest.mark.parametrize(("value", "number_format"), SAME)
def test_a_number_that_is_shown_as_it_is_is_a_number(value, number_format):
    assert as_seen(value, number_format) == value


@pytest.mark.parametrize(("cell", "seen"), OTHERWISE.items())
def test_a_number_that_is_shown_as_something_else_is_told_from_one(cell, seen):
    assert as_seen(*cell) == Figure(cell[0], seen)


def test_digits_beyond_those_of_spreadsheets_are_not_seen():
    assert as_seen(0.1 + 0.2, "0.0") == 0.3


MOMENTS = [
    (datetime(2026, 11, 28), "yyyy-mm-dd", date(2026, 11, 28)),
    (datetime(2026, 11, 28), "dd/mm/yy h:mm", date(2026, 11, 28)),
    (datetime(2026, 11, 28, 12, 30), "d mmm yyyy", date(2026, 11, 28)),
    (datetime(2026, 11, 28, 12, 30), "d mmm yyyy hh:mm", datetime(2026, 11, 28, 12, 30)),
    (datetime(2026, 11, 1), "mmm-yy", "2026-11"),
    (datetime(2005, 7, 1), '"day" yyyy-mm', "2005-07"),
]


@pytest.mark.parametrize(("moment", "number_format", "seen"), MOMENTS)
def test_a_date_is_a_day_only_if_its_cell_shows_one(moment, number_format, seen):
    assert moment_as_seen(moment, number_format) == seen
