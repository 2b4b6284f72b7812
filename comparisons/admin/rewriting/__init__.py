"""Changes that an editor sees first: versions brought back, sources merged, scores moved, frameworks duplicated."""
