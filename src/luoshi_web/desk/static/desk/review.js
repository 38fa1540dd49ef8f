// Reviewing by keyboard and by the text: j and k lead on and back, a accepts, a mark in the text opens what was read there.
"use strict";
(() => {
  const panel = document.getElementById("proposal");
  const text = document.querySelector(".review-text");

  function show() {
    const item = panel?.querySelector("[data-item]")?.dataset.item;
    if (!text || !item) return;
    text.querySelectorAll(".active").forEach((one) => one.classList.remove("active"));
    text.querySelectorAll(`mark[data-of="${item}"], tr[data-of="${item}"]`).forEach((one) => one.classList.add("active"));
    const first = text.querySelector(`[data-of="${item}"]`);
    if (first) {
      const at = first.getBoundingClientRect().top - text.getBoundingClientRect().top + text.scrollTop;
      text.scrollTop = Math.max(0, at - text.clientHeight / 3);
    }
  }

  text?.addEventListener("click", (event) => {
    const mark = event.target.closest("[data-of]");
    if (!mark || String(getSelection())) return;
    const way = document.querySelector(`.all a[data-item="${mark.dataset.of}"]`);
    if (way) {
      event.preventDefault();
      location.href = way.href;
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
    const ways = { j: "a[rel=next]", k: "a[rel=prev]", a: "button[data-key=a]" };
    const way = ways[event.key] && panel?.querySelector(ways[event.key]);
    if (way) {
      event.preventDefault();
      way.click();
    }
  });

  document.querySelector(".problems[role=alert]")?.focus();
  show();
})();
