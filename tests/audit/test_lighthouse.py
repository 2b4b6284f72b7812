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


def test_points_are_out_of_100():
    assert points(REPORT, "seo") == 92


def test_a_category_that_could_not_be_computed_counts_as_zero():
    assert points(REPORT, "performance") == 0


def test_only_audits_that_cost_points_are_listed():
    assert list(shortcomings(REPORT, "seo")) == ["Links say where 2 links"]
