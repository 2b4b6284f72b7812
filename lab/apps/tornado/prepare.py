import os

from store import Store

store = Store(os.environ["LAB_DATABASE"])
store.create_tables()
store.add_user("ada", "lovelace-1843")
store.add_note("Milk", "Two litres")
store.add_note("<b>Bold</b>", "Tea & cake")
store.add_note("Post office", "Before noon")
