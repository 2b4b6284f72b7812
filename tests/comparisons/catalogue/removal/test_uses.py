from comparisons.catalogue.removal.uses import targets, uses_of
from tests.catalogues import small_catalogue
from tests.questions import STARTING_POINTS

SMALL = small_catalogue(starting_points=STARTING_POINTS)


def in_words(thing, *keys):
    """Return the uses of things: by title, the texts and the actions offered."""
    return {
        uses.title: ([use.text for use in uses.uses], [option.action.value for option in uses.options])
        for uses in uses_of(SMALL, thing, keys)
    }


def test_what_cites_a_source_is_told_by_kind():
    assert in_words("source", ("article",)) == {
        "Strengths, drawbacks and purposes that cite it": (
            ["Alder, strength: “Its admin saves weeks.”"],
            ["replace", "remove"],
        ),
        "Claims that it makes": (["“Alder is quick.”", "“All are good.”"], ["replace", "delete"]),
    }
    assert [(use.thing, use.key) for use in uses_of(SMALL, "source", [("manual",)])[0].uses] == [
        ("score", ("alder", "admin")),
        ("score", ("alder", "packages")),
        ("score", ("alder", "speed")),
        ("score", ("alder", "type")),
        ("score", ("birch", "packages")),
        ("score", ("birch", "speed")),
        ("score", ("birch", "type")),
        ("score", ("cedar", "admin")),
        ("score", ("dogwood", "speed")),
    ]


def test_what_names_a_criterion_is_told_by_kind():
    assert in_words("criterion", ("speed",)) == {
        "Scores on it": (["Alder on Speed: 400", "Birch on Speed: 800", "Dogwood on Speed: 100"], ["delete"]),
        "Answers that give it importance": (
            [
                "What are you building? “A service”: decisive",
                "Which parts do you need? “Screens for editors”: a little",
                "Who makes the screens? “Our own people”: somewhat",
            ],
            ["remove", "replace"],
        ),
        "Answers that set a must-have on it": (["What are you building? “A service”: at least 500"], ["delete"]),
        "Claims about it": (["“Alder is quick.”"], ["remove", "replace", "delete"]),
    }


def test_uses_of_several_criteria_name_each():
    texts, _ = in_words("criterion", ("admin",), ("type",))["Answers that set a must-have on it"]
    assert texts == ["Who makes the screens? “The framework”: Full-stack (Type)"]


def test_what_names_a_framework_and_goes_with_it_is_told_by_kind():
    assert in_words("framework", ("birch",)) == {
        "Its scores": (["Birch on Packages: 1", "Birch on Speed: 800", "Birch on Type: Micro"], ["delete"]),
        "Frameworks that name it as an alternative": (["Alder"], ["remove", "replace"]),
        "Claims about it and others": (["“All are good.”"], ["remove", "replace"]),
        "Scenarios in which no other first place is right": (["A gateway: right"], ["delete", "replace"]),
        "Other scenarios that name it": (["A shop: a grave error"], ["remove", "replace"]),
    }
    assert "Claims about it alone" in in_words("framework", ("alder",))


def test_what_names_a_question_and_goes_with_it_is_told_by_kind():
    assert in_words("question", ("build",)) == {
        "Its answers": (
            ["“A site”: Admin a lot", "“A service”: Speed decisive, must have Speed at least 500"],
            ["delete"],
        ),
        "Questions asked only after it, and only after those": (["Who makes the screens?"], ["delete", "remove"]),
        "Scenarios that answer it": (["A gateway", "A shop"], ["remove"]),
        "Starting points that answer it": (["Web shop", "Back end of an app"], ["remove"]),
    }


def test_what_names_a_choice_and_goes_with_it_is_told_by_kind():
    assert in_words("choice", ("build", "site")) == {
        "What it does": (["What are you building? “A site”: Admin a lot"], ["delete"]),
        "Questions asked only after it, and only after those": (["Who makes the screens?"], ["delete", "remove"]),
        "Scenarios that give this answer": (["A shop"], ["remove", "replace"]),
        "Starting points that give this answer": (["Web shop"], ["remove", "replace"]),
    }


def test_criteria_of_a_group_and_sentences_of_an_extension_are_told():
    assert in_words("group", ("under-load",)) == {"Criteria in it": (["Speed"], ["replace"])}
    assert in_words("extension", ("alder", "alder-api")) == {
        "What it adds, and its limits": (
            ["Alder API (Alder): “Serialisers.”", "Alder API (Alder): “No asynchronous views.”"],
            ["delete"],
        )
    }


def test_nothing_names_a_score_a_claim_or_a_scenario():
    things = {"score": ("alder", "admin"), "claim": ("all-are-good",), "scenario": ("shop",)}
    for thing, key in (things | {"startingpoint": ("web-shop",)}).items():
        assert uses_of(SMALL, thing, [key]) == ()


def test_only_things_of_the_same_kind_that_stay_can_take_the_place():
    assert targets(SMALL, "criterion", [("admin",)]) == [("packages", "Packages"), ("speed", "Speed")]
    assert targets(SMALL, "framework", [("alder",), ("cedar",)]) == [("birch", "Birch"), ("dogwood", "Dogwood")]
    assert targets(SMALL, "group", [("with-it",)]) == [("under-load", "Under load")]
    assert targets(SMALL, "source", [("article",)]) == [("manual", "Manual (The project)")]
    assert targets(SMALL, "choice", [("parts", "lean")]) == [
        ("parts/editors", "Which parts do you need? Screens for editors"),
        ("parts/none", "Which parts do you need? None of these"),
    ]
    assert targets(SMALL, "score", [("alder", "admin")]) == []
