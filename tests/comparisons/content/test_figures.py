import pytest

from comparisons.content.figures import of_hundred, percent, short, signed, whole


@pytest.mark.parametrize(
    ("write", "figure", "written"),
    [
        (percent, 0.36, "36%"),
        (percent, 1 / 3, "33.33%"),
        (of_hundred, 12.345, "12.35%"),
        (of_hundred, 0, "0%"),
        (short, 2.30, "2.3"),
        (short, 100.0, "100"),
        (signed, 3, "+3"),
        (signed, -3, "−3"),
        (signed, 0, "0"),
        (whole, 2.5, "3"),
        (whole, 3.5, "4"),
        (whole, 3.49, "3"),
        (whole, 0.0, "0"),
    ],
)
def test_numbers_are_formatted_for_pages(write, figure, written):
    assert write(figure) == written
