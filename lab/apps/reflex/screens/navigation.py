import reflex as rx


def navigation() -> rx.Component:
    return rx.hstack(rx.link("Rows", href="/"), rx.link("Work", href="/work"))
