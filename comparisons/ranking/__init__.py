"""The decision method: pure functions on numbers and names. No Django, no catalogue, no clock.

A weighted additive value model on fixed reference levels (multi-attribute value theory, SMARTS), with SMAA-2 on top.
`docs/method.md` gives the formulas and their sources.
"""
