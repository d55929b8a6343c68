"""What can go wrong before any post is judged, each in one sentence that says what to do."""

from __future__ import annotations


class SparkError(Exception):
    """Spark is not there, cannot be started, or a worker is not like the driver: one clear sentence."""


class FrameError(SparkError):
    """A frame without the columns that posts have: one clear sentence that names them."""
