"""Pseudonyms of a report that is held, and of one that lies on disk."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.reports.laid_names import LaidNames, LaidPeople
from auditor.reports.pseudonyms import Pseudonyms

VALUES = st.tuples(st.sampled_from(["customer", "agent", "phone"]), st.text(max_size=3))


def test_each_kind_counts_from_one_in_the_order_asked() -> None:
    names = Pseudonyms()
    asked = [("customer", "anna"), ("agent", "anna"), ("customer", "bea"), ("customer", "anna"), ("agent", "bea")]
    assert [names.of(*one) for one in asked] == [
        "[customer 1]",
        "[agent 1]",
        "[customer 2]",
        "[customer 1]",
        "[agent 2]",
    ]


@given(st.lists(st.one_of(VALUES, st.none()), max_size=60))
def test_on_disk_they_are_the_same_whenever_what_is_held_is_forgotten(asked: list[tuple[str, str] | None]) -> None:
    held, laid = Pseudonyms(), Pseudonyms(LaidNames())
    for one in asked:
        if one is None:
            laid.forget()
        else:
            assert laid.of(*one) == held.of(*one)


@given(st.lists(st.text(max_size=3)), st.lists(st.text(max_size=3)))
def test_people_on_disk_are_those_that_were_taken_in(known: list[str], asked: list[str]) -> None:
    names = LaidNames()
    people = LaidPeople(names)
    for one in known:
        people.add(one)
    Pseudonyms(names).of("customer", "x")  # what a person is called there is another matter
    assert [one in people for one in (*known, *asked)] == [one in set(known) for one in (*known, *asked)]


def test_no_room_for_names_is_told_as_an_error_of_the_disk() -> None:
    names = LaidNames()
    names._file.execute("PRAGMA max_page_count = 4")
    with pytest.raises(
        OSError, match="names in the report cannot be kept in a temporary file: database or disk is full"
    ):
        for number in range(10_000):
            names.put(f"name {number}", number)
