from streamlit.testing.v1 import AppTest


def test_the_filter_counts() -> None:
    page = AppTest.from_file("rows.py").run()
    page.text_input[0].set_value("Row 19").run()
    assert page.markdown[0].value == "11 of 200 rows"
    assert len(page.dataframe[0].value) == 11


def test_a_name_is_required() -> None:
    page = AppTest.from_file("work.py").run()
    page.button[0].click().run()
    assert page.error[0].value == "Name is required"
