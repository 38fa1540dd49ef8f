// Comfort only: every page works without it.
"use strict";

// The navigation stands open on a wide screen and folds on a phone.
const side = document.querySelector("[data-open-wide]");
const wide = window.matchMedia("(min-width: 900px)");
const fold = () => { if (side) side.open = wide.matches; };
fold();
wide.addEventListener("change", fold);

// A half-filled form asks once before it is left.
let changed = false;
document.querySelectorAll("form[data-ask]").forEach((form) => {
  form.addEventListener("input", () => { changed = true; });
  form.addEventListener("submit", () => { changed = false; });
});
window.addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });

// What went wrong is read first.
document.querySelector(".problems[role=alert]")?.focus();

// A draft saves itself after some seconds of quiet. What is sent by hand waits until that is done, so that nobody is told of a
// conflict with himself.
const QUIET = 3000;
document.querySelectorAll("form[data-draft]").forEach((form) => {
  const line = form.querySelector("[data-saved]");
  let timer = 0;
  let running = null;

  const words = () => new URLSearchParams([...new FormData(form)].filter(([, value]) => !(value instanceof File)));
  const holds = (sent) => {
    const now = words();
    [now, sent].forEach((one) => one.delete("version"));
    return now.toString() === sent.toString() && ![...form.querySelectorAll("input[type=file]")].some((one) => one.files.length);
  };
  const send = async () => {
    const sent = words();
    try {
      const answer = await fetch(form.dataset.draft, { method: "POST", body: sent, redirect: "error" });
      if (![200, 409, 422].includes(answer.status)) throw new Error(answer.statusText);
      line.innerHTML = await answer.text();
      const version = Number(line.firstElementChild.dataset.version);
      if (!version) return;
      // Every form of the page goes on from what was written.
      document.querySelectorAll("input[name=version]").forEach((one) => { one.value = version; });
      if (holds(sent)) changed = false;
    } catch {
      line.textContent = line.dataset.failed;
    }
  };
  const save = async () => {
    await running;
    running = send();
    await running;
    running = null;
  };
  form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(save, QUIET); });
  form.addEventListener("submit", async (event) => {
    clearTimeout(timer);
    if (!running) return;
    event.preventDefault();
    await running;
    form.requestSubmit(event.submitter);
  });
});

// Details open beside the table where there is room, and as a page of their own where there is not.
const panel = document.querySelector("#panel");
document.addEventListener("htmx:confirm", (event) => {
  const link = event.target.closest?.("a[data-opens]");
  if (!link || (wide.matches && !event.detail.triggeringEvent?.ctrlKey && !event.detail.triggeringEvent?.metaKey)) return;
  event.preventDefault();
  if (wide.matches) window.open(link.href); else window.location.assign(link.href);
});
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.target.id === "rows" && panel) panel.replaceChildren();
  if (event.target.id !== "panel") return;
  document.querySelectorAll("a[data-opens][aria-current]").forEach((link) => link.removeAttribute("aria-current"));
  event.detail.requestConfig.elt.setAttribute("aria-current", "true");
});

// "/" leads to the search, Escape closes the panel.
document.addEventListener("keydown", (event) => {
  const writing = event.target.closest("input, select, textarea, [contenteditable]");
  if (event.key === "/" && !writing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    const search = document.querySelector("[data-search], input[type=search]");
    if (search) { event.preventDefault(); search.focus(); search.select(); }
  }
  if (event.key === "Escape") panel?.querySelector("[data-close]")?.click();
});
