"""The version of the site. CHANGELOG.md begins with its section, and a tag in the repository marks its commit."""

VERSION = "0.2.0"
