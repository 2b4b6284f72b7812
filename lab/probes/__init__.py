"""Behaviour probes: what each framework does, asked of all in the same way and answered by running it."""
