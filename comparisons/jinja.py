"""Jinja2, for the bodies of the two pages with hundreds of figures: several times as fast as Django's own templates.

They are called `*.jinja`. Django's templates frame them, and render the pieces that they are put together from.
"""

import re
from typing import Any

from django.template.defaultfilters import date, pluralize
from django.utils.safestring import SafeString
from jinja2 import Environment, StrictUndefined, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.ext import Extension
from markupsafe import escape

from comparisons.addresses import address
from comparisons.figures import of_hundred, percent, signed, whole
from comparisons.picture import description_of, draw, title_of

__all__ = ["environment", "shown"]


def environment(**options: Any) -> Environment:
    """Return what settings.TEMPLATES asks for. A name that does not exist is an error, and no empty text."""
    own = {"undefined": StrictUndefined, "trim_blocks": True, "extensions": [WithoutIndentation]}
    made = DirectEnvironment(**options | own)
    made.globals |= {"url": address, "draw": draw, "title_of": title_of, "description_of": description_of}
    made.filters |= {
        "date": date,
        "of_hundred": of_hundred,
        "percent": percent,
        "pluralize": pluralize,
        "signed": signed,
        "whole": whole,
    }
    return made


def shown(value: Any) -> str:
    """Return what a page shows of a value: as `escape` does, without a copy of what is safe as it stands."""
    kind = type(value)
    if kind is SafeString or (kind is str and not _SPECIAL.search(value)):
        return value  # type: ignore[no-any-return]
    return str(value) if kind is int else escape(value)


_SPECIAL = re.compile("[&<>'\"]")


class DirectCode(CodeGenerator):
    """Python reads attributes and calls functions itself, and what stands together is put out together.

    Jinja's detours, by way of names that may be missing and of functions that want to know the context, take two thirds
    of its time. What does not exist is Python's own error here, and keys of dictionaries are read as `row["key"]`.
    """

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:
        self.visit(node.node, frame)
        self.write("(")
        for argument in (*node.args, *node.kwargs):
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:
        if frame.buffer is not None or len(node.nodes) == 1:
            super().visit_Output(node, frame)
            return
        self.writeline("yield ''.join((", node)
        for child in node.nodes:
            if isinstance(child, nodes.TemplateData):
                self.write(f"{child.data!r}, ")
            else:
                self.write("environment.shown(")
                self.visit(child, frame)
                self.write("), ")
        self.write("))")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        self.write("environment.shown(")


class DirectEnvironment(Environment):
    code_generator_class = DirectCode
    shown = staticmethod(shown)


class WithoutIndentation(Extension):
    """Indentation is for readers of templates: a tenth of a page's bytes."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        return re.sub(r"^[ \t]+", "", source, flags=re.MULTILINE)
