"""The editors' manual: docs/editing.md as a page of the editors' side, to which every page there links."""
