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
