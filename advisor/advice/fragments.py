"""Fragments of the result page that an edition fixes: the fields of a criterion, and why a framework is left out."""

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from advisor.advice.forms import hint, importance_field, need_field
from advisor.advice.page import Aside, Priority
from comparisons.editions import Edition
from comparisons.rendering.fragments import Fragments, fragments_of

__all__ = ["ExcludedItems", "LevelFragments"]

_UNKEPT = Fragments()


class LevelFragments:
    """The table of levels. A form of all its fields would take longer than the advice."""

    def __init__(self, edition: Edition) -> None:
        self._fragments = fragments_of(edition)

    def heading(self, priority: Priority) -> SafeString:
        """A criterion, and the answers that give it its importance."""
        level = priority.level
        context = {"criterion": priority.criterion, "by_hand": level.by_hand, "because": priority.because}
        key = ("level heading", level.criterion, level.by_hand, level.set_by)
        return self._fragments.fragment(key, lambda: _rendered("_level_heading.jinja", context))

    def fields(self, priority: Priority, bound: float | None) -> SafeString:
        """Its importance, and the least that will do. A figure that a visitor typed is not worth keeping."""
        criterion, importance = priority.criterion, priority.level.importance

        def render() -> str:
            fields = {"importance": importance_field(criterion, importance), "need": need_field(criterion, bound)}
            return _rendered("_level_fields.jinja", {**fields, "hint": hint(criterion)})

        fragments = self._fragments if bound is None else _UNKEPT
        return fragments.fragment(("level fields", criterion.slug, importance), render)


class ExcludedItems:
    """Frameworks that must-haves keep out of the ranking."""

    def __init__(self, edition: Edition) -> None:
        self._fragments = fragments_of(edition)

    def item(self, aside: Aside, word: str) -> SafeString:
        """One as an item of a list, with what it misses or may miss, and the evidence."""
        typed = any(need.set_by is None for need in aside.needs)
        fragments = _UNKEPT if typed else self._fragments
        context = {"aside": aside, "word": word}
        key = ("excluded", aside.framework.slug, word, aside.needs)
        return fragments.fragment(key, lambda: _rendered("_excluded_item.jinja", context))


def _rendered(template: str, context: dict[str, object]) -> str:
    return render_to_string(f"advisor/advice/{template}", context, using="jinja2")
