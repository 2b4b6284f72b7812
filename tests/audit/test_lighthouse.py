from audit.lighthouse import points, shortcomings

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


def test_points_are_of_a_hundred():
    assert points(REPORT, "seo") == 92


def test_a_category_that_could_not_be_worked_out_counts_as_nothing():
    assert points(REPORT, "performance") == 0


def test_only_what_cost_points_is_told():
    assert list(shortcomings(REPORT, "seo")) == ["Links say where 2 links"]
