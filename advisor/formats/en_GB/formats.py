"""How forms show days, and the calendar of the admin writes them; `comparisons/catalogue/days.py` reads them."""

DATE_INPUT_FORMATS = ["%Y-%m-%d", "%d %b %Y", "%d %B %Y"]
