"""Audits on Spark, for archives that no one machine holds: the same engine, with its work spread by account and customer.

An optional extra, ``pip install 'auditor[spark]'``; nothing here imports Spark before it is used.
"""

from auditor.spark.frames import Audited, audit
from auditor.spark.problems import FrameError, SparkError

__all__ = ["Audited", "FrameError", "SparkError", "audit"]
