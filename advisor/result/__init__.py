"""The result page, its parts, and its exports."""
