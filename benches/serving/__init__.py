"""Measures how many responses a second the site serves, as ratios to a bare Django view in the same run."""
