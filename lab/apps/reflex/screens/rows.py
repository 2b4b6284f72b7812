from typing import TypedDict

import reflex as rx

from screens.navigation import navigation


class Row(TypedDict):
    name: str
    amount: int


ROWS = [Row(name=f"Row {number}", amount=7 * number) for number in range(1, 201)]


class RowsState(rx.State):
    text: str = ""
    points: int = 10

    @rx.event
    def set_text(self, text: str) -> None:
        self.text = text

    @rx.event
    def set_points(self, value: list[int | float]) -> None:
        self.points = int(value[0])

    @rx.var
    def shown(self) -> list[Row]:
        return [row for row in ROWS if self.text in row["name"]]

    @rx.var
    def first(self) -> list[Row]:
        return ROWS[: self.points]


def rows() -> rx.Component:
    return rx.container(
        navigation(),
        rx.heading("Rows"),
        rx.el.label("Filter", rx.input(on_change=RowsState.set_text)),
        rx.text(f"{RowsState.shown.length()} of {len(ROWS)} rows"),
        table(),
        rx.text("Points"),
        rx.slider(default_value=10, min=1, max=50, on_change=RowsState.set_points),
        rx.text(f"{RowsState.points} points"),
        chart(),
    )


def table() -> rx.Component:
    return rx.table.root(
        rx.table.header(
            rx.table.row(rx.table.column_header_cell("Name"), rx.table.column_header_cell("Amount")),
        ),
        rx.table.body(rx.foreach(RowsState.shown, table_row)),
    )


def table_row(row: rx.Var[Row]) -> rx.Component:
    return rx.table.row(rx.table.cell(row["name"]), rx.table.cell(row["amount"]))


def chart() -> rx.Component:
    return rx.recharts.line_chart(
        rx.recharts.line(data_key="amount"),
        rx.recharts.x_axis(data_key="name"),
        rx.recharts.y_axis(),
        data=RowsState.first,
        height=300,
    )
