"""The frame around every page, and the environment in which templates are filled in."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from auditor.reports.clean import shown


def page(
    template: str,
    *,
    title: str,
    lang: str = "en",
    styles: Sequence[str] = (),
    script: str | None = None,
    **values: object,
) -> str:
    """A template that extends ``frame.html``, filled in: a whole HTML document.

    ``styles`` are style sheets beside this file that come after ``frame.css``, ``script`` a script beside this file. The
    page's security policy allows exactly these two by their hashes, and nothing else: no address is ever fetched, and a
    script or a ``style`` attribute that came in with strangers' words would not run.
    """
    style = "".join(_beside(name) for name in ("frame.css", *styles))
    code = _beside(script) if script else ""
    policy = "; ".join(
        (
            "default-src 'none'",
            f"style-src '{_hash(style)}'",
            f"script-src '{_hash(code)}'" if code else "script-src 'none'",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )
    text = (
        environment()
        .get_template(template)
        .render(title=title, lang=lang, policy=policy, style=Markup(style), script=Markup(code), **values)
    )
    return text if text.endswith("\n") else f"{text}\n"


@cache
def environment() -> Environment:
    """Everything put into a template is escaped, and of strangers' words only what can be seen is left."""
    return Environment(
        loader=PackageLoader("auditor.reports", "pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_seen,
    )


def _seen(value: object) -> object:
    return shown(value) if isinstance(value, str) and not isinstance(value, Markup) else value


@cache
def _beside(name: str) -> str:
    return (files("auditor.reports") / "pages" / name).read_text("utf-8").replace("\r\n", "\n")


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
