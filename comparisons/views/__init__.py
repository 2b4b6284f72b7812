"""Public pages of facts. They read the current edition and know no models."""
