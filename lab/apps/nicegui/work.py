import asyncio

from nicegui import ui

STEPS = 5


def content() -> None:
    ui.markdown("# Work")
    person()
    job()
    counter()


def person() -> None:
    def save() -> None:
        if not name.value:
            message.text = "Name is required"
        elif age.value is None or not 0 <= age.value <= 150:
            message.text = "Age must be between 0 and 150"
        else:
            message.text = f"Saved {name.value}, {age.value:.0f}"

    name = ui.input("Name")
    age = ui.number("Age", precision=0)
    ui.button("Save", on_click=save).props("no-caps")
    message = ui.label()


def job() -> None:
    async def run() -> None:
        progress.visible = True
        for step in range(1, STEPS + 1):
            label.text = f"Step {step} of {STEPS}"
            progress.value = step / STEPS
            await asyncio.sleep(0.5)
        progress.visible = False
        label.text = "Finished"

    ui.button("Run", on_click=run).props("no-caps")
    label = ui.label()
    progress = ui.linear_progress(show_value=False)
    progress.visible = False


def counter() -> None:
    def add() -> None:
        nonlocal count
        count += 1
        label.text = f"Count: {count}"

    count = 0
    ui.button("Count", on_click=add).props("no-caps")
    label = ui.label("Count: 0")
