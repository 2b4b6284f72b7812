"""HTML: fragments cached per edition, Jinja2, addresses of pages."""
