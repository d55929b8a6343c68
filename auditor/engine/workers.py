"""Histories are judged on all cores. Every worker inherits the threads and takes its own share: nothing is sent in."""

from __future__ import annotations

import io
import multiprocessing
import pickle
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import fields, is_dataclass
from itertools import groupby
from multiprocessing.connection import Connection, wait
from operator import attrgetter
from typing import Any

from auditor.engine.judge import Engine, Judgement
from auditor.engine.reading import history_key, read_histories
from auditor.model import Post, Thread
from auditor.processes import WorkerError, begin_work, can_fork, unsignalled

Group = tuple[Thread, ...]


_REPORT_EVERY = 500


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
    return _in_processes(engine, _shares(groups, jobs), of, tell)


def _judge(engine: Engine, groups: Sequence[Group]) -> Iterator[tuple[Judgement, int]]:
    for group in groups:
        posts = sum(len(thread.posts) for thread in group)
        for history in read_histories(group, engine.rulebook.reader):
            yield engine.judge(history), posts


def _shares(groups: Sequence[Group], jobs: int) -> list[list[Group]]:
    """Groups in their order cut into as many runs of like length: an account's posts share languages and phrases, which a
    worker has to learn but once."""
    weights = [sum(len(post.text) for thread in group for post in thread.posts) for group in groups]
    whole, done = sum(weights) or 1, 0
    shares: list[list[Group]] = [[] for _ in range(jobs)]
    for group, weight in zip(groups, weights, strict=True):
        shares[min((2 * done + weight) * jobs // (2 * whole), jobs - 1)].append(group)
        done += weight
    return [share for share in shares if share]


def _in_processes(
    engine: Engine, shares: Sequence[Sequence[Group]], of: int, tell: Callable[[int, int], None]
) -> list[Judgement]:
    context = multiprocessing.get_context("fork")
    posts = [post for share in shares for group in share for thread in group for post in thread.posts]
    workers, pipes = [], []
    for share in shares:
        ours, theirs = context.Pipe(duplex=False)
        worker = context.Process(target=_work, args=(engine, share, theirs, posts), daemon=True)
        with unsignalled():
            worker.start()
        theirs.close()
        workers.append(worker)
        pipes.append(ours)
    judgements: list[Judgement] = []
    done, open_pipes = 0, list(pipes)
    while open_pipes:
        for pipe in wait(open_pipes):
            assert isinstance(pipe, Connection)
            message = _receive(pipe, posts)
            if message is None:
                open_pipes.remove(pipe)
                continue
            if isinstance(message, Exception):
                raise message
            batch, judged = message
            judgements += batch
            done += judged
            tell(done, of)
    for worker in workers:
        worker.join()
        if worker.exitcode:
            raise WorkerError(f"a worker process ended with code {worker.exitcode}; try again with --jobs 1")
    return judgements


def _receive(pipe: Connection, posts: Sequence[Post]) -> tuple[list[Judgement], int] | Exception | None:
    try:
        data = pipe.recv_bytes()
    except EOFError:
        return None
    message: tuple[list[Judgement], int] | Exception = _Unpickler(io.BytesIO(data), posts).load()
    return message


class _Pickler(pickle.Pickler):
    """Sends posts home by number: home has them already (a forked worker shares the very objects). Frozen data is sent as
    what it is made of: the way of its own looks up its fields again and again."""

    def __init__(self, file: io.BytesIO, numbers: Mapping[int, int]) -> None:
        super().__init__(file, pickle.HIGHEST_PROTOCOL)
        self._numbers = numbers
        self._makers: dict[type, Callable[[Any], tuple[Any, ...]] | None] = {}

    def reducer_override(self, obj: object) -> Any:
        kind = type(obj)
        if kind not in self._makers:
            self._makers[kind] = _values_of(kind) if is_dataclass(kind) else None
        values = self._makers[kind]
        return NotImplemented if values is None else (kind, values(obj))

    def persistent_id(self, obj: object) -> int | None:
        return self._numbers.get(id(obj)) if isinstance(obj, Post) else None


def _values_of(kind: type[Any]) -> Callable[[Any], tuple[Any, ...]] | None:
    """A function that gives what instances of a dataclass are made of; None where they are not made of their fields alone."""
    names = [field.name for field in fields(kind) if field.init and not field.kw_only]
    if len(names) != len(fields(kind)) or hasattr(kind, "__post_init__"):
        return None
    return attrgetter(*names) if len(names) > 1 else lambda one: tuple(getattr(one, name) for name in names)


class _Unpickler(pickle.Unpickler):
    """Puts home's own posts where numbers stand."""

    def __init__(self, file: io.BytesIO, posts: Sequence[Post]) -> None:
        super().__init__(file)
        self._posts = posts

    def persistent_load(self, pid: int) -> Post:
        return self._posts[pid]


def _send(pipe: Connection, message: object, numbers: Mapping[int, int]) -> None:
    file = io.BytesIO()
    _Pickler(file, numbers).dump(message)
    pipe.send_bytes(file.getvalue())


def _work(engine: Engine, share: Sequence[Group], pipe: Connection, all_posts: Sequence[Post]) -> None:
    """A worker's whole life. What goes wrong in it is sent home, where it is told like any other error; an interrupt
    is for home alone, which ends its workers."""
    begin_work()
    numbers = {id(post): number for number, post in enumerate(all_posts)}
    try:
        _send_all(engine, share, pipe, numbers)
    except Exception as error:
        with suppress(OSError):  # home is gone
            _send(pipe, error, numbers)
    pipe.close()


def _send_all(engine: Engine, share: Sequence[Group], pipe: Connection, numbers: Mapping[int, int]) -> None:
    batch: list[Judgement] = []
    posts = 0
    for judgement, size in _judge(engine, share):
        batch.append(judgement)
        posts += size
        if posts >= _REPORT_EVERY:
            _send(pipe, (batch, posts), numbers)
            batch, posts = [], 0
    _send(pipe, (batch, posts), numbers)
