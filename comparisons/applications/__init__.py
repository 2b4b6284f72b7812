"""The applications of the lab as visitors see them: what they do, their files, and how any of them compare. Pure."""
