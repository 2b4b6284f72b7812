from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from comparisons.content.charts import Mark, description_of, draw, mark_of, title_of
from comparisons.content.comparison import compare
from tests.catalogues import changed, small_catalogue


def rows(catalogue, *slugs):
    return compare(catalogue, [catalogue.framework_by_slug[slug] for slug in slugs]).rows


def picture(catalogue, *slugs):
    return draw(rows(catalogue, *slugs))


def test_there_is_a_strip_for_each_rated_criterion():
    chart = picture(small_catalogue(), "alder", "birch")
    assert [strip.lines for strip in chart.strips] == [("Admin",), ("Packages",), ("Speed",)]


def test_a_mark_has_the_value_and_its_interval():
    speed = picture(small_catalogue(), "alder", "birch").strips[2]
    mark = mark_of(speed.cells[0], 1)
    assert mark == Mark(number="1", label="Alder: 400 answers", y=mark.y, low="36%", point="40%", high="44%")


def test_an_unknown_value_has_a_lane_but_no_point():
    admin = picture(small_catalogue(), "alder", "birch").strips[0]
    mark = mark_of(admin.cells[1], 2)
    assert mark == Mark(number="2", label="Birch: unknown", y=mark.y, low="", point="", high="")


def test_the_description_names_the_best_and_the_unknown():
    catalogue = small_catalogue()
    both = [catalogue.framework_by_slug[slug] for slug in ("alder", "birch")]
    assert title_of(both, "All") == "All: Alder, Birch"
    text = description_of(both, rows(catalogue, "alder", "birch"))
    assert text == "Birch is best here on Packages, Speed. Birch is unknown on Admin."


def test_a_long_name_is_wrapped():
    catalogue = changed(small_catalogue(), "criteria", "speed", name="Answers in a second, as measured by us")
    assert picture(catalogue, "alder", "birch").strips[2].lines == ("Answers in a second,", "as measured by us")


@given(
    names=st.lists(st.text("ab ", min_size=1, max_size=80).filter(str.strip), min_size=3, max_size=3),
    count=st.integers(1, 6),
)
def test_strips_names_and_marks_never_overlap(names, count):
    catalogue = small_catalogue()
    for slug, name in zip(("admin", "packages", "speed"), names, strict=True):
        catalogue = changed(catalogue, "criteria", slug, name=name)
    alder = catalogue.framework_by_slug["alder"]
    frameworks = [replace(alder, slug=f"alder-{number}") for number in range(count)]
    chart = draw(compare(catalogue, frameworks).rows)
    bottom = 0.0
    for strip in chart.strips:
        top = em(strip.y)
        lanes = [top + em(mark_of(cell, place).y) for place, cell in enumerate(strip.cells, start=1)]
        text = [em(strip.text_y) + 1.15 * line for line in range(len(strip.lines))]
        assert bottom <= min(em(strip.y), text[0] - 0.7)
        assert em(strip.y) < lanes[0] <= lanes[-1] < em(strip.y) + em(strip.height)
        assert all(below - above > 0.8 for above, below in pairwise(lanes))
        bottom = max(em(strip.y) + em(strip.height), text[-1])
    assert bottom < em(chart.axis_y) < em(chart.height)


def em(length):
    assert length.endswith("em")
    return float(length.removesuffix("em"))
