"""The rules of a sound catalogue, by what they look at."""
