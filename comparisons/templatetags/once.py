"""What never changes within an edition: {% once "name" key … %}…{% endonce %} renders it once for each key."""

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString

from comparisons.rendering.fragments import fragments_of

register = template.Library()


class Once(template.Node):
    def __init__(self, nodelist: NodeList, keys: list[FilterExpression]) -> None:
        self.nodelist = nodelist
        self.keys = keys

    def render(self, context: Context) -> SafeString:
        key = tuple(key.resolve(context) for key in self.keys)
        return fragments_of(context.get("edition")).fragment(key, lambda: self.nodelist.render(context))


@register.tag
def once(parser: Parser, token: Token) -> Once:
    """Keep what stands up to `endonce` under its name and keys. Nothing else of the request may show in it."""
    _, *keys = token.split_contents()
    if not keys:
        raise template.TemplateSyntaxError("once needs a name, and keys for whatever else its piece depends on.")
    nodelist = parser.parse(("endonce",))
    parser.delete_first_token()
    return Once(nodelist, [parser.compile_filter(key) for key in keys])
