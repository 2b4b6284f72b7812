"""The editors' side. `site.EditorsSite` holds all of it."""
