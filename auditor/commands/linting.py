"""What ``auditor lint`` does, short of baselines and printing: settings, entries read by helpers, rules, the report."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from auditor.commands.problems import Problem, told_plainly

if TYPE_CHECKING:
    from auditor.model import Entry, Reading, Report
    from auditor.processes import Helpers
    from auditor.rulebook import Rulebook
    from auditor.rulebook.lintfile import LintFile

    Text = tuple[str, str | None]

_AT_ONCE = 10  # entries
_ALONE = 300  # entries that helpers have read before this process had loaded what that takes
_MOST_HELPERS = 4


@contextmanager
def who_reads() -> Iterator[Helpers[Text, Reading]]:
    """Processes that load spaCy at once, and then read the entries of a library."""
    from auditor.processes import helpers

    with helpers(_reading, min((os.cpu_count() or 1) - 1, _MOST_HELPERS)) as hired:
        yield hired


@dataclass(frozen=True)
class Settings:
    """A configuration, the folder that its patterns and paths begin at, and where it was read."""

    file: LintFile
    folder: Path
    path: Path | None


def load_settings(config: Path | None) -> Settings:
    """The configuration that is named, else the nearest one, else none. Raises Problem."""
    from auditor.rulebook.lintfile import LintFile, find_lint_file, load_lint_file

    with told_plainly():
        path = config or find_lint_file(Path())
        if path is None:
            return Settings(LintFile(), Path().resolve(), None)
        return Settings(load_lint_file(path), path.resolve().parent, path)


def run_lint(
    paths: Sequence[Path],
    settings: Settings,
    *,
    platform: str | None = None,
    text_field: str | None = None,
    as_of: str | None = None,
    rules: Sequence[Path] = (),
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    diff: str | None = None,
    channel: str | None = None,
    against: Sequence[Path] = (),
    readers: Helpers[Text, Reading] | None = None,
) -> Report:
    """What ``auditor lint`` does, short of baselines and printing. ``readers`` are the helpers that read the entries, if any.

    Raises Problem with one clear sentence."""
    from auditor.libraries import LibraryError, read_library
    from auditor.model import Entry
    from auditor.rulebook.lintfile import first_match

    file = settings.file
    try:
        found = list(read_library(paths, text_field=text_field or file.text_field))
    except LibraryError as error:
        raise Problem(str(error)) from error
    if not any(isinstance(one, Entry) for one in found):
        raise Problem(f"{', '.join(str(p) for p in paths)}: no response could be read; see --text-field")
    for number, one in enumerate(found):
        if isinstance(one, Entry):
            pattern = None if one.channel else first_match(list(file.channels), one.file, settings.folder)
            found[number] = replace(
                one,
                channel=one.channel or (file.channels[pattern] if pattern else channel),
                platform=platform or one.platform or file.platform,
            )
    entries = [one for one in found if isinstance(one, Entry)]
    texts = [(one.text, one.lang) for one in entries]
    readings = readers.give(texts, _AT_ONCE, _ALONE) if readers else None

    from auditor._version import __version__  # the cards and all their checks, while others read
    from auditor.commands.changes import changed_since
    from auditor.engine.lint import LintOptions, lint
    from auditor.rulebook import default_rules
    from auditor.rulebook.channels import load_channels

    with told_plainly():
        book = _rules_of_libraries(settings, rules, select, ignore)
        channels = load_channels(default_rules())
        if channel is not None and not (channels.is_public(channel) or channels.is_private(channel)):
            known = ", ".join(sorted(channels.public | channels.private))
            raise Problem(f"--channel {channel}: no such channel; known: {known}")
    if platform and platform not in (names := _platforms(book)) and names:
        raise Problem(f"--platform {platform}: no such platform; known: {', '.join(names)}")

    def off(rule: str, path: str) -> bool:
        patterns = [pattern for pattern, names in file.per_file_ignores.items() if rule in names]
        return first_match(patterns, path, settings.folder) is not None

    options = LintOptions(
        as_of=day(as_of, "--as-of") or file.as_of,
        languages=tuple(file.languages),
        placeholders=tuple(file.placeholders),
        severities=file.severity_of(),
        off=off,
    )
    if diff is not None:
        options = replace(options, judged=changed_since(diff, paths))
    with told_plainly():
        report = lint(found, book, channels, options, __version__, readings)
    return _held_against(report, entries, against, rules) if against else report


def _reading() -> Callable[[Sequence[Text]], list[Reading]]:
    """What reads entries, ready: spaCy is loaded, which takes a third of the time of a short run."""
    from auditor.engine.entry_reading import read_entry
    from auditor.rulebook.built_in import default_rules, load_reading
    from auditor.rulebook.channels import load_channels

    reader, channels = load_reading().reader, load_channels(default_rules())
    reader.get_ready()
    return lambda texts: [read_entry(text, lang, reader, channels) for text, lang in texts]


def _rules_of_libraries(
    settings: Settings, rules: Sequence[Path], select: Sequence[str], ignore: Sequence[str]
) -> Rulebook:
    from auditor.engine.lint import looks_at_entries
    from auditor.rulebook import load_rulebook, select_rules
    from auditor.rulebook.lintfile import check_names

    file = settings.file
    book = load_rulebook([*(settings.folder / name for name in file.rules), *rules])
    check_names(settings.path, file, book)
    others = {name: rule.card.looks_at for name, rule in book.rules.items() if not looks_at_entries(rule)}
    off = _of_libraries(select or file.select, [*ignore, *file.off()], file.severities, others)
    book = select_rules(book, [name for name in book.rules if name not in others], ())
    return select_rules(book, select or file.select, off)


def _of_libraries(
    select: Sequence[str], ignore: Sequence[str], named: Iterable[str], others: Mapping[str, str]
) -> list[str]:
    """The rules to leave out that libraries are asked about; ``others`` are those they are not, with what they look at.

    One of those cannot be selected (Problem); to switch it off changes nothing, which is said.
    """
    for name in select:
        if name in others:
            looks = {"reply": "replies to customers", "thread": "conversations"}.get(others[name], f"{others[name]}s")
            raise Problem(
                f"{name}: is a rule of {looks}, of which canned responses are not asked; see 'auditor rules list'"
            )
    for name in sorted({*ignore, *named} & others.keys()):
        say(f"{name}: is not asked of canned responses, so a setting for it changes nothing here")
    return [name for name in ignore if name not in others]


def _held_against(library: Report, entries: Sequence[Entry], archive: Sequence[Path], rules: Sequence[Path]) -> Report:
    from auditor.commands.run import run_audit
    from auditor.engine.blast import reach

    return reach(library, entries, run_audit(archive, rules=rules))


def _platforms(book: object) -> list[str]:
    from auditor.rulebook import Rulebook
    from auditor.rulebook.cards_entry import UnknownPlaceholderCard

    cards = [rule.card for rule in book.rules.values()] if isinstance(book, Rulebook) else []
    return sorted({name for card in cards if isinstance(card, UnknownPlaceholderCard) for name in card.platforms})


def day(text: str | None, option: str) -> date | None:
    """A day as 2025-03-01; of a moment, its day. Raises Problem."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        raise Problem(f"{option} {text}: not a day, such as 2025-03-01") from None


def say(text: str) -> None:
    """One line on standard error."""
    from auditor.commands.problems import one_line

    print(f"auditor: {one_line(text)}", file=sys.stderr)
