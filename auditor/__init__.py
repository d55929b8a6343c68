"""auditor: a headless reply-quality auditor for public customer care."""

from auditor._version import __version__

__all__ = ["__version__"]
