from benches.serving.figures import Row
from benches.serving.report import report

MET = Row("a page", "0.700", "at least 0.65", True, "0.6 to 0.8")
MISSED = Row("another", "0.010", "at least 0.05", False)
FREE = Row("a third", "0.500")


def written(*rows, skipped=()):
    return report({"Pages": rows, "Nothing": ()}, skipped, {"machine": "2 cores"}, rounds=5, tries=4, seconds=2)


def test_each_figure_has_a_line_with_its_bar():
    text = written(MET, MISSED, FREE)
    assert "## Pages\n\n| what | figure | bar | met | in detail |\n|---|---|---|---|---|\n" in text
    assert "| a page | 0.700 | at least 0.65 | yes | 0.6 to 0.8 |\n" in text
    assert "| another | 0.010 | at least 0.05 | **no** |  |\n" in text
    assert "| a third | 0.500 |  |  |  |\n" in text
    assert "## Nothing" not in text
    assert "- machine: 2 cores" in text


def test_missed_bars_are_listed_first():
    assert "\n1 of 2 bars are met. Not met: another.\n" in written(MET, MISSED, FREE)
    assert "\nAll 1 bars are met.\n" in written(MET, FREE)


def test_skipped_measurements_are_listed():
    assert "## Not measured\n\n- nginx is not there.\n" in written(MET, skipped=["nginx is not there."])
    assert "## Not measured" not in written(MET)
