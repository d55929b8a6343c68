"""The page in a real browser: quiet, usable by mouse, keyboard and screen reader, wide and narrow, dark and on paper."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from auditor.reports import Look, render
from tests.pages.conftest import NARROW, WIDE, Open, Opened
from tests.pages.examples import ATTACK, attacked, crowded, full
from tests.reports.examples import hostile, hostile_library, library, small


@cache
def text_of(name: str) -> str:
    """A page, written once."""
    reports = {
        "full": full,
        "few": lambda: full(2, 20),
        "small": small,
        "attacked": attacked,
        "hostile": hostile,
        "library": library,
        "hostile library": hostile_library,
    }
    return render(reports[name](), "html", show_personal_data=name not in ("full", "few"), look=Look())


def column(it: Opened, number: int, table: str = "#ranking") -> list[str]:
    """The cells of one column, from the top."""
    cells = it.page.locator(f"{table} tbody tr:visible > :nth-child({number})")
    return [" ".join(words.split()) for words in cells.all_inner_texts()]


def heading(it: Opened, name: str, table: str = "#ranking") -> Any:
    """The button in a column's heading."""
    return it.page.locator(f"{table} thead").get_by_role("button", name=name, exact=True)


@pytest.mark.parametrize("name", ["full", "small", "attacked", "hostile", "library", "hostile library"])
def test_it_opens_quietly_and_asks_for_nothing(opened: Open, name: str) -> None:
    with opened(text_of(name)) as it:
        assert it.complaints == []
        assert len(it.requests) == 1  # the page itself
        assert it.requests[0].startswith("file://")


def test_accounts_sort_by_number_and_by_name_and_back(opened: Open) -> None:
    with opened(text_of("full")) as it:
        names = [f"Shop{number:02}" for number in range(1, 13)]
        assert column(it, 2) == [*names, "ShopNew provisional"]
        heading(it, "Score").click()
        assert column(it, 3) == [f"{50 + number}.00" for number in range(1, 13)] + ["90.00"]
        heading(it, "Score").click()
        assert column(it, 2) == ["ShopNew provisional", *reversed(names)]
        assert it.page.locator("#ranking th[aria-sort]").count() == 1
        assert it.page.locator("#ranking th[aria-sort=descending]").inner_text() == "Score"
        heading(it, "Account").click()
        assert column(it, 2) == [*names, "ShopNew provisional"]


def test_what_is_not_known_sorts_last_both_ways(opened: Open) -> None:
    with opened(text_of("full")) as it:
        for _ in range(2):
            heading(it, "Median first reply").click()
            assert column(it, 8)[-1] == "not known"
            assert column(it, 2)[-1] == "Shop03"
        heading(it, "Answered").click()
        assert column(it, 9)[0] == "51 %"
        assert column(it, 9)[-1] == "not known"


def test_accounts_are_filtered_by_name(opened: Open) -> None:
    with opened(text_of("full")) as it:
        it.page.get_by_label("Account", exact=True).first.fill("shop1")
        assert column(it, 2) == ["Shop10", "Shop11", "Shop12"]
        assert it.page.locator("[data-status=ranking]").inner_text() == "3 of 13 accounts"
        it.page.get_by_label("Account", exact=True).first.fill("")
        assert len(column(it, 2)) == 13


def test_findings_come_fifty_at_a_time(opened: Open) -> None:
    with opened(text_of("full")) as it:
        assert it.shown() == 50
        assert it.page.locator("#status").inner_text() == "Showing 1–50 of 120 findings"
        assert it.page.get_by_role("button", name="Earlier findings").is_disabled()
        for number in (2, 3):
            it.page.get_by_role("button", name="Later findings").click()
            assert it.page.locator("#page").inner_text() == f"page {number} of 3"
        assert it.shown() == 20
        assert it.page.get_by_role("button", name="Later findings").is_disabled()


