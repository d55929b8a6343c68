"""What a sheet is made of, whatever it is written in. All text is plain: a format escapes it in its own way."""

from __future__ import annotations

from dataclasses import dataclass

from auditor.reports.pages.words import Marked


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading under the title: level 2 or 3. ``fresh``: on paper it begins a page."""

    level: int
    text: str
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph; ``soft`` where it is only a remark."""

    text: str
    soft: bool = False


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """Words of a post, and who said them."""

    who: str
    words: Marked


@dataclass(frozen=True, slots=True)
class Facts:
    """Terms and what is to be said of them."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two exchanges side by side: a header of two, and rows of a name and two posts."""

    header: tuple[str, str]
    rows: tuple[tuple[str, Marked, Marked], ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table. ``links`` gives the file behind each row's first cell, where there is one."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[int, ...] = ()
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Command:
    """A line for a shell."""

    text: str


Block = Heading | Para | Items | Said | Facts | Pair | Grid | Command
