"""Checks of decisions for builds, to copy. Pure."""

GITHUB_ACTION = """\
name: Framework decision
on:
  schedule:
    - cron: "0 6 * * 1"
  workflow_dispatch:
jobs:
  check:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: python3 tools/check_decision.py docs/decisions
"""

PRE_COMMIT = """\
repos:
  - repo: local
    hooks:
      - id: framework-decision
        name: the framework decision still holds
        entry: python3 tools/check_decision.py
        language: system
        files: ^docs/decisions/.*\\.md$
"""
