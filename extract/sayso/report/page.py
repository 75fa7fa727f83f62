"""From what a report tells to one page of HTML that loads nothing and runs nothing."""

from __future__ import annotations

import base64
import hashlib
import re
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from sayso.explore.rendering import in_words, many
from sayso.report.content import Content
from sayso.version import own_version

_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)
_ENVIRONMENT = Environment(
    loader=PackageLoader("sayso.report"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_ENVIRONMENT.filters["words"] = in_words
_ENVIRONMENT.globals["many"] = many
_HERE = "@POLICY@"


def rendered(content: Content) -> str:
    """Return the page; its policy allows the style sheets in it, by their hashes, and no more."""
    page = _ENVIRONMENT.get_template("report.html").render(
        content=content,
        style=Markup(_style(content)),
        policy=_HERE,
        version=own_version(),
    )
    hashes = " ".join(
        f"'sha256-{base64.b64encode(hashlib.sha256(sheet.encode()).digest()).decode()}'"
        for sheet in dict.fromkeys(_STYLE.findall(page))
    )
    policy = f"default-src 'none'; style-src {hashes}; base-uri 'none'; form-action 'none'"
    return page.replace(f'content="{_HERE}"', f'content="{policy}"', 1)


def _style(content: Content) -> str:
    """Return the style sheet of the explorer, that of the report, and what lights up its words."""
    sheets = [
        files("sayso.explore").joinpath("static/sayso.css").read_text(encoding="utf-8"),
        files("sayso.report").joinpath("report.css").read_text(encoding="utf-8"),
    ]
    for part in content.parts:
        for entry in (*part.statements, *part.characterizations, *part.stances):
            lit = f":root:has(#{entry.place}:target, #{entry.name}:target)"
            sheets.append(f"{lit} .{entry.name} {{ background: var(--lit); }}\n")
    return "".join(sheets)
