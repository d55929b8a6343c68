"""Trends over saved runs for people and scripts. Takes plain data of the schema ``auditor/history/1``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from auditor.model import NOT_JUDGED
from auditor.reports.clean import one_line
from auditor.reports.interface import Look
from auditor.reports.markdown import escaped, table_lines
from auditor.reports.shape import dumped
from auditor.reports.terminal import printed
from auditor.reports.view import duration, percent, plural

FORMATS = ("terminal", "markdown", "json")
Data = Mapping[str, Any]
_BARS, _PLAIN_BARS = "▁▂▃▄▅▆▇█", "12345678"
_NO_POINT = "·"
_LONGEST = 24  # runs in a sparkline, the latest
_NARROWEST = {"score": 10.0, "share": 0.1}  # a scale is no finer: small moves look small
_RUNS = ("Run", "As of", "Score", "95 % interval", "Grade", "Replies", "Answered", "First reply")
_RULES = ("Rule", "Trend", "First", "Last", "Points lost now")
_ACCOUNTS = ("Account", "Trend", "First", "Last", "95 % interval", "Change", "Runs")


def render_history(data: Data, format: str, detailed: bool, look: Look) -> str:
    """The trends in one of ``FORMATS``; ``detailed`` tells each account's runs and rules."""
    if format == "json":
        return dumped(data, indent=1) + "\n"
    if format == "markdown":
        return "\n".join(_markdown(data, detailed)) + "\n"
    return printed(_page(data, detailed, look), look)


def sparkline(values: Sequence[float | None], low: float, high: float, plain: bool = False) -> str:
    """One mark a value, from ``low`` to ``high``; a dot where there is none. ``plain``: digits from 1 to 8."""
    marks = _PLAIN_BARS if plain else _BARS
    span = high - low
    return "".join(
        _NO_POINT if value is None else marks[min(max(int((value - low) / span * 8), 0), 7)]
        for value in values[-_LONGEST:]
    )


def _scale(values: Iterable[float | None], least: float, top: float) -> tuple[float, float]:
    """From the lowest to the highest value, but at least ``least`` apart and within 0 and ``top``."""
    known = [value for value in values if value is not None] or [0.0]
    low, high = min(known), max(known)
    missing = max(least - (high - low), 0.0)
    low = max(low - missing / 2, 0.0)
    high = min(max(high + missing / 2, low + least), top)
    return min(low, high - least), high


def _page(data: Data, detailed: bool, look: Look) -> Iterator[RenderableType]:
    yield Text.assemble(("auditor history ", "bold"), one_line(_summary(data)))
    yield from (Text(f"! {line}", "yellow") for line in _breaks(data))
    plain = not look.unicode
    if not detailed:
        yield Text()
        yield _grid(_ACCOUNTS, _overview(data, plain), left=2)
        yield Text(f"\n{_caption(data)}", "dim")
        return
    for account in data["accounts"]:
        yield Text(f"\n{one_line(account['account'])}", "bold underline")
        yield _grid(_RUNS, _runs(account, data), left=2)
        rules = list(_rules(account, data, plain))
        if rules:
            yield Text()
            yield _grid(_RULES, rules, left=2)


def _grid(header: Sequence[str], rows: Iterable[Sequence[str]], left: int) -> Table:
    grid = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold")
    for number, name in enumerate(header):
        grid.add_column(name, justify="left" if number < left else "right", no_wrap=True, overflow="ellipsis")
    for row in rows:
        grid.add_row(*(Text(one_line(cell)) for cell in row))
    return grid


def _summary(data: Data) -> str:
    runs = data["runs"]
    if not runs:
        return f"{data['path']}: no run is saved in it yet"
    ends = [(run["as_of"] or run["saved_at"])[:10] for run in (runs[0], runs[-1])]
    return f"{data['path']}: {plural(len(runs), 'run')}, as of {' to '.join(dict.fromkeys(ends))}"


