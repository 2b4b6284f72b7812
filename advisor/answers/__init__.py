"""A visitor's answers: query string <-> `Answers`, which questions are asked, priorities. Pure but for `request`."""
