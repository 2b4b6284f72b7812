import os

from nicegui import ui

import rows
import work


@ui.page("/", title="Rows")
def rows_page() -> None:
    navigation()
    rows.content()


@ui.page("/work", title="Work")
def work_page() -> None:
    navigation()
    work.content()


def navigation() -> None:
    with ui.row():
        ui.link("Rows", rows_page)
        ui.link("Work", work_page)


ui.run(host="127.0.0.1", port=int(os.environ.get("PORT", "8080")), reload=False, show=False)
