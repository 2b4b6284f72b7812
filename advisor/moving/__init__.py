"""Whether moving to another framework is worth it for a project."""
