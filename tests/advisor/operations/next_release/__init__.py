"""A next release of the site whose migration fails half-way."""
