"""Slugs that pages name themselves. Editors can rename or remove what bears them: `check` then warns."""

# The criteria that hold the kind of a framework, the years since its first release, and how many people use it.
FRAMEWORK_TYPE, AGE, ADOPTION = "framework-type", "age", "adoption"

# What the founding article compared, and by what; its seventh row, the framework type, is no scale.
FOUNDING_PAIR = ("django", "flask")
FOUNDING_ROWS = ("time-of-development", "ease-of-use", "scalability", "performance", "debugging", "html-support")

EXPECTED_CRITERIA = (FRAMEWORK_TYPE, AGE, ADOPTION, *FOUNDING_ROWS)

# The project whose advice the home page shows: a close call between the two that most people ask about.
FEATURED_SCENARIO = "case-33"
