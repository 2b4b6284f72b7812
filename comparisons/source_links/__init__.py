"""Whether the links of sources still work: asked politely, and kept for the evidence desk."""
