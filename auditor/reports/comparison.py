"""A comparison of two reports for people and scripts. Takes plain data of the schema ``auditor/compare/1``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from auditor.reports.clean import one_line
from auditor.reports.interface import Look
from auditor.reports.markdown import escaped, table_lines
from auditor.reports.shape import dumped
from auditor.reports.terminal import printed
from auditor.reports.view import percent, plural

FORMATS = ("terminal", "markdown", "json")
Data = Mapping[str, Any]
_STYLE = {"worse": "red", "better": "green", "noise": "", "same": "dim", "untested": "dim"}
_SAID = {"worse": "worse", "better": "better", "noise": "noise", "same": "no change"}
_FINDINGS, _NOISE = 10, 8
_WIDE = 120  # columns from which rules and agents are shown with their intervals
_NONE_IN_BOTH = "None is in both: the reports read other posts, so that none is listed."
_TITLES = {
    "accounts": ("Accounts", "account"),
    "rules": ("Rules (how often each opportunity failed)", "rule"),
    "agents": ("Agents (signed replies with an error or a warning)", "agent"),
}
_HEAD = {"account": "Account", "rule": "Rule", "agent": "Agent"}


def render_comparison(data: Data, format: str, look: Look) -> str:
    """The comparison in one of ``FORMATS``."""
    if format == "json":
        return dumped(data, indent=1) + "\n"
    if format == "markdown":
        return "\n".join(_markdown(data)) + "\n"
    return printed(_page(data, look), look)


def _page(data: Data, look: Look) -> Iterable[RenderableType]:
    old, new = (one_line(data[side]["path"]) for side in ("old", "new"))
    yield Text.assemble(("auditor compare ", "bold"), f"OLD {old} · NEW {new}")
    for difference in data["differences"]:
        yield Text(f"! {one_line(difference)}", "yellow")
    yield Text(f"\n{headline(data)}", "bold")
    for kind in _TITLES:
        rows, left = chosen(data[kind], everything=kind == "accounts")
        if not rows:
            continue
        title, what = _TITLES[kind]
        yield Text(f"\n{title}", "bold underline")
        yield _table(rows, what, look)
        if left:
            yield Text(f"… and {left}", "dim")
    if data["only_old"] or data["only_new"]:
        yield Text()
    yield from (Text(line) for line in _apart(data))
    yield from _findings(data)
    yield Text(f"\n{statement(data)}", "dim")


def _table(rows: Sequence[Data], what: str, look: Look) -> Table:
    grid = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold")
    grid.add_column("Account", no_wrap=True, overflow="ellipsis", max_width=18)
    if what != "account":
        grid.add_column(_HEAD[what], no_wrap=True, overflow="ellipsis", max_width=27)
    wide = what == "account" or look.width >= _WIDE
    for name in ("Old", "New", "Change", *(["95 % interval"] if wide else [])):
        grid.add_column(name, justify="right", no_wrap=True)
    grid.add_column("", overflow="fold")
    for change in rows:
        *cells, interval, said = _cells(change, what)
        shown = [*cells, *([interval] if wide else [])]
        grid.add_row(*(Text(cell) for cell in shown), Text(said, _STYLE[change["verdict"]]))
    return grid


def _cells(change: Data, what: str) -> list[str]:
    scored = what == "account"
    names = [one_line(change["account"]), *([] if scored else [one_line(change[what])])]
    figures = [_figure(change[side], scored) for side in ("old", "new")]
    moved = "" if change["delta"] is None else _signed(change["delta"], scored)
    interval = " … ".join(_signed(end, scored) for end in change["interval"]) if change["interval"] else ""
    return [*names, *figures, moved, interval, verdict(change)]


def _figure(figure: Data, scored: bool) -> str:
    if figure["value"] is None:
        return "–"
    if scored:
        return f"{figure['value']:.2f}"
    return percent(figure["value"]) + (f" of {figure['of']:,}" if figure["of"] is not None else "")


def _signed(value: float, scored: bool) -> str:
    words = f"{value:+.2f}" if scored else f"{100 * value:+.1f}"
    return words.replace("-", "−")


def verdict(change: Data) -> str:
    """What is said of one change, with its chance where there was a test."""
    reason = one_line(change["reason"] or "")
    if change["verdict"] == "untested":
        return f"not tested: {reason}"
    said = _SAID[change["verdict"]]
    if change["verdict"] != "same":
        said += f" (p {_chance(change['p'])})"
    return f"{said}; {reason}" if reason else said


def _chance(p: float) -> str:
    return "< 0.001" if p < 0.001 else f"{p:.3f}" if p < 0.1 else f"{p:.2f}"


def headline(data: Data) -> str:
    """The answer in one sentence."""
    if data["verdict"] == "no change":
        return "No change."
    if not data["accounts"]:
        return "No account is scored in both reports; findings are compared."
    if not data["tests"]:
        return "Nothing could be tested: there is too little evidence on one side or the other."
    if not data["worse"] and not data["better"]:
        return f"No change beyond noise, in {plural(data['tests'], 'test')}."
    return f"Beyond noise: {data['worse']} worse, {data['better']} better, of {plural(data['tests'], 'test')}."


def statement(data: Data) -> str:
    """The test, as it is stated under every comparison that made one."""
    if not data["tests"]:
        return "Tested is what both reports hold of an account with enough conversations (docs/compare.md)."
    return (
        f"The test: Welch's, on conversations; Holm's correction over all {plural(data['tests'], 'test')}, so that the chance "
        f"of even one false claim is at most {percent(data['level'])}. Changes of rules and agents are in points of a hundred. "
        "An interval is for its own change alone."
    )


def chosen(changes: Sequence[Data], everything: bool) -> tuple[list[Data], str]:
    """The rows worth showing, and in words how many are left out."""
    told = [c for c in changes if c["verdict"] in ("worse", "better")]
    noise = [c for c in changes if c["verdict"] == "noise"]
    if everything:
        return list(changes), ""
    shown = told + noise[:_NOISE]
    left = {
        "within noise": len(noise[_NOISE:]),
        "without change": sum(c["verdict"] == "same" for c in changes),
        "not tested": sum(c["verdict"] == "untested" for c in changes),
    }
    return shown, ", ".join(f"{count:,} {words}" for words, count in left.items() if count)


def _apart(data: Data) -> Iterator[str]:
    for side, names in (("OLD", data["only_old"]), ("NEW", data["only_new"])):
        if names:
            yield f"Only in {side}: {', '.join(one_line(name) for name in names)}"


def _findings(data: Data) -> Iterable[RenderableType]:
    found = data["findings"]
    yield Text("\nFindings", "bold underline")
    yield Text(f"{found['new_count']:,} new, {found['mended_count']:,} gone, {found['kept_count']:,} in both")
    if not found["kept_count"] and found["new_count"] and found["mended_count"]:
        yield Text(_NONE_IN_BOTH)
        return
    for kind, title in (("new", "New, worst first"), ("mended", "Gone, worst first")):
        if found[kind]:
            yield Text(f"\n{title}")
            grid = Table.grid(padding=(0, 2, 0, 0))
            for finding in found[kind][:_FINDINGS]:
                grid.add_row(*(Text(cell) for cell in _finding(finding)))
            yield grid
            if len(found[kind]) > _FINDINGS:
                yield Text(f"… and {len(found[kind]) - _FINDINGS:,} more (--format json has all)", "dim")


def _finding(finding: Data) -> tuple[str, ...]:
    origin = finding["post"]["origin"]
    place = origin["file"] if origin["line"] is None else f"{origin['file']}:{origin['line']}"
    cells = (finding["severity"], finding["rule"], finding["account"], place, finding["id"])
    return tuple(one_line(cell) for cell in cells)


def _markdown(data: Data) -> Iterator[str]:
    yield from ("# Two reports compared", "")
    yield f"OLD {escaped(data['old']['path'])}, NEW {escaped(data['new']['path'])}."
    yield ""
    yield from (f"- {escaped(difference)}" for difference in data["differences"])
    yield from ([""] if data["differences"] else [])
    yield from (f"**{escaped(headline(data))}**", "")
    for kind in _TITLES:
        rows, left = chosen(data[kind], everything=kind == "accounts")
        if not rows:
            continue
        title, what = _TITLES[kind]
        names = ("Account",) if what == "account" else ("Account", _HEAD[what])
        yield from (f"## {title}", "")
        header = (*names, "Old", "New", "Change", "95 % interval", "Beyond noise?")
        yield from table_lines(header, (_cells(change, what) for change in rows))
        yield from ([f"And {left}.", ""] if left else [])
    yield from (f"{escaped(line)}\n" for line in _apart(data))
    found = data["findings"]
    yield from ("## Findings", "")
    yield f"{found['new_count']:,} new, {found['mended_count']:,} gone, {found['kept_count']:,} in both."
    yield ""
    if found["by_rule"]:
        counts = (
            (r["account"], r["rule"], *(f"{r[k]:,}" for k in ("new", "mended", "kept"))) for r in found["by_rule"]
        )
        yield from table_lines(("Account", "Rule", "New", "Gone", "In both"), counts)
    apart = not found["kept_count"] and found["new_count"] and found["mended_count"]
    yield from ([_NONE_IN_BOTH, ""] if apart else [])
    for kind, title in (("new", "New"), ("mended", "Gone")):
        if found[kind] and not apart:
            yield from (f"### {title}, worst first", "")
            header = ("Severity", "Rule", "Account", "Place", "Finding")
            yield from table_lines(header, (_finding(finding) for finding in found[kind][:_FINDINGS]))
            if len(found[kind]) > _FINDINGS:
                yield from (f"And {len(found[kind]) - _FINDINGS:,} more: in the JSON comparison.", "")
    yield statement(data)
