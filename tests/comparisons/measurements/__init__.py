"""What the lab measured, as a part of the catalogue."""
