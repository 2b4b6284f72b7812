from comparisons.content.browse import likely_pairs
from tests.catalogues import changed, framework, score, small_catalogue


def slugs(pairs):
    return [(one.slug, other.slug) for one, other in pairs]


def woods(**alternatives):
    """Three published frameworks, the later ones with more users."""
    trees = ("ash", "elm", "fir")
    return small_catalogue(
        frameworks=tuple(
            framework(tree, score("adoption", float(users)), alternatives=alternatives.get(tree, ()))
            for users, tree in enumerate(trees)
        )
    )


def test_a_pair_is_listed_once_whichever_names_the_other():
    assert slugs(likely_pairs(woods(ash=("elm",), elm=("ash",)))) == [("ash", "elm")]
    assert slugs(likely_pairs(woods(elm=("ash",)))) == [("ash", "elm")]


def test_the_pair_with_the_most_users_comes_first():
    assert slugs(likely_pairs(woods(ash=("elm", "fir"), elm=("fir",)))) == [
        ("elm", "fir"),
        ("ash", "fir"),
        ("ash", "elm"),
    ]


def test_among_limits_pairs_to_chosen_frameworks_with_others():
    catalogue = woods(ash=("elm", "fir"), elm=("fir",))
    assert slugs(likely_pairs(catalogue, among=["ash"])) == [("ash", "fir"), ("ash", "elm")]
    assert slugs(likely_pairs(catalogue, among=["ash", "fir"])) == [("elm", "fir"), ("ash", "elm")]


def test_drafts_and_retired_frameworks_are_in_no_pair():
    catalogue = changed(small_catalogue(), "frameworks", "alder", alternatives=("birch", "cedar", "dogwood"))
    assert slugs(likely_pairs(catalogue)) == [("alder", "birch")]


def test_without_adoption_figures_pairs_are_sorted_by_name():
    catalogue = small_catalogue(
        frameworks=(framework("ash", alternatives=("elm",)), framework("elm"), framework("fir", alternatives=("ash",)))
    )
    assert slugs(likely_pairs(catalogue)) == [("ash", "elm"), ("ash", "fir")]
