/* The display settings close on Escape and on a click outside. / to the search box, ? for the list of keys; one switch for all single keys (WCAG 2.1.4), n and p of article.js too.
   Without this file nothing is missing: the list stands on the help page. */
"use strict";
(() => {
  const prefs = document.querySelector(".prefs");
  if (prefs) {
    document.addEventListener("click", (event) => !prefs.contains(event.target) && prefs.removeAttribute("open"));
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !prefs.open) return;
      if (prefs.contains(document.activeElement)) prefs.querySelector("summary").focus();
      prefs.open = false;
    });
  }

  const sheet = document.getElementById("keys");
  const opener = document.querySelector("[data-keys]"); // hidden until there is something to open
  if (!sheet || !opener) return;

  const box = sheet.querySelector("input");
  let kept = null; // where storage is switched off, for this page only

  const stored = () => {
    try {
      return localStorage.getItem("hit-keys");
    } catch {
      return kept;
    }
  };

  const store = (value) => {
    kept = value;
    try {
      localStorage.setItem("hit-keys", value);
    } catch {
      // storage may be switched off
    }
    document.dispatchEvent(new CustomEvent("keys-switched", { detail: value }));
  };

  const open = () => {
    box.checked = stored() !== "off";
    sheet.showModal();
  };

  const search = () => {
    const boxes = [...document.querySelectorAll('[role="search"] input[type="search"][name="q"]')];
    const shown = boxes.find((one) => one.hasAttribute("data-suggest") && one.checkVisibility()) || boxes.find((one) => one.checkVisibility());
    if (!shown) return false;
    shown.focus();
    shown.select();
    return true;
  };

  opener.hidden = false;
  opener.addEventListener("click", open);
  box.addEventListener("change", () => store(box.checked ? "on" : "off"));
  sheet.addEventListener("click", (event) => event.target === sheet && sheet.close()); // outside it

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || event.keyCode === 229 || stored() === "off" || sheet.open) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    if (event.key === "?" || event.key === "？") open();
    else if (event.key !== "/" || event.shiftKey || !search()) return;
    event.preventDefault();
  });
})();
