"""Third-party checks of the rendered pages, run by `make audit`."""
