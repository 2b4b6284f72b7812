import pytest

from audit.lighthouse import DEVICES, points, shortcomings, slowdown

REPORT = {
    "categories": {
        "seo": {
            "score": 0.915,
            "auditRefs": [
                {"id": name, "weight": weight}
                for name, weight in [("title", 1), ("links", 1), ("hint", 0), ("video", 1)]
            ],
        },
        "performance": {"score": None, "auditRefs": []},
    },
    "audits": {
        "title": {"title": "Has a title", "score": 1, "scoreDisplayMode": "binary"},
        "links": {"title": "Links say where", "displayValue": "2 links", "score": 0, "scoreDisplayMode": "binary"},
        "hint": {"title": "A hint", "score": 0, "scoreDisplayMode": "informative"},
        "video": {"title": "Video", "score": None, "scoreDisplayMode": "notApplicable"},
    },
}


def test_points_are_out_of_100():
    assert points(REPORT, "seo") == 92


def test_a_category_that_could_not_be_computed_counts_as_zero():
    assert points(REPORT, "performance") == 0


def test_only_audits_that_cost_points_are_listed():
    assert list(shortcomings(REPORT, "seo")) == ["Links say where 2 links"]


@pytest.mark.parametrize(
    ("indexes", "multiplier"),
    [([1750], "4.0"), ([3000], "4.0"), ([875], "2.0"), ([700, 1050, 875], "2.0")],
    ids=["a fast machine", "a faster one", "one of half the speed", "the median of three runs"],
)
def test_a_slow_machine_is_slowed_down_less_to_the_speed_of_a_phone(indexes, multiplier):
    assert slowdown(indexes, DEVICES["phone"]) == [f"--throttling.cpuSlowdownMultiplier={multiplier}"]


@pytest.mark.parametrize(
    ("indexes", "device"),
    [([], "phone"), ([875], "desktop")],
    ids=["before anything is measured", "on a desktop"],
)
def test_the_slowdown_stays_as_lighthouse_has_it(indexes, device):
    assert slowdown(indexes, DEVICES[device]) == []
