"""HTML fragments cached per edition, Jinja2, addresses of pages, and cards as responses."""
