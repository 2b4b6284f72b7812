"""From a public page to the forms of everything that stands on it."""
