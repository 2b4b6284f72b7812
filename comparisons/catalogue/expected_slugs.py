"""Slugs that the code refers to. Renamed things keep them as old names; `check` warns when one is gone."""

# Criteria: the type of a framework, the years since its first release, and how many people use it.
FRAMEWORK_TYPE, AGE, ADOPTION = "framework-type", "age", "adoption"

# The frameworks and criteria of the article that this site began with. Its seventh criterion, the type, has no scale.
FOUNDING_PAIR = ("django", "flask")
FOUNDING_ROWS = ("time-of-development", "ease-of-use", "scalability", "performance", "debugging", "html-support")

EXPECTED_CRITERIA = (FRAMEWORK_TYPE, AGE, ADOPTION, *FOUNDING_ROWS)

# The question that asks what code has to be kept: with some, pages say what moving costs.
CODE_QUESTION = "code"

# The scenario on the home page: a close call between the two frameworks that most people ask about.
FEATURED_SCENARIO = "case-33"

# The questions that say what a project is and how big: real decisions are filtered by them.
KIND_QUESTION, SIZE_QUESTION = "build", "size"
