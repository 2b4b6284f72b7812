"""Removing things from a catalogue: what leans on them, and the catalogue without them. Pure."""
