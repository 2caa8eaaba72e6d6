/* Names offered under a search box while typing: a combobox with a listbox (WAI-ARIA 1.2).
   Without this file the box submits as it stands. Nothing is asked while an input method composes. */
"use strict";
(() => {
  const PAUSE = 120; // ms without a key before asking
  let boxes = 0;

  function make(tag, properties, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(properties)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  }

  function marked(text, start, end) {
    // Offsets count code points, as everywhere in the archive.
    const characters = Array.from(text);
    const part = (from, to) => characters.slice(from, to).join("");
    return [part(0, start), make("mark", {}, part(start, end)), part(end)];
  }

  function option(item, id) {
    const same = item.form === item.label;
    const name = make("span", { class: "sg-name" }, ...(same ? marked(item.label, item.start, item.end) : [item.label]));
    if (!same) name.append(make("small", {}, "（", ...marked(item.form, item.start, item.end), "）"));
    const line = make("a", { role: "option", id, href: item.url, tabindex: "-1", "aria-selected": "false" }, name);
    if (item.detail) line.append(make("small", { class: "sg-detail" }, item.detail));
    line.append(make("span", { class: "cnt" }, item.counted));
    return line;
  }

  function attach(input) {
    const prefix = `sg${++boxes}`;
    const list = make("div", { role: "listbox", id: prefix, class: "sg no-print", "aria-label": input.dataset.suggestLabel });
    const said = make("p", { class: "vh", role: "status" });
    let options = [];
    let chosen = -1;
    let composing = false;
    let timer = 0;
    let asking = null;

    list.hidden = true;
    for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"],
      ["aria-controls", prefix], ["aria-haspopup", "listbox"]]) input.setAttribute(name, value);
    input.parentElement.append(list, said);

    function stop() {
      clearTimeout(timer);
      if (asking) asking.abort();
      asking = null;
    }

    function choose(place) {
      if (options[chosen]) options[chosen].setAttribute("aria-selected", "false");
      chosen = place;
      if (!options[chosen]) return input.removeAttribute("aria-activedescendant");
      options[chosen].setAttribute("aria-selected", "true");
      options[chosen].scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-activedescendant", options[chosen].id);
    }

    function close() {
      stop();
      choose(-1);
      list.hidden = true;
      input.setAttribute("aria-expanded", "false");
    }

    function show(found) {
      choose(-1);
      options = [];
      list.replaceChildren(...found.groups.map((group, at) => {
        const head = make("p", { class: "sg-kind", id: `${prefix}g${at}`, role: "presentation" }, group.name);
        const lines = group.items.map((item) => option(item, `${prefix}o${options.length + group.items.indexOf(item)}`));
        options.push(...lines);
        return make("div", { role: "group", "aria-labelledby": head.id }, head, ...lines);
      }));
      list.hidden = !options.length;
      list.scrollTop = 0;
      input.setAttribute("aria-expanded", String(!list.hidden));
      said.textContent = found.said;
    }

    async function ask() {
      stop();
      const typed = input.value.trim();
      if (!typed) return close();
      const mine = asking = new AbortController();
      try {
        const answer = await fetch(`${input.dataset.suggest}?q=${encodeURIComponent(typed)}`,
          { signal: mine.signal, headers: { Accept: "application/json" } });
        if (!answer.ok) return close();
        const found = await answer.json();
        if (asking === mine && document.activeElement === input) show(found);
      } catch (error) {
        if (error.name !== "AbortError") close();
      }
    }

    function soon() {
      stop();
      timer = setTimeout(ask, PAUSE);
    }

    input.addEventListener("compositionstart", () => { composing = true; stop(); });
    input.addEventListener("compositionend", () => { composing = false; soon(); });
    input.addEventListener("input", (event) => { if (!composing && !event.isComposing) soon(); });
    input.addEventListener("blur", close);
    input.addEventListener("keydown", (event) => {
      if (composing || event.isComposing || event.keyCode === 229) return;
      const open = !list.hidden;
      if (event.key === "Escape" && open) {
        close();
      } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && open) {
        const places = options.length + 1; // one of them is the box itself
        choose((chosen + 1 + (event.key === "ArrowDown" ? 1 : places - 1)) % places - 1);
      } else if (event.key === "ArrowDown" && input.value.trim()) {
        ask();
      } else if (event.key === "Enter" && open && options[chosen]) {
        options[chosen].click();
      } else {
        return;
      }
      event.preventDefault();
    });
    list.addEventListener("mousedown", (event) => event.preventDefault()); // the box keeps the focus
  }

  for (const input of document.querySelectorAll("input[data-suggest]")) attach(input);
})();
