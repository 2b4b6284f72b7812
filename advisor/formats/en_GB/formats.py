"""How forms show days, and the calendar of the admin writes them; `comparisons/catalogue/days.py` reads them.

Lists and histories of the admin show days and times in the form that its other pages write.
"""

DATE_INPUT_FORMATS = ["%Y-%m-%d", "%d %b %Y", "%d %B %Y"]
DATE_FORMAT = "j F Y"
DATETIME_FORMAT = "j F Y, H:i"
TIME_FORMAT = "H:i"
