"""What can go wrong with Spark around the posts, each in one sentence that says what to do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager


class SparkError(Exception):
    """Spark is not there, cannot be started, or a worker is not like the driver: one clear sentence."""


class FrameError(SparkError):
    """A frame without the columns that posts have: one clear sentence that names them."""


_TOLD = re.compile(rf"{re.escape(SparkError.__module__)}\.SparkError: (.+)")


@contextmanager
def told_by_workers() -> Iterator[None]:
    """What a worker said in a SparkError comes home in the middle of Spark's own traceback: raised again as what it was."""
    try:
        yield
    except SparkError:
        raise
    except Exception as error:
        said = _TOLD.search(str(error))
        if said is None:
            raise
        raise SparkError(said[1]) from error
