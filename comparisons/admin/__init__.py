"""The admin of the catalogue. `site.EditorsSite` registers all of it."""
