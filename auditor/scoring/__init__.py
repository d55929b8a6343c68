"""From counts to a score from 0 to 100, with its parts and how sure it is."""

from auditor.scoring.score import Part, Score, grade_of, score_of, total
from auditor.scoring.scorecard import RuleWeight, Scorecard

__all__ = ["Part", "RuleWeight", "Score", "Scorecard", "grade_of", "score_of", "total"]