def test_findings_are_chosen_by_rule_severity_account_and_words(opened: Open) -> None:
    with opened(text_of("full")) as it:
        page = it.page
        page.locator("#choose").get_by_label("Rule").select_option("hotline-redirect")
        assert page.locator("#status").inner_text() == "Showing 1–50 of 60 findings"
        page.locator("#choose").get_by_label("Account").select_option("Shop07")
        assert it.shown() == 5
        assert it.shown("section.group") == 1
        page.locator("#choose").get_by_label("Severity").select_option("error")
        assert it.shown() == 0
        page.get_by_role("button", name="Show all again").click()
        assert it.shown() == 50
        page.get_by_label("Words").fill("ORDER [NUMBER 3] never came, Shop01")
        assert it.shown() == 1


def test_a_rule_in_an_account_leads_to_its_findings(opened: Open) -> None:
    with opened(text_of("full")) as it:
        it.page.locator("details.account > summary").nth(4).click()
        it.page.locator("details.account").nth(4).get_by_role("link", name="hotline-redirect").click()
        assert it.page.locator("#status").inner_text() == "Showing 1–5 of 5 findings"
        assert it.page.locator("section.group:visible h3").inner_text().startswith("Shop05")
        assert it.page.evaluate("document.activeElement.id") == "findings"


def test_an_address_unfolds_what_it_leads_to(opened: Open) -> None:
    with opened(text_of("full"), at="#f-Shop12-9") as it:
        assert it.page.locator("#f-Shop12-9").get_attribute("open") is not None
        assert it.page.locator("#page").inner_text() == "page 3 of 3"
        it.page.locator("#ranking").get_by_role("link", name="Shop06").click()
        assert it.page.locator("#a6").is_visible()


def test_everything_can_be_unfolded_at_once(opened: Open) -> None:
    with opened(text_of("full")) as it:
        it.page.get_by_role("button", name="Unfold these").click()
        assert it.page.locator("details.finding[open]").count() == 50
        it.page.get_by_role("button", name="Fold these").click()
        assert it.page.locator("details.finding[open]").count() == 0
        it.page.get_by_role("button", name="Unfold all accounts").click()
        assert it.page.locator("details.account[open]").count() == 13


def test_the_keyboard_reaches_all(opened: Open) -> None:
    with opened(text_of("full")) as it:
        it.page.keyboard.press("Tab")
        assert it.page.evaluate("document.activeElement.className") == "skip"
        it.page.keyboard.press("Enter")
        assert it.page.evaluate("document.activeElement.id") == "main"
        heading(it, "Score").focus()
        it.page.keyboard.press("Space")
        it.page.keyboard.press("Enter")
        assert column(it, 2)[0] == "ShopNew provisional"
        it.page.locator("details.finding > summary").first.focus()
        it.page.keyboard.press("Enter")
        assert it.page.locator("details.finding").first.get_attribute("open") is not None


def test_without_a_script_all_can_be_read(opened: Open) -> None:
    with opened(text_of("full"), script=False) as it:
        assert it.shown() == 120
        assert it.shown(".controls") + it.shown(".pager") == 0
        it.page.locator("details.finding > summary").last.click()
        assert it.page.locator("details.finding .turn.judged").last.is_visible()


@pytest.mark.parametrize("width", [360, NARROW, 768, WIDE, 2200])
@pytest.mark.parametrize("name", ["full", "attacked", "library"])
def test_no_page_is_wider_than_its_screen(opened: Open, name: str, width: int) -> None:
    with opened(text_of(name), width) as it:
        it.page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        assert it.page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(("width", "dark"), [(WIDE, False), (NARROW, True)])
@pytest.mark.parametrize("name", ["few", "attacked", "library"])
def test_it_is_accessible(opened: Open, name: str, width: int, dark: bool) -> None:
    from axe_playwright_python.sync_playwright import Axe

    with opened(text_of(name), width, dark) as it:
        it.page.evaluate("document.querySelectorAll('details.account, .more').forEach(each => each.open = true)")
        it.page.evaluate("[...document.querySelectorAll('.finding')].slice(0, 5).forEach(each => each.open = true)")
        found = Axe().run(it.page).response
    assert [(one["id"], [node["target"] for node in one["nodes"][:3]]) for one in found["violations"]] == []
    assert any(one["id"] == "color-contrast" for one in found["passes"])  # that it was looked at


