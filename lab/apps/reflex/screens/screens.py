import reflex as rx

from screens.rows import rows
from screens.work import work

app = rx.App()
app.add_page(rows, route="/", title="Rows")
app.add_page(work, route="/work", title="Work")
