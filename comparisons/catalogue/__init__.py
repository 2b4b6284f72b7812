"""The catalogue as one frozen value: its types, codec, checks and differences. Pure."""
