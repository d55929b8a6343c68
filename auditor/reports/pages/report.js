
(() => {
  "use strict";
  // Everything here is comfort: without it the page is whole, only longer.
  const PAGE = 50;
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const byId = (id) => document.getElementById(id);
  const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });
  const lower = (element) => element.textContent.toLowerCase();
  for (const controls of all(".controls")) controls.hidden = false;

  // Tables: a click on a heading sorts, another turns the order; what is not known stays last.
  const value = (row, column, numeric) => {
    const cell = row.cells[column];
    if (!numeric) return cell.textContent.trim();
    return cell.dataset.key === "" ? null : Number(cell.dataset.key);
  };
  const sort = (table, heading) => {
    const column = [...heading.parentNode.children].indexOf(heading);
    const numeric = heading.dataset.sort === "number";
    const turned = heading.getAttribute("aria-sort") === "ascending" ? -1 : 1;
    for (const other of heading.parentNode.children) other.removeAttribute("aria-sort");
    heading.setAttribute("aria-sort", turned < 0 ? "descending" : "ascending");
    const rows = [...table.tBodies[0].rows].map((row) => [value(row, column, numeric), row]);
    rows.sort(([one], [other]) => {
      if (one === null || other === null) return (one === null) - (other === null);
      return turned * (numeric ? one - other : collator.compare(one, other));
    });
    table.tBodies[0].append(...rows.map(([, row]) => row));
  };
  for (const table of all("table.sortable")) {
    for (const heading of all("th[data-sort]", table)) {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...heading.childNodes);
      button.addEventListener("click", () => sort(table, heading));
      heading.append(button);
    }
  }

  // Accounts: rows whose name holds the words.
  for (const input of all("input[data-filter]")) {
    const rows = [...byId(input.dataset.filter).tBodies[0].rows];
    const status = document.querySelector(`[data-status="${input.dataset.filter}"]`);
    input.addEventListener("input", () => {
      const words = input.value.trim().toLowerCase();
      for (const row of rows) row.hidden = !lower(row.querySelector("th")).includes(words);
      const shown = rows.filter((row) => !row.hidden).length;
      status.textContent = words ? `${shown} of ${rows.length} accounts` : "";
    });
  }

  // Folding and unfolding many at once.
  for (const button of all("button[data-unfold]")) {
    button.addEventListener("click", () => {
      const open = button.getAttribute("aria-expanded") !== "true";
      for (const details of all(button.dataset.unfold)) details.open = open;
      button.setAttribute("aria-expanded", String(open));
      button.textContent = button.textContent.replace(/^\w+/, open ? "Fold" : "Unfold");
    });
  }

  // Findings: chosen by words and by lists, so many at a time.
  const findings = all("details.finding");
  const words = byId("words");
  const choices = all("select[data-choice]");
  const pager = byId("pager");
  let matched = findings;
  let page = 0;
  const texts = new Map();
  const textOf = (finding) => {
    if (!texts.has(finding)) texts.set(finding, lower(finding));
    return texts.get(finding);
  };
  const draw = () => {
    page = Math.max(0, Math.min(page, Math.ceil(matched.length / PAGE) - 1));
    const here = new Set(matched.slice(page * PAGE, (page + 1) * PAGE));
    for (const finding of findings) finding.hidden = !here.has(finding);
    for (const group of all("section.group")) group.hidden = !all(".finding:not([hidden])", group).length;
    const range = here.size ? `${page * PAGE + 1}–${page * PAGE + here.size} of ` : "";
    byId("status").textContent = `Showing ${range}${matched.length.toLocaleString("en")} findings`;
    byId("page").textContent = `page ${page + 1} of ${Math.ceil(matched.length / PAGE) || 1}`;
    pager.hidden = matched.length <= PAGE;
    for (const button of all("button", pager)) {
      const next = page + Number(button.dataset.step);
      button.disabled = next < 0 || next * PAGE >= matched.length;
    }
  };
  const choose = () => {
    const looked = words.value.trim().toLowerCase();
    matched = findings.filter(
      (finding) =>
        choices.every((choice) => !choice.value || finding.dataset[choice.dataset.choice] === choice.value) &&
        (!looked || textOf(finding).includes(looked)),
    );
    page = 0;
    draw();
  };
  const reset = () => {
    words.value = "";
    for (const choice of choices) choice.value = "";
    choose();
  };
  // An address that leads to something folded or on another page shows it.
  const reveal = () => {
    const target = byId(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    const finding = target.closest("details.finding");
    if (finding) {
      if (!matched.includes(finding)) reset();
      page = Math.floor(matched.indexOf(finding) / PAGE);
      draw();
    }
    for (let at = target; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
    target.scrollIntoView();
  };
  if (findings.length) {
    words.addEventListener("input", choose);
    for (const choice of choices) choice.addEventListener("change", choose);
    byId("reset").addEventListener("click", reset);
    for (const button of all("button", pager)) {
      button.addEventListener("click", () => {
        page += Number(button.dataset.step);
        draw();
        byId("findings").scrollIntoView();
      });
    }
    for (const link of all("a[data-show-rule]")) {
      link.addEventListener("click", (event) => {
        event.preventDefault();
        const wanted = { account: link.dataset.showAccount, rule: link.dataset.showRule };
        words.value = "";
        for (const choice of choices) choice.value = wanted[choice.dataset.choice] || "";
        choose();
        byId("findings").scrollIntoView();
        byId("findings").focus({ preventScroll: true });
      });
    }
    draw();
  }
  addEventListener("hashchange", reveal);
  if (location.hash) reveal();
})();
