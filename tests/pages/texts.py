"""The words of a page, without its markup."""

import re
from html import unescape


def text_of(client, address, status=200):
    """Return the text of a page on one line, after checking its status."""
    response = client.get(address)
    assert response.status_code == status
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())
