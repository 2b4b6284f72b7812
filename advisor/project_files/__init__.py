"""Project files -> what a project depends on, the framework in use, and answers that follow. Pure; runs no code."""
