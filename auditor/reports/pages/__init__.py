"""Pages of HTML: one self-contained file each, readable without script, light and dark, on paper too.

A page is a Jinja2 template beside this file that extends ``frame.html``; ``parts.html`` holds the macros that pages share,
``frame.css`` how everything looks. Strangers' words are escaped and stripped of what is not seen wherever they are put in.
"""

from auditor.reports.pages.frame import page
from auditor.reports.pages.words import Marked, cut, marked, marked_text

__all__ = ["Marked", "cut", "marked", "marked_text", "page"]
