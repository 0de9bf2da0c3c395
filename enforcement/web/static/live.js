// An open page of a case keeps itself up to date. Without this script the page is as it was when it
// was opened, and everything on it works all the same.
"use strict";

(() => {
  const main = document.querySelector("main[data-live]");
  const notice = document.getElementById("melding");
  if (!main || !window.EventSource || !window.fetch) return;

  let source = null;
  let wanted = main.dataset.stand;
  let timer = 0;
  let busy = false;

  // A browser keeps six connections to one server: a page that nobody sees gives up its own. When
  // it is seen again it hears what stands, and so misses nothing.
  function listen() {
    source?.close();
    source = null;
    if (document.visibilityState === "hidden") return;
    source = new EventSource(main.dataset.live);
    source.addEventListener("stand", (event) => {
      wanted = event.data;
      plan(150); // an act and its reckoning come shortly after one another
    });
  }

  document.addEventListener("visibilitychange", listen);
  window.addEventListener("pageshow", listen);
  window.addEventListener("pagehide", () => source?.close());

  function plan(milliseconds) {
    clearTimeout(timer);
    timer = setTimeout(refresh, milliseconds);
  }

  async function refresh() {
    if (busy || wanted === main.dataset.stand) return;
    busy = true;
    const asked = wanted;
    try {
      const answer = await fetch(location.href, {
        headers: { Accept: "text/html" },
        cache: "no-store",
      });
      if (!answer.ok) throw new Error(String(answer.status));
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      const next = fresh.querySelector("main[data-live]");
      if (next) swap(next, fresh.title);
    } catch {
      plan(5000);
      return;
    } finally {
      busy = false;
    }
    if (wanted !== asked) plan(150);
  }

  function swap(next, title) {
    const before = remember();
    main.replaceChildren(...next.childNodes);
    main.dataset.stand = next.dataset.stand;
    document.title = title;
    restore(before);
    if (window.htmx) window.htmx.process(main);
    const sentence = main.querySelector("[data-announce]");
    const now = new Date().toLocaleTimeString("nl-NL", { hour: "2-digit", minute: "2-digit" });
    notice.textContent = `Bijgewerkt om ${now}. ${sentence ? sentence.textContent.trim() : ""}`;
    notice.classList.add("shown");
    setTimeout(() => notice.classList.remove("shown"), 8000);
  }

  function remember() {
    const active = document.activeElement;
    const typed = [...main.querySelectorAll("input[id], select[id], textarea[id]")];
    return {
      top: window.scrollY,
      open: [...main.querySelectorAll("details[id]")].filter((one) => one.open).map((one) => one.id),
      typed: typed
        .filter((one) => one.value !== (one.defaultValue ?? one.value))
        .map((one) => [one.id, one.value]),
      focus: main.contains(active) && active !== main ? mark(active) : null,
    };
  }

  // What had the focus is found again by its id, else by what it is and says.
  function mark(element) {
    return {
      id: element.id,
      name: element.tagName,
      href: element.getAttribute("href"),
      text: element.textContent,
      within: element.closest("details[id]")?.id,
    };
  }

  function find(marked) {
    if (marked.id) return document.getElementById(marked.id);
    const alike = [...main.querySelectorAll(marked.name)].filter(
      (one) => one.getAttribute("href") === marked.href && one.textContent === marked.text,
    );
    return alike.find((one) => one.closest("details[id]")?.id === marked.within) || alike[0];
  }

  function restore(before) {
    for (const id of before.open) {
      const details = document.getElementById(id);
      if (details) details.open = true;
    }
    for (const [id, value] of before.typed) {
      const field = document.getElementById(id);
      if (field) field.value = value;
    }
    if (before.focus) find(before.focus)?.focus({ preventScroll: true });
    window.scrollTo({ top: before.top, behavior: "instant" });
  }
})();
