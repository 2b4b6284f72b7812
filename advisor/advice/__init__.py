"""From answers to a recommendation, how sure it is, what would change it, and the words for it. Pure."""
