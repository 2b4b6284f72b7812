"""What programs and people do to a query on its way: functions of a query, and strategies for two in a row."""

import re
from base64 import b64encode, urlsafe_b64encode
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
    "rdid=x", "s=20", "t=abc", "_rdr", "__cft__[0]=AZX", "_x_tr_sl=en", "spJobID=1", "elqat=1", "cn-reloaded=1",
    "WT.mc_id=1", "wt.mc_ev=click", "cmp=em", "sscid=1", "omnisendContactID=1", "soc_src=mail", "vd_source=a",
    "xhsshare=CopyLink", "PHPSESSID=ab", "jsessionid=ab", "_=1700000000000", "gi=abc", "usqp=mq3%3D", "amp_gsa=1",
    "amp=1", "emci=1", "beehiiv=1", "triedRedirect=true", "snr=1_7", "cx_testId=1", "intcmp=3",
    "__twitter_impression=true",
    "feature=share", "deeplinkId=1", "leadSource=uverify%20wall", "unlocked_article_code=1.a",
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


def _base64(query):
    return urlsafe_b64encode((ADDRESS + query).encode()).decode().rstrip("=")


def _full_width(query):
    return "".join(chr(ord(character) + 0xFEE0) if "!" <= character <= "~" else character for character in query)


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
    "JSON": _each("&", r"\\u0026"),
    "JSON, with signs too": lambda query: query.replace("&", r"\u0026").replace("=", r"\u003d"),
    "JavaScript": lambda query: query.replace("&", r"\x26").replace("=", r"\x3D"),
    "JavaScript's escape": _each("&", "%u0026"),
    "a shell": _each("&", r"\\&"),
    "full-width signs": lambda query: query.replace("&", "\uff06").replace("=", "\uff1d"),
    "minus signs": _each("-", "\N{MINUS SIGN}"),
    "underscores": _each("-", "_"),
    "two hyphens": _each("-", "--"),
    "blanks for hyphens": _each("-", " "),
    "camel case": _each("-([a-z])", lambda found: found[1].upper()),
    "numbered brackets": _each("=", "[0]="),
    "variation selectors": _each("=", "=\N{VARIATION SELECTOR-16}"),
    "escape characters": _each("=", "=\x1b"),
    "in brackets at the end of a sentence": _around("", ")."),
    "in angle brackets": _around("", ">"),
    "in quotes": _around("", '",'),
    "in apostrophes": _around("", "';"),
    "an exclamation": _around("", "!"),
    "in an attribute": _around("", '" target="_blank">this</a>'),
    "in braces": _around("", "}{this advice}"),
    "in JSON": _around("", '"},{"a": 1}'),
    "in Markdown": _around("", "](#here)**"),
    "in a chat's brackets": _around("", "|this advice>"),
    "a hand": _around("", " \N{THUMBS UP SIGN}"),
    "a cell": _around("", "\tnext cell;12"),
    "an ideographic full stop": _around("", "\N{IDEOGRAPHIC FULL STOP}"),
    "quoted lines": _each("&", "&\n> "),
    "broken by tags": _each("&", "<br>&<wbr>"),
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
    "Barracuda": lambda query: f"a={quote(ADDRESS + query)}&c=E,1,Ab_c&typo=1&ancr_add=1",
    "a social network": lambda query: f"u={quote(ADDRESS + query)}&h=AT0&__tn__=-UK&c[0]=AT1",
    "another one": lambda query: f"to={quote(ADDRESS + query)}&cc_key=&post=1_2&el=snippet",
    "a message": lambda query: f"text=Look%20at%3A%20{quote(ADDRESS + query)}&hashtags=python",
    "a login": lambda query: f"next={quote('/advise/result/?' + query)}",
    "Safe Links twice": lambda query: (
        f"url={quote('https://links.example/?url=' + quote(ADDRESS + query) + '&data=05&reserved=0')}&sdata=x"
    ),
    "Avanan": lambda query: f"___{ADDRESS}{query}___.YzJ1OmFi",
    "Proofpoint": _proofpoint,
    "Proofpoint 3": _around("", "__;!!Ab-c!dE$"),
    "keys doubled": lambda query: f"{query}&{query}",
    "tracked in front": lambda query: f"utm_source=x&amp;fbclid=y&{query}",
    "tracked behind with semicolons": _around("", ";utm_source=x;gclid=y"),
}

# What leaves too little to read once anything else was done to it.
ALONE = {
    "full-width": _full_width,
    "named entities": _each("=", "=&zwnj;"),
    "entities in words": _each("(?<=[a-z])([a-z])(?=[a-z])", r"&shy;\1"),
    "a search engine, in base64": lambda query: f"!&&p=dd&ptn=3&ver=2&u=a1{_base64(query)}&ntb=1",
    "Sophos": lambda query: f"d=advice.example&u={_base64(query)}&p=m&i=NW&t=Zk&h=ab&s=AV",
    "Sophos, padded": lambda query: f"d=x&u={quote(b64encode((ADDRESS + query).encode()), safe='')}&i=NW",
    "cut off within an escape": _around("", "%2"),
    "cut off within a character": _around("", "%E2%80"),
    "Latin-1": _around("", "%A0"),
    "quoted-printable at the end": lambda query: query.replace("=", "=3D") + "=20",
    "a hyphen where a line was broken": _each("([a-z]{3})([a-z]{3})(?=&|$)", "\\1-\\n\\2"),
}


def broken(query, place):
    """Return a query with a line break at the nearest place inside of a word."""
    places = [found.start() + 1 for found in re.finditer("[a-z](?=[a-z])", query, re.IGNORECASE)] or [len(query)]
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
