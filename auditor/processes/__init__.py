"""Work on all cores, by processes forked from this one: what they need they have already, and only what they found is sent.

Like the model, this imports nothing but the standard library, and every layer may use it.
"""

from auditor.processes.ahead import ahead
from auditor.processes.forked import ENDINGS, WorkerError, begin_work, can_fork, unsignalled
from auditor.processes.helpers import Helpers, helpers
from auditor.processes.household import heard, household
from auditor.processes.ration import Ration, Turns
from auditor.processes.spread import spread, spread_on

__all__ = [
    "ENDINGS",
    "Helpers",
    "Ration",
    "Turns",
    "WorkerError",
    "ahead",
    "begin_work",
    "can_fork",
    "heard",
    "helpers",
    "household",
    "spread",
    "spread_on",
    "unsignalled",
]
