/* From hit to hit without loading the page anew: by the bar, the marks, the keys n and p.
   Without this file the same links lead the same way. */
"use strict";
(() => {
  const bar = document.querySelector(".hitbar");
  const marks = [...document.querySelectorAll('mark[id^="h"]')];
  const number = (mark) => Number(mark.id.slice(1));
  marks.sort((a, b) => number(a) - number(b));
  if (!bar || !marks.length) return;

  const shown = bar.querySelector("b");
  const toggle = bar.querySelector("button");
  const [previous, following] = bar.querySelectorAll("a");
  const at = (hash) => marks.findIndex((mark) => `#${mark.id}` === hash);
  let now = Math.max(at(location.hash), 0);
  if (at(location.hash) < 0) now = Math.max(marks.findIndex((mark) => mark.classList.contains("now")), 0);

  const { first, earlier, later } = bar.dataset; // of many hits a page lights some: beyond them it is loaded anew
  const beyond = (place) => (place < 0 ? earlier : place >= marks.length && later);

  const address = (place) => {
    if (beyond(place)) return new URL(beyond(place), location.href);
    const url = new URL(location.href);
    const hit = number(marks[(place + marks.length) % marks.length]);
    url.searchParams.set("at", hit);
    url.hash = `h${hit}`;
    return url;
  };

  const show = (place) => {
    now = (place + marks.length) % marks.length;
    document.querySelectorAll("mark.now").forEach((mark) => mark.classList.remove("now"));
    const hit = number(marks[now]);
    document.querySelectorAll(`#h${hit}, mark[data-h="${hit}"]`).forEach((mark) => mark.classList.add("now"));
    shown.textContent = Number(first) + now;
    previous.href = address(now - 1);
    following.href = address(now + 1);
  };

  const go = (place) => {
    if (beyond(place)) return location.assign(address(place));
    const focused = document.activeElement;
    show(place);
    const url = address(now);
    const fragment = url.hash;
    url.hash = location.hash;
    history.replaceState(null, "", url);
    location.replace(fragment); // :target follows, and Back still leads to the results
    if (bar.contains(focused)) focused.focus({ preventScroll: true });
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const url = new URL(link.href);
    if (url.origin !== location.origin || url.pathname !== location.pathname) return;
    if (!bar.contains(link) && !link.closest("mark")) return;
    const place = at(url.hash);
    if (place < 0) return;
    event.preventDefault();
    go(place);
  });

  const store = (value) => {
    try {
      if (value) localStorage.setItem("hit-keys", value);
      return localStorage.getItem("hit-keys");
    } catch {
      return value; // storage may be switched off
    }
  };
  let keys = store() !== "off";
  const tell = () => toggle.setAttribute("aria-pressed", keys);
  toggle.hidden = false;
  toggle.addEventListener("click", () => {
    keys = !keys;
    store(keys ? "on" : "off");
    tell();
  });
  document.addEventListener("keys-switched", (event) => {
    keys = event.detail !== "off";
    tell();
  });
  tell();

  document.addEventListener("keydown", (event) => {
    if (!keys || event.defaultPrevented || event.isComposing) return;
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    const step = { n: 1, p: -1 }[event.key.toLowerCase()];
    if (!step) return;
    event.preventDefault();
    go(now + step);
  });

  addEventListener("hashchange", () => at(location.hash) >= 0 && show(at(location.hash)));
  show(now);
})();
/* 复制引文: the quotation of a passage straight to the clipboard. Without it the same link opens the text to select. */
(() => {
  const text = document.querySelector("[data-copied]");
  if (!text || !navigator.clipboard || !window.ClipboardItem) return;
  const said = document.createElement("p");
  said.className = "vh";
  said.setAttribute("role", "status");
  text.after(said);

  const fetched = async (link) => {
    const answer = await fetch(`${link.href}.txt`);
    if (!answer.ok) throw new Error(answer.status);
    return answer.blob();
  };

  const tell = (link) => {
    text.querySelector("[data-said]")?.removeAttribute("data-said");
    link.dataset.said = text.dataset.copied;
    said.textContent = "";
    setTimeout(() => { said.textContent = text.dataset.copied; }, 50); // the same words are read out again
    setTimeout(() => link.removeAttribute("data-said"), 2500);
  };

  text.querySelectorAll("a.cp").forEach((link) => link.setAttribute("role", "button"));
  text.addEventListener("click", async (event) => {
    const link = event.target.closest("a.cp");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    try {
      await navigator.clipboard.write([new ClipboardItem({ "text/plain": fetched(link) })]);
      tell(link);
    } catch {
      location.assign(link.href); // not allowed here: the text to select
    }
  });
  text.addEventListener("keydown", (event) => {
    if (event.key !== " " || !event.target.matches("a.cp")) return;
    event.preventDefault();
    event.target.click();
  });
})();
/* 看依据: the reasons where they are asked for, below the note. Without it the same link opens the page that has all. */
(() => {
  let page = null;
  const read = async (address) => {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(answer.status);
    return new DOMParser().parseFromString(await answer.text(), "text/html");
  };
  const reasons = async (link) => {
    page ??= read(link.pathname); // asked for once
    return document.adoptNode((await page).getElementById(link.hash.slice(1)).querySelector(".reasons"));
  };

  document.addEventListener("click", async (event) => {
    const link = event.target.closest("a.why");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    if (link.ariaBusy) return;
    try {
      link.ariaBusy = "true";
      if (!link.nextElementSibling) link.after(await reasons(link));
      const open = link.getAttribute("aria-expanded") !== "true";
      link.nextElementSibling.hidden = !open;
      link.setAttribute("aria-expanded", open);
    } catch {
      page = null; // Back may bring this page as it was left: then it is asked for anew
      location.assign(link.href);
    } finally {
      link.ariaBusy = null;
    }
  });
})();
/* In Simplified form what is copied by hand is as printed: data-was keeps the text, character for character. */
document.addEventListener("copy", (event) => {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed || event.target.closest?.("input, textarea")) return;
  const chosen = selection.getRangeAt(0);
  const lines = [...document.querySelectorAll("[data-was]")].filter((line) => chosen.intersectsNode(line)).map((line) => {
    const own = document.createRange();
    own.selectNodeContents(line);
    const before = own.cloneRange();
    if (chosen.compareBoundaryPoints(Range.START_TO_START, own) > 0) own.setStart(chosen.startContainer, chosen.startOffset);
    if (chosen.compareBoundaryPoints(Range.END_TO_END, own) < 0) own.setEnd(chosen.endContainer, chosen.endOffset);
    before.setEnd(own.startContainer, own.startOffset);
    const from = before.toString().length;
    return line.dataset.was.slice(from, from + own.toString().length);
  }).filter(Boolean);
  if (!lines.length) return;
  event.clipboardData.setData("text/plain", lines.join("\n"));
  event.preventDefault();
});
