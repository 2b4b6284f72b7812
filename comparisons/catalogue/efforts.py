"""The efforts of moving a part of a project, and what each means.

They are the story points of Red Hat's migration toolkit for applications: 0, 1, 3, 5, 7, and 13 where nobody knows.
"""

# The effort of a part that is written anew, and what stands for one that nobody knows.
WRITTEN_ANEW, UNKNOWN_EFFORT = 7, 13
EFFORTS = {
    0: "nothing to do",
    1: "replace names and calls",
    3: "rework, along a way that is documented",
    5: "redesign it",
    WRITTEN_ANEW: "write it anew",
    UNKNOWN_EFFORT: "nobody knows",
}
