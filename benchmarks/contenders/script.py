"""The script that one would write instead: pandas, a regex of keywords a rule, langdetect on each pair of post and reply."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from benchmarks.contenders.run import contend

RULES = {
    "hotline-redirect": r"\b(call|phone|ring|telephone)\b.*\b(us|our|team|number)\b|\b\d{3}[- ]\d{3}[- ]\d{3,4}\b|\b0?800\b",
    "channel-redirect": r"\b(e-?mail|write to|contact form|live chat|chat with)\b",
    "local-redirect": r"\b(visit|go to|stop by|contact)\b.*\b(store|branch|shop|restaurant|airport|dealer)\b",
    "handle-redirect": r"\b(contact|tweet|reach out to|ask)\b.*@\w+",
    "only-social-team": r"\b(social media team|only social|we are (just|only))\b",
    "private-only": r"\b(dm|direct message|private message|inbox)\b",
    "asks-personal-data-publicly": r"\b(your|the) (account number|phone number|date of birth|address|e-?mail|order number)\b",
    "link-only": r"^\s*(@\w+\s+)*https?://\S+\s*$",
    "no-acknowledgement": r"\b(sorry|apolog|understand|frustrat|hear that)\w*",
    "blames-customer": r"\b(you (should|must) have|your (fault|mistake|error)|as we (said|told))\b",
    "impersonal": r"(\^|/|-|~)\s?[A-Z]\w{0,10}\s*$",
    "public-answer": r"\b(try|restart|update|settings|go to|click|tap|open|it is|has been|will be)\b",
    "help-page-linked": r"\b(here|guide|article|page|steps)\b.*https?://",
    "handed-over": r"\b(passed|forwarded|escalated|raised|shared)\b.*\b(team|department|colleagues)\b",
    "acknowledged": r"\b(sorry to hear|apologi[sz]e|understand how)\b",
    "broken-promise": r"\b(will|we'll|shall)\b.*\b(get back|update you|call you|be in touch|look into)\b",
    "repeated-question": r"\b(which|what|could you|can you)\b.*\?",
    "boilerplate": r"\b(thank you for (contacting|reaching)|thanks for (contacting|reaching)|we value your)\b",
    "channel-confusion": r"\b(already (sent|told|called|emailed|dm)|again and again)\b",
    "leftover-placeholder": r"\{\{?\w+\}?\}|\[\w+ name\]|<<\w+>>",
    "shouting": r"\b[A-Z]{4,}(\s+[A-Z]{3,}){2,}",
    "insecure-link": r"http://",
    "shortened-link": r"\b(bit\.ly|goo\.gl|tinyurl)\b",
    "tracking-link": r"utm_\w+=",
    "stale-date": r"\b(20(0\d|1[0-6]))\b",
}


def prepare() -> Callable[[Path, int | None], int]:
    import pandas
    from langdetect import DetectorFactory, LangDetectException, detect

    DetectorFactory.seed = 0
    detect("The profiles are read with the first text.")

    def language(text: str) -> str:
        try:
            return str(detect(text))
        except LangDetectException:
            return ""

    def look(path: Path, most: int | None) -> int:
        posts = pandas.read_csv(path, nrows=most, dtype=str, keep_default_na=False)
        replies = posts[posts["inbound"] == "False"]
        pairs = replies.merge(
            posts, left_on="in_response_to_tweet_id", right_on="tweet_id", how="left", suffixes=("", "_post")
        ).fillna({"text_post": ""})
        for rule, words in RULES.items():
            pairs[rule] = pairs["text"].str.contains(words.replace("(", "(?:"), case=False, regex=True)
        pairs["wrong-language"] = pairs["text"].map(language) != pairs["text_post"].map(language)
        asked, answered = (
            pandas.to_datetime(pairs[one], format="%a %b %d %H:%M:%S %z %Y")
            for one in ("created_at_post", "created_at")
        )
        pairs["slow-reply"] = (answered - asked).dt.total_seconds() > 24 * 3600
        pairs.groupby("author_id")[[*RULES, "wrong-language", "slow-reply"]].mean()
        return len(posts)

    return look


if __name__ == "__main__":
    contend(prepare)
