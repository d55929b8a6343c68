"""Runs kept in one DuckDB file: appended whole or not at all, and read again as trends."""

from auditor.history.runs import AccountPoint, HistoryError, RulePoint, Run
from auditor.history.store import load, save
from auditor.history.trends import trends

__all__ = ["AccountPoint", "HistoryError", "RulePoint", "Run", "load", "save", "trends"]
