"""The editors' side has the colours and fonts of the public site, which its style sheet repeats."""

import re

from advisor.pages.styleguide import token_groups

# What the site calls --accent, Django's admin has as a variable of its own.
RENAMED = {"site-accent": "accent"}
SCHEMES = re.compile(r"^ +--([\w-]+): light-dark\((#\w+), (#\w+)\);", re.MULTILINE)
FONTS = re.compile(r"^ +--(font-\w+): (.+);", re.MULTILINE)


def test_its_colours_and_fonts_are_those_of_the_site_in_both_schemes(project):
    look = (project / "static/admin-extra/look.css").read_text(encoding="utf-8")
    site = (project / "static/site/site.css").read_text(encoding="utf-8")
    tokens = {token.name: token for group in token_groups(site) for token in group.tokens}
    ours = {name: (light, dark) for name, light, dark in SCHEMES.findall(look) if not name.startswith("message")}
    theirs = {name: tokens[RENAMED.get(name, name)] for name in ours}
    assert {"ink", "paper", "rule", "site-accent", "good", "warn", "bad"} <= set(ours)
    assert ours == {name: (token.value, token.dark or token.value) for name, token in theirs.items()}
    assert dict(FONTS.findall(look)) == {name: tokens[name].value for name in ("font-text", "font-head")}
