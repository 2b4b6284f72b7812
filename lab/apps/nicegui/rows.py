from nicegui import ui
from nicegui.events import ValueChangeEventArguments

ROWS = [{"name": f"Row {number}", "amount": 7 * number} for number in range(1, 201)]


def content() -> None:
    ui.markdown("# Rows")
    filtered_table()
    line_chart()


def filtered_table() -> None:
    def show(event: ValueChangeEventArguments) -> None:
        table.rows = [row for row in ROWS if event.value in row["name"]]
        label.text = f"{len(table.rows)} of {len(ROWS)} rows"

    ui.input("Filter", on_change=show)
    label = ui.label(f"{len(ROWS)} of {len(ROWS)} rows")
    table = ui.table(rows=ROWS, row_key="name")


def line_chart() -> None:
    def show(event: ValueChangeEventArguments) -> None:
        chart.options["series"][0]["data"] = amounts(event.value)

    ui.label("Points")
    slider = ui.slider(min=1, max=50, value=10, on_change=show)
    ui.label().bind_text_from(slider, "value", lambda points: f"{points} points")
    chart = ui.echart(
        {
            "xAxis": {"type": "category"},
            "yAxis": {"type": "value"},
            "series": [{"type": "line", "data": amounts(slider.value)}],
        }
    )


def amounts(points: int) -> list[int]:
    return [row["amount"] for row in ROWS[:points]]
