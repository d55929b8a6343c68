"""Histories are judged on all cores. Every worker inherits the threads and takes its own share: nothing is sent in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain, groupby
from multiprocessing.connection import Connection, wait

from auditor.engine.judge import Engine, Judgement
from auditor.engine.reading import history_key, read_histories
from auditor.engine.sending import receive, send
from auditor.model import Post, Thread
from auditor.processes import Ration, can_fork, heard, household

Group = tuple[Thread, ...]


_REPORT_EVERY = 500
_PIECES = 12  # of a worker's share: what the last one does alone is short


def judge_all(
    engine: Engine, threads: Sequence[Thread], jobs: int, progress: Callable[[int, int], None] | None = None
) -> list[Judgement]:
    """Judge all histories of ``threads`` (threads of one history side by side), in ``jobs`` processes."""
    groups = [tuple(group) for _, group in groupby(threads, key=history_key)]
    of = sum(len(thread.posts) for thread in threads)
    tell = progress or (lambda done, of: None)
    if jobs <= 1 or len(groups) < 2 or not can_fork():
        done, judgements = 0, []
        for judgement, posts in _judge(engine, groups):
            judgements.append(judgement)
            done += posts
            tell(done, of)
        return judgements
    engine.rulebook.reader.get_ready()
    return _in_processes(engine, groups, jobs, of, tell)


def _judge(engine: Engine, groups: Iterable[Group]) -> Iterator[tuple[Judgement, int]]:
    for group in groups:
        posts = sum(len(thread.posts) for thread in group)
        for history in read_histories(group, engine.rulebook.reader):
            yield engine.judge(history), posts


def _cut(groups: Sequence[Group], count: int) -> list[list[Group]]:
    """Groups in their order cut into as many runs of like length."""
    weights = [sum(len(post.text) for thread in group for post in thread.posts) for group in groups]
    whole, done = sum(weights) or 1, 0
    pieces: list[list[Group]] = [[] for _ in range(count)]
    for group, weight in zip(groups, weights, strict=True):
        pieces[min((2 * done + weight) * count // (2 * whole), count - 1)].append(group)
        done += weight
    return [piece for piece in pieces if piece]


def _in_processes(
    engine: Engine, groups: Sequence[Group], jobs: int, of: int, tell: Callable[[int, int], None]
) -> list[Judgement]:
    pieces = _cut(groups, jobs * _PIECES)
    posts = [post for group in groups for thread in group for post in thread.posts]
    jobs = min(jobs, len(pieces))
    ration = Ration(pieces, jobs)
    judgements: list[Judgement] = []
    done = 0
    with household() as begin:
        workers = dict(begin(partial(_send_all, engine, ration.of(number), posts)) for number in range(jobs))
        while workers:
            for pipe in wait(list(workers)):
                assert isinstance(pipe, Connection)
                message = heard(pipe, workers[pipe], partial(receive, posts=posts))
                if message is None:
                    del workers[pipe]
                    continue
                batch, judged = message
                judgements += batch
                done += judged
                tell(done, of)
    return judgements


def _send_all(engine: Engine, share: Iterable[Sequence[Group]], all_posts: Sequence[Post], home: Connection) -> None:
    numbers = {id(post): number for number, post in enumerate(all_posts)}
    batch: list[Judgement] = []
    posts = 0
    for judgement, size in _judge(engine, chain.from_iterable(share)):
        batch.append(judgement)
        posts += size
        if posts >= _REPORT_EVERY:
            send(home, (batch, posts), numbers)
            batch, posts = [], 0
    send(home, (batch, posts), numbers)
