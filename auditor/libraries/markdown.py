"""Markdown: a heading names a reply; the reply is quoted, fenced or plain below it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from auditor.libraries.build import About, Maker
from auditor.libraries.interface import Head, Options, SkippedEntry
from auditor.libraries.languages import language_of
from auditor.libraries.markdown_blocks import Block, Kind, blocks, front_matter
from auditor.libraries.markdown_words import markdown_words
from auditor.libraries.source import read_source
from auditor.libraries.suppressions import suppressions_in
from auditor.libraries.traced import Traced
from auditor.model import Entry, Suppression

# Fences that hold words; others hold code. A fence of HTML is read as HTML.
_WORDS = frozenset(("", "text", "txt", "plain", "plaintext", "md", "markdown", "liquid", "email", "message", "reply"))
_LANG = re.compile(r"^(?:lang|language|locale)[ \t]*:[ \t]*[\"']?([\w-]{2,20})", re.MULTILINE | re.IGNORECASE)
# What says of a section that customers do not get to read it.
_INNER = re.compile(
    r"internal[ -](?:notes?|only|use|communications?|alerts?)|not sent to customers?"
    r"|notas? internas?|not[ae] intern[ae]|notes? internes?|interne (?:notiz|notitie)",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Section:
    """What stands below one heading, up to the next."""

    titles: tuple[str, ...] = ()
    level: int = 0
    blocks: list[Block] = field(default_factory=list)


class Markdown:
    """Where a file has quotes or fences, these are its replies and the rest is about them; else every section is one.

    Of plain files, what stands below the only heading of the first rank is about the file. An HTML comment
    ``<!-- auditor: ignore[rule] reason -->`` counts for the reply behind it, or for the last of its section.
    """

    name = "markdown"
    describes = "Markdown: headings with quoted, fenced or plain replies"

    def recognises(self, head: Head) -> bool:
        return head.path.suffix.lower() in (".md", ".markdown", ".mdx")

    def read(self, path: Path, options: Options) -> Iterator[Entry | SkippedEntry]:
        source = read_source(path)
        maker = Maker.of(source, options, self.name)
        said = _LANG.search(front_matter(source)[0])
        lang = language_of(said[1]) if said else None
        sections, found = list(_sections(blocks(source))), False
        names = Counter(section.titles[-1] for section in sections if section.titles)
        for section, replies in _replies(sections):
            for number, (block, notes) in enumerate(replies, 1):
                found = True
                yield _entry(maker, section, block, _name(section, names, number), lang, notes)
        if not found:
            raise source.no_replies("no reply found; write each below a heading of its own, quoted, fenced or plain.")


def _entry(
    maker: Maker, section: _Section, block: Block, title: str, lang: str | None, notes: tuple[Suppression, ...]
) -> Entry | SkippedEntry:
    public = not any(_INNER.search(said) for said in (*section.titles, *_remark(block)))
    about = About(title, title, lang, public, suppressions=notes)
    if block.kind is Kind.FENCE:
        return maker.make(block.text, about, block.info == "html")
    words, comments = markdown_words(block.text)
    about = About(title, title, lang, public, suppressions=(*notes, *suppressions_in(comments)))
    return maker.make(words, about, html=False)


def _name(section: _Section, names: Counter[str], number: int) -> str:
    """The heading, with the one above it where several are alike, and a number from the second reply on."""
    title = section.titles[-1] if section.titles else ""
    if names[title] > 1:
        title = " / ".join(section.titles[-2:])
    return f"{title} ({number})" if number > 1 else title


def _remark(block: Block) -> tuple[str, ...]:
    """A plain section's first line, where it stands in brackets: a remark about the text."""
    first = block.text.text.split("\n", 1)[0].strip(" *_")
    return (first,) if first.startswith("(") and first.endswith(")") else ()


def _sections(found: Iterator[Block]) -> Iterator[_Section]:
    above: list[tuple[int, str]] = []
    section = _Section()
    for block in found:
        if block.kind is not Kind.HEADING:
            section.blocks.append(block)
            continue
        yield section
        above = [(level, title) for level, title in above if level < block.level]
        above.append((block.level, _title(block.text)))
        section = _Section(tuple(title for _, title in above), block.level)
    yield section


def _title(text: Traced) -> str:
    words, _ = markdown_words(text)
    return " ".join(words.text.split())


def _replies(sections: list[_Section]) -> Iterator[tuple[_Section, list[tuple[Block, tuple[Suppression, ...]]]]]:
    """The blocks of each section that are replies, with their suppressions."""
    marked = any(_is_marked(block) for section in sections for block in section.blocks)
    levels = [section.level for section in sections if section.level]
    about_file = min(levels, default=0) if len(levels) > 1 and levels.count(min(levels)) == 1 else 0
    for section in sections:
        quotes = [block for block in section.blocks if block.kind is Kind.QUOTE]
        chosen = quotes or [block for block in section.blocks if _is_marked(block)]
        if not marked and section.level > about_file:
            chosen = [block for block in section.blocks if block.kind is Kind.PLAIN and section.titles]
        if chosen:
            yield section, list(zip(chosen, _notes(section, chosen), strict=True))


def _is_marked(block: Block) -> bool:
    return block.kind is Kind.QUOTE or (block.kind is Kind.FENCE and (block.info in _WORDS or block.info == "html"))


def _notes(section: _Section, chosen: list[Block]) -> list[tuple[Suppression, ...]]:
    notes: list[list[Suppression]] = [[] for _ in chosen]
    for block in section.blocks:
        if block.kind is Kind.COMMENT:
            following = (number for number, reply in enumerate(chosen) if reply.at > block.at)
            notes[next(following, len(chosen) - 1)] += suppressions_in(block.text.text)
    return [tuple(found) for found in notes]
