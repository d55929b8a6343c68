"""``missing-translation`` and ``translation-drift``: what the languages of a library owe each other."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from auditor.checks.acts import evidence_of
from auditor.checks.library import Library, Seen, is_only_numbered, opening
from auditor.model import NotCheckable, Related, Sighting


def _original(versions: Mapping[str, int], order: tuple[str, ...]) -> str:
    return next(code for code in order if code in versions)


def _by_use(keys: Mapping[str, Mapping[str, int]], promised: tuple[str, ...]) -> tuple[str, ...]:
    """Languages, the library's own first: those promised in their order, then the most used."""
    used = Counter(code for versions in keys.values() for code in versions)
    return tuple(dict.fromkeys((*promised, *sorted(used, key=lambda code: (-used[code], code != "en", code)))))


_COUNTED = NotCheckable(
    "the entries of each language are only counted, and not as many: which translates which is not known"
)


def _is_only_counted(keys: Mapping[str, Mapping[str, int]]) -> bool:
    """Whether entries of several languages are named by their place in their file alone, in files of unlike length."""
    by_language: dict[str, list[str]] = defaultdict(list)
    for key, versions in keys.items():
        for code in versions:
            by_language[code].append(key)
    sizes = {len(names) for names in by_language.values()}
    return len(sizes) > 1 and all(is_only_numbered(names) for names in by_language.values())


@dataclass(frozen=True, slots=True)
class MissingTranslationCheck:
    """Fires on an entry that lacks a language which the team promises, or in which at least ``share`` of the entries of
    the same files are. Entries whose language nothing says are left alone."""

    by_letters: ClassVar[bool] = True

    share: float

    def judge_library(self, library: Library) -> Iterator[Seen]:
        for keys in library.families.values():
            if _is_only_counted(keys):
                yield from (Seen(next(iter(versions.values())), _COUNTED) for versions in keys.values())
                continue
            used = Counter(code for versions in keys.values() for code in versions)
            covered = {code for code, count in used.items() if count >= self.share * len(keys)}
            order = _by_use(keys, library.languages)
            expected = set(library.languages) or (covered if len(covered) > 1 else set())
            for key, versions in keys.items():
                lacking = [code for code in order if code in expected and code not in versions]
                if lacking:
                    number = versions[_original(versions, order)]
                    one = library.entries[number]
                    facts = (("key", key), ("languages", ", ".join(lacking)))
                    yield Seen(number, Sighting(one.post, opening(one.entry.text), facts=facts))


@dataclass(frozen=True, slots=True)
class TranslationDriftCheck:
    """Fires where the original answers (an act of ``answers`` and none of ``redirects``) and its translation does not
    answer but redirects."""

    by_letters: ClassVar[bool] = False

    answers: tuple[str, ...]
    redirects: tuple[str, ...]

    def judge_library(self, library: Library) -> Iterator[Seen]:
        for keys in library.families.values():
            if _is_only_counted(keys):
                yield from (Seen(next(iter(versions.values())), _COUNTED) for versions in keys.values())
                continue
            order = _by_use(keys, library.languages)
            for versions in keys.values():
                first = _original(versions, order)
                original = library.entries[versions[first]]
                if original.reading.pack is None or not original.reading.has(*self.answers):
                    continue
                if original.reading.has(*self.redirects):
                    continue
                for code, number in versions.items():
                    if code != first:
                        yield from self._drift(library, number, original.post.id, first)

    def _drift(self, library: Library, number: int, original: str, language: str) -> Iterator[Seen]:
        one = library.entries[number]
        if one.reading.pack is None:
            yield Seen(number, NotCheckable(f"no phrases for the language of the entry ({one.lang or 'not known'})"))
            return
        act = one.reading.first(*self.redirects)
        if act is not None and not one.reading.has(*self.answers):
            span = evidence_of(one.reading, act, self.redirects)
            facts = (("language", language),)
            yield Seen(number, Sighting(one.post, span, related=(Related("original", original),), facts=facts))
