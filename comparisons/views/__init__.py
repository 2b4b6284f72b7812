"""Public pages of the catalogue. They read editions and do not use the models."""
