// Comfort for the pages: a side panel in the reader; filters, order and paging in the tables. The address is the state.
"use strict";
(() => {
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const make = (name, properties = {}, ...content) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...content);
    return made;
  };
  document.documentElement.classList.add("js");
  if (document.getElementById("notes")) reader();
  if (document.querySelector("section.table")) tables();
  if (matchMedia("(max-width: 900px)").matches) all(".outline details").forEach((one) => (one.open = false));
  addEventListener("beforeprint", () => all("details").forEach((one) => (one.open ||= one.matches(".more"))));

  function reader() {
    const panel = document.getElementById("panel");
    const hint = panel.firstElementChild;
    const order = all(".note").map((note) => note.dataset.of);

    function show() {
      const name = decodeURIComponent(location.hash.slice(1));
      if (name.endsWith("-note")) return location.replace(`#${name.slice(0, -5)}`);
      const note = document.getElementById(`${name}-note`);
      const list = document.getElementById(name)?.closest(".notes section");
      all(".active").forEach((one) => one.classList.remove("active"));
      panel.classList.toggle("open", Boolean(note || list));
      if (note) showNote(name, note);
      else if (list) showList(list);
      else panel.replaceChildren(hint);
    }

    function showNote(name, note) {
      const own = all(`mark[data-of="${name}"], tr[data-of="${name}"]`);
      const rows = all(`td > [data-of="${name}"]`).map((label) => label.closest("tr"));
      (own.length ? own : rows).forEach((one) => one.classList.add("active"));
      const copy = note.cloneNode(true);
      all("[id]", copy).forEach((one) => one.removeAttribute("id"));
      copy.removeAttribute("id");
      const at = order.indexOf(name);
      panel.replaceChildren(tools(step("上一项", order[at - 1]), step("下一项", order[at + 1])), copy);
      panel.scrollTop = 0;
    }

    function showList(section) {
      const rows = all(".note", section).map((note) => {
        const heading = note.querySelector("h3");
        const label = make("b", {}, heading.firstElementChild.textContent);
        return make("li", {}, make("a", { href: `#${note.dataset.of}` }, label, " ", heading.lastElementChild.textContent));
      });
      const title = make("h3", {}, ...section.querySelector("h2").cloneNode(true).childNodes);
      panel.replaceChildren(tools(), title, make("ul", { className: "found" }, ...rows));
      panel.scrollTop = 0;
    }

    const step = (words, name) => (name ? make("a", { href: `#${name}` }, words) : make("span", { className: "quiet" }, words));
    const tools = (...steps) => {
      const close = make("button", { type: "button", onclick: leave }, "关闭");
      return make("p", { className: "tools" }, ...steps, close);
    };
    function leave() {
      history.pushState(null, "", location.pathname + location.search);
      show();
    }
    document.getElementById("text").addEventListener("click", (event) => {
      if (event.target.closest("a:not(.label)") || String(getSelection())) return;
      const mark = event.target.closest("[data-of]");
      if (mark) {
        event.preventDefault();
        location.hash = mark.dataset.of;
      }
    });
    addEventListener("keydown", (event) => event.key === "Escape" && panel.classList.contains("open") && leave());
    addEventListener("hashchange", show);
    addEventListener("popstate", show);
    show();
  }

  function tables() {
    const most = 200;
    const sections = all("section.table").map((section) => ({
      section,
      form: section.querySelector("form"),
      body: section.querySelector("tbody"),
      rows: all("tbody tr", section),
      pager: section.appendChild(make("nav", { className: "pager", ariaLabel: "分页" })),
    }));
    const state = () => new URLSearchParams(location.search);
    const go = (changes, fresh = false) => {
      const next = fresh ? new URLSearchParams() : state();
      for (const [key, value] of Object.entries(changes)) value ? next.set(key, value) : next.delete(key);
      history.replaceState(null, "", `?${next}`);
      show();
    };

    function show() {
      const now = state();
      const named = sections.find(({ section }) => section.id === (now.get("table") || location.hash.slice(1)));
      for (const one of sections) {
        one.section.hidden = one !== (named || sections[0]);
        if (!one.section.hidden && one.form) showTable(one, now);
      }
      const open = (named || sections[0]).section.id;
      all(".bar-top nav a").forEach((way) => way.toggleAttribute("aria-current", way.search === `?table=${open}`));
      all("[data-table]").forEach((tab) => tab.toggleAttribute("aria-current", tab.dataset.table === open));
    }

    function showTable({ section, form, body, rows, pager }, now) {
      for (const field of form.elements) if (field.name && document.activeElement !== field) field.value = now.get(field.name) || "";
      const wanted = rows.filter((row) => matches(row, form, now));
      const sorted = order(wanted, now.get("sort"), now.get("desc"));
      const pages = Math.max(1, Math.ceil(sorted.length / most));
      const page = Math.min(pages, Math.max(1, Number(now.get("page")) || 1));
      body.replaceChildren(...sorted.slice((page - 1) * most, page * most));
      form.querySelector("output").value = wanted.length === rows.length ? `${rows.length}条` : `${wanted.length}条（共${rows.length}条）`;
      all("thead th", section).forEach((head, at) => {
        head.ariaSort = now.get("sort") === String(at) ? (now.get("desc") ? "descending" : "ascending") : null;
      });
      const turn = (to) => make("button", { type: "button", disabled: to === page, onclick: () => (go({ page: to }), scrollTo(0, 0)) }, `第${to}页`);
      pager.replaceChildren(...(pages > 1 ? Array.from({ length: pages }, (_, at) => turn(at + 1)) : []));
      if (!wanted.length) {
        const clear = make("a", { href: `?table=${section.id}` }, "清除筛选");
        body.append(make("tr", {}, make("td", { colSpan: 99 }, "没有符合条件的条目。", clear)));
      }
    }

    const matches = (row, form, now) =>
      [...form.elements].every(({ name }) => {
        const value = name && now.get(name);
        if (!value) return true;
        if (name === "q") return row.textContent.toLowerCase().includes(value.trim().toLowerCase());
        if (name === "party") return row.dataset.party.includes(`|${value}|`);
        return row.dataset[name] === value;
      });

    function order(rows, column, descending) {
      if (column === null) return rows;
      const words = new Intl.Collator("zh-CN", { numeric: true });
      const keyed = rows.map((row) => [row.cells[column]?.dataset.key ?? row.cells[column]?.textContent ?? "", row]);
      const sign = descending ? -1 : 1;
      keyed.sort(([a], [b]) => (a === "") - (b === "") || sign * (a !== "" && b !== "" && !isNaN(a) && !isNaN(b) ? a - b : words.compare(a, b)));
      return keyed.map(([, row]) => row);
    }

    for (const { section, form } of sections) {
      if (!form) continue;
      form.querySelector(".fields").hidden = false;
      form.addEventListener("submit", (event) => event.preventDefault());
      form.addEventListener("input", ({ target }) => go({ table: section.id, [target.name]: target.value, page: "" }));
      all("thead th", section).forEach((head, at) => {
        const sort = () => {
          const now = state();
          go({ table: section.id, sort: String(at), desc: now.get("sort") === String(at) && !now.get("desc") ? "1" : "", page: "" });
        };
        head.replaceChildren(make("button", { type: "button", onclick: sort }, head.textContent));
      });
    }
    all("[data-table]").forEach((tab) =>
      tab.addEventListener("click", (event) => {
        event.preventDefault();
        go({ table: tab.dataset.table }, true);
      }),
    );
    addEventListener("popstate", show);
    show();
  }
})();
