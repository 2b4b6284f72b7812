import pytest

from comparisons.ranking.bands import Band, band, in_steps, is_too_close, shortlist


@pytest.mark.parametrize(
    ("share", "percent"),
    [(0, 0), (0.024, 0), (0.025, 5), (0.5, 50), (0.674, 65), (0.675, 70), (0.863, 85), (0.99, 100), (1, 100)],
)
def test_shares_are_shown_in_steps_of_five_percent(share, percent):
    assert in_steps(share) == percent


def test_every_step_is_shown_as_itself():
    assert [in_steps(percent / 100) for percent in range(0, 101, 5)] == list(range(0, 101, 5))


@pytest.mark.parametrize(
    ("share", "expected"),
    [
        (1, Band.CLEAR),
        (0.90, Band.CLEAR),
        # Shown as 90 %, so it is said as 90 %.
        (0.88, Band.CLEAR),
        (0.87, Band.FAIRLY),
        (0.70, Band.FAIRLY),
        (0.67, Band.LEANING),
        (0.50, Band.LEANING),
        (0.47, Band.OPEN),
        (0, Band.OPEN),
    ],
)
def test_the_band_is_that_of_the_share_as_shown(share, expected):
    assert band(share) is expected


def test_the_shortlist_is_whoever_comes_first_now_and_then():
    shares = {"django": 0.6, "flask": 0.05, "bottle": 0.049, "fastapi": 0.3, "aiohttp": 0.05}
    assert shortlist(shares) == ("django", "fastapi", "aiohttp", "flask")


def test_nobody_falls_off_the_shortlist_by_a_rounding():
    assert shortlist({"a": 0.1 * 3 - 0.25, "b": 0.95}) == ("b", "a")


@pytest.mark.parametrize(("winning", "expected"), [(0.5, True), (0.649, True), (0.65, False), (0.9, False)])
def test_two_are_too_close_to_call_below_two_of_three(winning, expected):
    assert is_too_close(winning) is expected
