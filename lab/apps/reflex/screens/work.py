import asyncio

import reflex as rx

from screens.navigation import navigation

STEPS = 5


class PersonState(rx.State):
    message: str = ""

    @rx.event
    def save(self, form: dict[str, str]) -> None:
        name, age = form["name"], form["age"]
        if not name:
            self.message = "Name is required"
        elif not age.isdecimal() or int(age) > 150:
            self.message = "Age must be between 0 and 150"
        else:
            self.message = f"Saved {name}, {age}"


class JobState(rx.State):
    step: int = 0
    finished: bool = False

    @rx.event(background=True)
    async def run(self) -> None:
        for step in range(1, STEPS + 1):
            async with self:
                self.step, self.finished = step, False
            await asyncio.sleep(0.5)
        async with self:
            self.step, self.finished = 0, True


class CountState(rx.State):
    count: int = 0

    @rx.event
    def add(self) -> None:
        self.count += 1


def work() -> rx.Component:
    return rx.container(navigation(), rx.heading("Work"), person(), job(), count())


def person() -> rx.Component:
    return rx.form(
        rx.el.label("Name", rx.input(name="name")),
        rx.el.label("Age", rx.input(name="age", type="number")),
        rx.button("Save", type="submit"),
        rx.text(PersonState.message),
        on_submit=PersonState.save,
    )


def job() -> rx.Component:
    return rx.vstack(
        rx.button("Run", on_click=JobState.run),
        rx.cond(
            JobState.step,
            rx.fragment(rx.text(f"Step {JobState.step} of {STEPS}"), rx.progress(value=JobState.step, max=STEPS)),
        ),
        rx.cond(JobState.finished, rx.text("Finished")),
    )


def count() -> rx.Component:
    return rx.hstack(rx.button("Count", on_click=CountState.add), rx.text(f"Count: {CountState.count}"))
