"""Corrections from visitors: taking them in, deciding on them, and forgetting who sent them."""
