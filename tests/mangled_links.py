"""What programs and people do to a query on its way: functions of a query, and strategies for two in a row."""

import re
from urllib.parse import quote

from hypothesis import strategies as st

TRACKING = [
    "fbclid=IwAR0x", "gclid=Cj0K", "gbraid=0A", "wbraid=1B", "msclkid=9f", "dclid=x", "twclid=2", "ttclid=E.C",
    "li_fat_id=a-b", "igshid=MzRl", "igsh=x%3D%3D", "yclid=1", "_ga=2.1.2", "_gl=1*x*_ga*y", "mc_cid=a1", "mc_eid=b2",
    "mkt_tok=eyJ", "_hsenc=p2A", "_hsmi=77", "hsCtaTracking=a%7Cb", "utm_source=mail", "utm_campaign=caf%E9",
    "UTM_Medium=e-mail", "pk_campaign=x", "mtm_kwd=y", "piwik_kwd=z", "ref=producthunt", "ref_src=twsrc%5Etfw",
    "ref=https%3A%2F%2Fx.example%2F%3Fbuild%3Dapi", "source=newsletter", "si=Ab3", "s_cid=1", "vero_id=u",
    "oly_enc_id=1", "srsltid=Afm", "gad_source=1", "trk=public_post", "share_id=1", "via=chat", "wprov=sfla1",
    "at_medium=custom",
    "from=singlemessage",
]  # fmt: skip
ADDRESS = "https://advice.example/advise/result/?"


def _each(pattern, replacement):
    return lambda query: re.sub(pattern, replacement, query)


def _around(before, after):
    return lambda query: before + query + after


def _proofpoint(query):
    escaped = re.sub("[^A-Za-z0-9.%/]", lambda found: f"%{ord(found[0]):02X}", ADDRESS + query)
    return "u=" + escaped.replace("_", "%5F").replace("/", "_").replace("%", "-") + "&d=DwMFaQ&c=euGZ"


def _quoted_printable(query):
    escaped = query.replace("=", "=3D")
    return "=\r\n".join(escaped[start : start + 30] for start in range(0, len(escaped), 30))


MANGLES = {
    "escaped for HTML": _each("&", "&amp;"),
    "escaped twice for HTML": _each("&", "&amp;amp;"),
    "escaped by number": _each("&", "&#38;"),
    "semicolons": _each("&", ";"),
    "percent-encoded": quote,
    "percent-encoded twice": lambda query: quote(quote(query)),
    "percent-encoded and lower-case": lambda query: quote(query).lower(),
    "capitals": str.upper,
    "title case": str.title,
    "quoted-printable": _quoted_printable,
    "in brackets at the end of a sentence": _around("", ")."),
    "in angle brackets": _around("", ">"),
    "in quotes": _around("", '",'),
    "in apostrophes": _around("", "';"),
    "an exclamation": _around("", "!"),
    "words behind": _around("", " and tell me what you think"),
    "a line behind": _around("", "\n-- \nAda, sent from my phone"),
    "no-break spaces": _each("&", "\N{NO-BREAK SPACE}&"),
    "zero-width spaces": _each("([&=])", "\\1\N{ZERO WIDTH SPACE}"),
    "soft hyphens": _each("(?<=[a-z])([a-z])", "\N{SOFT HYPHEN}\\1"),
    "smart dashes": _each("-", "\N{EN DASH}"),
    "non-breaking hyphens": _each("-", "\N{NON-BREAKING HYPHEN}"),
    "blanks around pairs": _each("&", " & "),
    "plus signs": _each("&", "+&+"),
    "broken after signs": _each("([&=])", "\\1\n"),
    "pasted twice": lambda query: f"{query}{ADDRESS}{query}",
    "pasted twice, with a blank": lambda query: f"{query} {ADDRESS}{query}",
    "Safe Links": lambda query: f"url={quote(ADDRESS + query)}&data=05%7C02%7C&sdata=x%3D&reserved=0",
    "a search engine": lambda query: f"q={quote(ADDRESS + query)}&sa=D&source=editors&ust=1&usg=AOv",
    "a search engine, not encoded": lambda query: f"q={ADDRESS}{query}&sa=D&ust=1",
    "Proofpoint": _proofpoint,
    "Proofpoint 3": _around("", "__;!!Ab-c!dE$"),
    "keys doubled": lambda query: f"{query}&{query}",
    "tracked in front": lambda query: f"utm_source=x&amp;fbclid=y&{query}",
    "tracked behind with semicolons": _around("", ";utm_source=x;gclid=y"),
}


def broken(query, place):
    """Return a query with a line break at the nearest place inside of a word."""
    places = [found.start() + 1 for found in re.finditer("[a-z](?=[a-z])", query)]
    at = places[place % len(places)]
    return f"{query[:at]}\n{query[at:]}"


def tracked(query, parameter, place):
    pairs = query.split("&")
    at = place % (len(pairs) + 1)
    return "&".join([*pairs[:at], parameter, *pairs[at:]])


one_mangle = st.one_of(
    st.sampled_from(list(MANGLES)).map(MANGLES.get),
    st.integers(0, 200).map(lambda place: lambda query: broken(query, place)),
    st.tuples(st.sampled_from(TRACKING), st.integers(0, 20)).map(lambda drawn: lambda query: tracked(query, *drawn)),
)
mangles = st.lists(one_mangle, min_size=1, max_size=2)