def test_headings_form_an_outline(opened: Open) -> None:
    with opened(text_of("full")) as it:
        levels = it.page.evaluate("[...document.querySelectorAll('h1,h2,h3,h4')].map(each => Number(each.tagName[1]))")
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))


def test_dark_is_dark_and_paper_is_white(opened: Open) -> None:
    background = "getComputedStyle(document.body).backgroundColor"
    with opened(text_of("full"), dark=True) as it:
        assert it.page.evaluate(background) == "rgb(20, 24, 29)"
        it.page.emulate_media(media="print", color_scheme="dark")
        assert it.page.evaluate(background) == "rgb(255, 255, 255)"
    with opened(text_of("full")) as it:
        assert it.page.evaluate(background) == "rgb(255, 255, 255)"


def test_paper_has_what_is_unfolded_and_no_controls(opened: Open, tmp_path: Path) -> None:
    with opened(text_of("full"), width=794) as it:
        it.page.emulate_media(media="print")
        assert it.shown(".controls") + it.shown(".pager") + it.shown("nav") == 0
        assert it.page.evaluate("document.documentElement.scrollWidth") <= 794
        assert it.page.evaluate("getComputedStyle(document.querySelector('.wide')).overflowX") == "visible"
        assert it.page.pdf(format="A4").startswith(b"%PDF")


@pytest.mark.parametrize("name", ["attacked", "hostile", "hostile library"])
def test_a_hostile_post_stays_text(opened: Open, name: str) -> None:
    with opened(text_of(name)) as it:
        it.page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        it.page.wait_for_timeout(100)  # what an image or a frame would run later
        assert it.page.evaluate("window.pwned") is None
        assert it.dialogs == []
        assert it.complaints == []
        assert len(it.requests) == 1
        assert it.page.locator("img, iframe, object, embed, form, link, b > script").count() == 0
        assert it.page.locator("script").count() == 1
        assert it.page.locator("a:not([href^='#'])").count() == 0
        words = it.page.locator(".turn.judged").first.inner_text()
        assert ("<img src=x onerror=" if name == "attacked" else "<script>alert(1)</script>") in words


def test_what_comes_in_as_a_script_after_all_does_not_run(opened: Open) -> None:
    with opened(text_of("small")) as it:
        it.page.evaluate(
            """() => {
                const script = document.createElement("script");
                script.textContent = "window.pwned = 1";
                document.body.append(script);
                document.body.insertAdjacentHTML("beforeend", "<img src='http://x.example/' onerror='window.pwned = 2'>");
            }"""
        )
        it.page.wait_for_timeout(100)
        assert it.page.evaluate("window.pwned") is None
        assert len(it.complaints) >= 2  # the browser says what its policy kept out
        assert all("Content Security Policy" in complaint for complaint in it.complaints)


@pytest.mark.slow
def test_a_page_of_fifty_thousand_findings_is_usable(opened: Open) -> None:
    with opened(crowded()) as it:
        assert it.shown() == 50
        seconds = it.page.evaluate("performance.getEntriesByType('navigation')[0].duration / 1000")
        assert seconds < 10
        it.page.locator("#choose").get_by_label("Account").select_option("Brand0249")
        assert it.page.locator("#status").inner_text() == "Showing 1–4 of 4 findings"
        it.page.get_by_label("Words").fill("nothing like this")
        assert it.shown() == 0


def test_the_words_of_an_attack_are_all_there(opened: Open) -> None:
    with opened(text_of("attacked")) as it:
        seen = it.page.locator(".turn.judged .words").first.evaluate("each => each.textContent")
        assert ATTACK.replace("\u202e", "").replace("\x1b[31m", "") in seen
