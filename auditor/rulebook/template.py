"""The card that ``auditor rules new`` writes: complete, passing its own examples, to be changed."""

from __future__ import annotations

_CARD = """\
# A rule of your own. Try it with: auditor rules test FOLDER; use it with: auditor audit … --rules FOLDER
name: NAME
title: The customer is told to telephone            # what a reviewer reads first
severity: warning                                   # error, warning, info, strength
looks-at: reply                                     # reply, thread, account
needs: []                                           # evidence without which it cannot judge
dimension: answering-in-public                      # the sub-score it counts for
weight: 0.2                                         # share of the score lost when every reply fails
principle:
  statement: Say why this matters to a customer, in one sentence.
  source: Who says so (a guide of your team, an article)
silent-when:
  - the brand offers to call the customer
check: act
when: call-us                                       # acts: see acts.yaml; auditor rules schema lists the checks
unless:
  - {act: offer-to-call, in: reply}
message:
  en: The customer is told to telephone.
suggestion:
  en: Answer here, in the channel in which the customer asked.
examples:                                           # every one is a test; [[…]] is exactly what must be found
  en:
    bad:
      - thread: [{customer: "My parcel is lost."}, {account: "Sorry to hear that. [[Please call us]]!"}]
    good:
      - thread: [{customer: "My parcel is lost."}, {account: "Your parcel is at the depot and arrives tomorrow."}]
"""


def new_card(name: str) -> str:
    """The text of a new card."""
    return _CARD.replace("NAME", name, 1)
