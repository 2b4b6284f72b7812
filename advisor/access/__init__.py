"""Who may do what on the editors' side, and how they prove who they are."""
