"""What base.html needs: to say one text in several places, and to say things to machines."""

import json
from typing import Any

from django import template
from django.template import engines
from django.template.base import NodeList, Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


class Capture(template.Node):
    def __init__(self, nodelist: NodeList, name: str) -> None:
        self.nodelist = nodelist
        self.name = name

    def render(self, context: Context) -> SafeString:
        words = " ".join(self.nodelist.render(context).split())
        context[self.name] = mark_safe(words)  # noqa: S308  (rendered, so it is escaped already)
        return SafeString("")


@register.tag
def capture(parser: Parser, token: Token) -> Capture:
    """Keep what stands up to `endcapture`, blocks and all, under a name: {% capture page_title %}…{% endcapture %}."""
    _, name = token.split_contents()
    nodelist = parser.parse(("endcapture",))
    parser.delete_first_token()
    return Capture(nodelist, name)


@register.simple_tag(takes_context=True)
def body(context: Context, name: str) -> SafeString:
    """What Jinja2 renders, with all that the page around it knows (comparisons/jinja.py says why)."""
    known = {str(key): value for key, value in context.flatten().items()}
    return mark_safe(engines["jinja2"].get_template(name).render(known))  # noqa: S308  (it escapes)


@register.simple_tag
def data_block(value: dict[str, Any]) -> SafeString:
    """Linked data (JSON-LD). No browser runs it, and nothing in it can end the element."""
    text = json.dumps(value, ensure_ascii=False)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308  (escaped just above)
