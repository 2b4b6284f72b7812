"""What base.html needs to say one text in several places."""

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
