"""A Spark session for the command line: the one that spark-submit made, else one on this machine."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from auditor.spark.problems import SparkError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_LOCAL = {
    "spark.driver.bindAddress": "127.0.0.1",
    # The JVM only moves bytes: that it is there soon counts more than how fast its code becomes in the end.
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.maxResultSize": "0",
    "spark.log.level": "ERROR",
    "spark.sql.session.timeZone": "UTC",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}
_PARTITIONS_PER_CORE = 2


def require_spark() -> None:
    """Raises SparkError where the packages of the extra are not installed."""
    try:
        import msgspec  # noqa: F401
        import pyarrow  # noqa: F401
        import pyspark  # noqa: F401
    except ImportError as error:
        raise SparkError(f"Spark is not installed ({error}); pip install 'auditor[spark]'") from error


def require_session() -> None:
    """Raises SparkError where ``session`` could not give one: told before the work, not after reading an archive."""
    require_spark()
    if _running() is None and not _submitted():
        _require_java()


def session(cores: int) -> SparkSession:
    """The session under way or made by spark-submit, else a new one on ``cores`` cores of this machine.

    Raises SparkError where there is no Java, or Spark does not start.
    """
    require_session()
    from pyspark.errors import PySparkException
    from pyspark.sql import SparkSession

    running = _running()
    if running is not None:
        return running
    builder = SparkSession.builder.appName("auditor")
    if not _submitted():
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        builder = builder.master(f"local[{cores}]")
        for name, value in _local(cores).items():
            builder = builder.config(name, value)
    try:
        return builder.getOrCreate()
    except PySparkException as error:
        raise SparkError(
            f"Spark could not be started ({str(error).splitlines()[0]}); it needs Java 17 or newer"
        ) from error


def _running() -> SparkSession | None:
    from pyspark.sql import SparkSession

    return SparkSession.getActiveSession()


def _submitted() -> bool:
    """Whether spark-submit started this program, and so has said where Spark runs."""
    return "PYSPARK_GATEWAY_PORT" in os.environ


def _local(cores: int) -> dict[str, str]:
    return {**_LOCAL, "spark.sql.shuffle.partitions": str(cores * _PARTITIONS_PER_CORE)}


def _require_java() -> None:
    home = os.environ.get("JAVA_HOME")
    java = Path(home) / "bin" / "java" if home else shutil.which("java")
    if java is None or not Path(java).exists():
        where = f"no Java in JAVA_HOME={home}" if home else "no Java on the path"
        raise SparkError(f"Spark needs Java 17 or newer, and there is {where}; install a JRE or set JAVA_HOME")
