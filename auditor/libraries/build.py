"""From a text with its place to an Entry."""

from __future__ import annotations

from dataclasses import dataclass

from auditor.libraries.fields import CHANNELS, KEYS, LANGUAGES, TITLES, is_public
from auditor.libraries.html_text import words_of
from auditor.libraries.interface import Options, SkippedEntry
from auditor.libraries.languages import language_of, language_of_path
from auditor.libraries.nodes import Record
from auditor.libraries.source import Source
from auditor.libraries.suppressions import merged, suppressions_in, suppressions_of
from auditor.libraries.traced import Traced
from auditor.model import Entry, Suppression


@dataclass(frozen=True, slots=True)
class About:
    """What a record says about its text. An empty key takes the title's place, and the other way round."""

    key: str
    title: str
    lang: str | None = None
    public: bool = True
    channel: str | None = None
    suppressions: tuple[Suppression, ...] = ()


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes the entries of one file."""

    source: Source
    reader: str
    platform: str | None
    lang: str | None

    @classmethod
    def of(cls, source: Source, options: Options, reader: str, platform: str | None = None) -> Maker:
        return cls(source, reader, platform, language_of_path(source.path, options.root))

    def make(self, text: Traced, about: About, html: bool | None = None) -> Entry | SkippedEntry:
        """The entry; skipped where no words are left. ``html`` None: told by the text."""
        words, comments = words_of(text, html)
        key = about.key or about.title
        if not words.text:
            return self.source.skipped(text.offset(0), "the text is empty", key or None)
        return Entry(
            key=key or f"line {self.source.line(text.offset(0))}",
            title=about.title or about.key,
            text=words.text,
            file=str(self.source.path),
            source=self.source.map_of(words),
            reader=self.reader,
            lang=about.lang or self.lang,
            public=about.public,
            channel=about.channel,
            platform=self.platform,
            suppressions=merged((about.suppressions, suppressions_in(comments))),
        )


def about_record(record: Record, key: str = "") -> About:
    """What the usual fields of a record say; ``key`` is its name in a mapping of records."""
    return About(
        key=record.said(*KEYS) or key,
        title=record.said(*TITLES) or key,
        lang=language_of(record.said(*LANGUAGES)),
        public=is_public(record),
        channel=record.said(*CHANNELS),
        suppressions=suppressions_of(record),
    )
