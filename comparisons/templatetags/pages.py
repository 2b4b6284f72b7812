"""Tags for building pages: cached fragments, captured text, Jinja2 bodies and structured data."""

from django import template
from django.conf import settings
from django.template import engines
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.context import Context
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from comparisons.rendering.addresses import markdown_address
from comparisons.rendering.fragments import fragments_of
from comparisons.rendering.frames import MARKDOWN, data_block

register = template.Library()
register.simple_tag(data_block)


@register.simple_tag
def edit_address() -> str:
    """Return where the footer leads editors; '' if the admin was moved, since that would tell everybody where to."""
    return reverse("admin:edit") if settings.ADMIN_PATH == "admin/" else ""


@register.simple_tag
def version() -> str:
    """Return the version of the site, for the footer."""
    return str(settings.VERSION)


class Once(template.Node):
    # Not called `nodelist`: there Django looks for blocks each time a page is rendered, and none may stand in this one.
    def __init__(self, content: NodeList, keys: list[FilterExpression]) -> None:
        self.content = content
        self.keys = keys

    def render(self, context: Context) -> SafeString:
        key = tuple(key.resolve(context) for key in self.keys)
        return fragments_of(context.get("edition")).fragment(key, lambda: self.content.render(context))


@register.tag
def once(parser: Parser, token: Token) -> Once:
    """Render a block once for each edition and key: {% once "name" key … %}…{% endonce %}.

    The block must depend on nothing else of the request.
    """
    _, *keys = token.split_contents()
    if not keys:
        raise template.TemplateSyntaxError("once needs a name, and keys for whatever else its piece depends on.")
    nodelist = parser.parse(("endonce",))
    parser.delete_first_token()
    return Once(nodelist, [parser.compile_filter(key) for key in keys])


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
    """Store a rendered block, with single spaces, in a variable: {% capture page_title %}…{% endcapture %}."""
    _, name = token.split_contents()
    nodelist = parser.parse(("endcapture",))
    parser.delete_first_token()
    return Capture(nodelist, name)


@register.simple_tag(takes_context=True)
def body(context: Context, name: str) -> SafeString:
    """Render a Jinja2 template with the context of the page (comparisons/rendering/jinja.py has the reason)."""
    known = {str(key): value for key, value in context.flatten().items()}
    return mark_safe(engines["jinja2"].get_template(name).render(known))  # noqa: S308  (it escapes)


@register.simple_tag(takes_context=True)
def markdown_link(context: Context) -> SafeString:
    """Return the link to the page as Markdown, without what a correction of the address reports.

    In a frame that is kept, the request is marks (rendering/frames.py).
    """
    request = context["request"]
    if isinstance(request, dict):
        found = request[MARKDOWN]
    else:
        found = markdown_address(context.get("shared_address") or request.get_full_path())
    return format_html('<link rel="alternate" type="text/markdown" href="{}">', found)