def _breaks(data: Data) -> Iterator[str]:
    for one in data["breaks"]:
        yield f"With run {one['run']} other {' and '.join(one['changed'])} began: a step there may come from them."


def _overview(data: Data, plain: bool) -> Iterator[tuple[str, ...]]:
    numbers = [run["run"] for run in data["runs"]]
    low, high = _score_scale(data)
    for account in data["accounts"]:
        points = account["points"]
        by_run = {point["run"]: _score(point) for point in points}
        first, last = points[0], points[-1]
        ends = _score(first), _score(last)
        yield (
            account["account"],
            sparkline([by_run.get(number) for number in numbers], low, high, plain),
            "–" if ends[0] is None else f"{ends[0]:.1f}",
            "–" if ends[1] is None else f"{ends[1]:.1f} {_grade(last)}",
            _interval(last),
            "" if None in ends or len(points) < 2 else f"{last['score'] - first['score']:+.1f}".replace("-", "−"),
            f"{len(points)}",
        )


def _score_scale(data: Data) -> tuple[float, float]:
    scores = (_score(point) for account in data["accounts"] for point in account["points"])
    return _scale(scores, _NARROWEST["score"], 100.0)


def _caption(data: Data) -> str:
    low, high = _score_scale(data)
    return (
        f"The trends are drawn from {low:.0f} to {high:.0f} points, at most {_LONGEST} runs. A change within the interval may "
        "be chance: auditor compare tests two reports. ~ provisional: too few conversations."
    )


def _score(point: Data) -> float | None:
    """None for an account of which no reply could be read."""
    return None if point["grade"] == NOT_JUDGED else float(point["score"])


def _grade(point: Data) -> str:
    return str(point["grade"]) + ("~" if point["provisional"] else "")


def _interval(point: Data) -> str:
    return "" if _score(point) is None else f"{point['interval'][0]:.1f} – {point['interval'][1]:.1f}"


def _runs(account: Data, data: Data) -> Iterator[tuple[str, ...]]:
    runs = {run["run"]: run for run in data["runs"]}
    for point in account["points"]:
        run = runs[point["run"]]
        rate, median = point["response_rate"], point["median_minutes"]
        yield (
            str(point["run"]),
            (run["as_of"] or "no moment known")[:16].replace("T", " "),
            "–" if _score(point) is None else f"{point['score']:.2f}",
            _interval(point),
            _grade(point),
            f"{point['replies']:,}",
            "–" if rate is None else percent(rate),
            "–" if median is None else duration(median),
        )


def _rules(account: Data, data: Data, plain: bool) -> Iterator[tuple[str, ...]]:
    """The rules that cost most now first."""
    numbers = [run["run"] for run in data["runs"]]
    shares = [point["share"] for rule in account["rules"] for point in rule["points"]]
    low, high = _scale(shares, _NARROWEST["share"], 1.0)
    for rule in sorted(account["rules"], key=lambda r: (-r["points"][-1]["points"], r["rule"])):
        points, last = rule["points"], rule["points"][-1]
        by_run = {point["run"]: point["share"] for point in points}
        yield (
            rule["rule"],
            sparkline([by_run.get(number) for number in numbers], low, high, plain),
            percent(points[0]["share"]),
            percent(points[-1]["share"]) + (f" ({last['count']:,} of {last['of']:,})" if last["of"] else ""),
            f"{points[-1]['points']:.2f}",
        )


def _markdown(data: Data, detailed: bool) -> Iterator[str]:
    yield from ("# Reply quality over time", "", f"{escaped(_summary(data))}.", "")
    breaks = list(_breaks(data))
    yield from (*(f"- {escaped(line)}" for line in breaks), *([""] if breaks else []))
    if not detailed:
        yield from table_lines(_ACCOUNTS, _overview(data, plain=False))
        yield escaped(_caption(data))
        return
    for account in data["accounts"]:
        yield from (f"## {escaped(account['account'])}", "")
        yield from table_lines(_RUNS, _runs(account, data))
        if account["rules"]:
            yield from table_lines(_RULES, _rules(account, data, plain=False))
