"""Watching a decision: feeds, badge and status of a pinned result, and the decisions that editors keep an eye on."""
