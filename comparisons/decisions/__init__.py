"""The real decisions of projects in a catalogue: which fit, and who chose what. Pure."""
