import sample
from nicegui import ui


@ui.page("/")
def hello() -> None:
    ui.label("Hello")


if __name__ in {"__main__", "__mp_main__"}:
    where = sample.address()
    if where is None:
        ui.run(show=False)
    else:
        ui.run(host=where[0], port=where[1], reload=sample.DEVELOP, show=False)
