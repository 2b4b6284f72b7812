"""Texts of editors as Markdown: what they wrote is shown, none of it is read as markup. Pure."""

import re
from urllib.parse import quote

# Signs that may begin markup anywhere: emphasis, code, links, HTML, tables, formulas, MDX, mentions and addresses.
_SIGNS = re.compile(
    r"[\\`*\[\]<>|~${}@]|(?<![^\W_])_|_(?![^\W_])|&(?=#|\w+;)|(?<!\S)#|:(?=//)|(?<=\bwww)\.(?=\S)", re.ASCII
)
# Signs that begin a block when a line begins with them: a list, a heading, a quotation, a rule.
_BLOCK = re.compile(r"[-+=](?=[\s=-]|$)|(?<=\d)[.)](?=\s|$)")
_NUMBERED = re.compile(r"\d{1,9}$")
_KEPT_IN_ADDRESSES = ":/?#@!$&'*+,;=%~-._"


def escaped(text: str) -> str:
    """Return a text as one line of Markdown that shows it as it is."""
    line = _SIGNS.sub(lambda sign: f"\\{sign[0]}", " ".join(text.split()))
    block = _BLOCK.search(line)
    if block and (block.start() == 0 or _NUMBERED.fullmatch(line[: block.start()])):
        return f"{line[: block.start()]}\\{line[block.start() :]}"
    return line


def link(text: str, address: str) -> str:
    """Return a link; the text alone where there is no address."""
    if not address:
        return escaped(text)
    return f"[{escaped(text)}]({quote(address, safe=_KEPT_IN_ADDRESSES)})"
