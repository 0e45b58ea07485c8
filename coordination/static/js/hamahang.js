// What the pages do better with a script; every page also works without it. No framework, no inline code.
(() => {
  "use strict";
  const root = document.documentElement;
  const fa = root.lang === "fa";
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];

  // Keys: "/" goes to the search box, Esc closes a menu or the opened row.
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      const box = document.querySelector("[data-search]");
      if (box && box.offsetParent) { event.preventDefault(); box.focus(); box.select(); }
    }
    if (event.key === "Escape" && !document.querySelector("dialog[open]")) {
      const menu = document.querySelector("details[data-menu][open]");
      if (menu) { menu.open = false; menu.querySelector("summary").focus(); return; }
      const panel = event.target.closest?.("[data-panel]") || document.querySelector("[data-panel]");
      if (panel) (panel.parentElement.querySelector("[data-close]") || panel.querySelector("[data-close]"))?.click();
    }
  });

  // Menus: one at a time, closed by a press elsewhere.
  document.addEventListener("click", (event) => {
    for (const menu of all("details[data-menu][open]")) {
      const own = menu.matches(".moves-more, .filter-fold") ? menu.parentElement : menu;
      if (!own.contains(event.target)) menu.open = false;
    }
  });

  // A form is sent once; a page brought back by the browser may be sent again.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || form.dataset.again !== undefined) return;
    if (form.getAttribute("aria-busy") === "true") { event.preventDefault(); return; }
    form.setAttribute("aria-busy", "true");
    setTimeout(() => form.removeAttribute("aria-busy"), 8000);
  });
  addEventListener("pageshow", () => all("form[aria-busy]").forEach((form) => form.removeAttribute("aria-busy")));

  // Typed text is kept in this tab until the form was sent and the answer was another page. Only fields marked for it:
  // a child's identity is never written to the browser's storage.
  const kept = (form) => "keep:" + form.dataset.keep;
  const store = (act) => { try { return act(sessionStorage); } catch { return null; } };
  const keepForm = (form) => {
    const fields = () => [...form.elements].filter((field) => field.name && field.matches("[data-keep-field]:not([type=password], [type=file], [type=hidden])"));
    const saved = store((session) => JSON.parse(session.getItem(kept(form)) || "null"));
    if (saved) for (const field of fields()) {
      const value = saved[field.name];
      if (value !== undefined && !field.value && !field.matches("[type=checkbox], [type=radio]")) field.value = value;
    }
    form.addEventListener("input", () => store((session) => session.setItem(kept(form), JSON.stringify(
      Object.fromEntries(fields().map((field) => [field.name, field.value]))))));
    form.addEventListener("submit", () => store((session) => session.setItem("sent", kept(form))));
  };
  // Gone only when the answer was an ordinary page: a sign-in or error page (plain) or a refused form keeps the text.
  const sent = store((session) => session.getItem("sent"));
  if (sent) store((session) => {
    session.removeItem("sent");
    if (!document.body.classList.contains("plain") && !document.querySelector("[data-focus]")) session.removeItem(sent);
  });

  // The Jalali calendar of the browser. Days are counted in UTC so that no clock change moves them.
  const parts = new Intl.DateTimeFormat("en-u-ca-persian-nu-latn", { year: "numeric", month: "numeric", day: "numeric", timeZone: "UTC" });
  const locale = fa ? "fa-IR-u-ca-persian" : "en-GB-u-ca-persian";
  const said = (options) => new Intl.DateTimeFormat(locale, { timeZone: "UTC", ...options });
  // The browser's own order of day, month and year is not the one that is read here.
  const inWords = (time, ...names) => names.map((name) => said({ [name]: name === "day" ? "numeric" : "long" }).format(time)).join(" ");
  const DAY = 864e5;
  const jalali = (time) => Object.fromEntries(parts.formatToParts(time).map((part) => [part.type, parseInt(part.value, 10)]));
  const firstOf = (year, month) => {
    let time = Date.UTC(year + 621, 2, 21) + (month - 1) * 30.5 * DAY;
    time -= time % DAY;
    for (let step = 0; step < 80; step++) {
      const now = jalali(time);
      const away = (year - now.year) * 12 + month - now.month;
      if (away === 0) return time - (now.day - 1) * DAY;
      time += away > 0 ? Math.max(1, away * 29) * DAY : -now.day * DAY;
    }
    return null;
  };
  const latin = (text) => text.replace(/[۰-۹]/g, (digit) => digit.charCodeAt(0) - 1776).replace(/[٠-٩]/g, (digit) => digit.charCodeAt(0) - 1632);
  const read = (text) => {
    const found = /^\s*(\d{4})\D(\d{1,2})\D(\d{1,2})\b/.exec(latin(text));
    if (!found) return null;
    const [year, month, day] = found.slice(1).map(Number);
    if (year > 1700) return Date.UTC(year, month - 1, day);
    if (month < 1 || month > 12 || day < 1 || day > 31) return null;
    const first = firstOf(year, month);
    if (first === null) return null;
    const time = first + (day - 1) * DAY;
    return jalali(time).month === month ? time : null;
  };
  const write = (time) => {
    const { year, month, day } = jalali(time);
    const text = [year, month, day].join("/");
    return fa ? text.replace(/\d/g, (digit) => String.fromCharCode(1776 + +digit)) : text;
  };
  const yearOf = (time) => write(time).split("/")[0];
  const today = () => { const now = new Date(Date.now() + 12600000); return Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()); };

  const element = (name, attributes = {}, ...inside) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) if (value !== false) made.setAttribute(key, value);
    made.append(...inside);
    return made;
  };
  const open = (field, button) => {
    const [previous, next, now, close] = button.dataset.words.split("|");
    const dialog = element("dialog", { class: "calendar", "aria-label": button.getAttribute("aria-label") });
    let chosen = read(field.value);
    let at = chosen ?? today();
    const end = () => dialog.close();
    const take = (time) => {
      // A field of date and hour keeps the hour that was typed.
      field.value = write(time) + (/\s+[\d۰-۹]{1,2}:[\d۰-۹]{2}\s*$/.exec(field.value)?.[0] ?? "");
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.dispatchEvent(new Event("change", { bubbles: true }));
      end();
    };
    const turn = (months) => {
      const { year, month, day } = jalali(at);
      const count = year * 12 + month - 1 + months;
      const first = firstOf(Math.floor(count / 12), count % 12 + 1);
      at = first + (day - 1) * DAY;
      while (jalali(at).month !== count % 12 + 1) at -= DAY;
    };
    const press = (label, text, act, attributes = {}) => {
      const made = element("button", { type: "button", class: "btn btn-bare", ...(label ? { "aria-label": label } : {}), ...attributes }, text);
      made.addEventListener("click", act);
      return made;
    };
    const draw = (focus = true) => {
      const { year, month } = jalali(at);
      const first = firstOf(year, month);
      const body = element("tbody");
      const head = element("tr");
      const start = first - (new Date(first).getUTCDay() + 1) % 7 * DAY;
      for (let day = 0; day < 7; day++) head.append(element("th", { scope: "col", abbr: said({ weekday: "long" }).format(start + day * DAY) }, said({ weekday: fa ? "narrow" : "short" }).format(start + day * DAY)));
      for (let time = start; jalali(time).month === month || time < first;) {
        const row = element("tr");
        for (let day = 0; day < 7; day++, time += DAY) {
          const cell = element("td");
          if (jalali(time).month === month) {
            const mine = time;
            cell.append(press(inWords(time, "weekday", "day", "month") + " " + yearOf(time), said({ day: "numeric" }).format(time), () => take(mine), {
              class: "", tabindex: time === at ? 0 : -1, "aria-pressed": String(time === chosen), "aria-current": time === today() && "date" }));
          }
          row.append(cell);
        }
        body.append(row);
      }
      dialog.replaceChildren(
        element("header", {}, press(previous, fa ? "›" : "‹", () => { turn(-1); draw(); }), element("span", { "aria-live": "polite" }, inWords(first, "month") + " " + yearOf(first)), press(next, fa ? "‹" : "›", () => { turn(1); draw(); })),
        element("table", {}, element("thead", {}, head), body),
        element("footer", {}, press("", now, () => take(today())), press("", close, end)));
      if (focus) dialog.querySelector("td [tabindex='0']").focus();
    };
    dialog.addEventListener("keydown", (event) => {
      const forward = fa ? "ArrowLeft" : "ArrowRight";
      const step = { ArrowDown: 7, ArrowUp: -7, [forward]: 1, [fa ? "ArrowRight" : "ArrowLeft"]: -1 }[event.key];
      if (!event.target.closest("td")) return;
      if (step) at += step * DAY;
      else if (event.key === "PageUp" || event.key === "PageDown") turn((event.key === "PageUp" ? -1 : 1) * (event.shiftKey ? 12 : 1));
      else if (event.key === "Home") at -= (new Date(at).getUTCDay() + 1) % 7 * DAY;
      else if (event.key === "End") at += (6 - (new Date(at).getUTCDay() + 1) % 7) * DAY;
      else return;
      event.preventDefault();
      draw();
    });
    dialog.addEventListener("click", (event) => { if (event.target === dialog) end(); });
    dialog.addEventListener("close", () => { dialog.remove(); button.focus(); });
    document.body.append(dialog);
    dialog.showModal();
    draw();
  };
  const dateField = (field) => {
    const box = field.closest(".date");
    const button = box?.querySelector(".date-open");
    if (!button || !button.hidden) return;
    const day = box.querySelector(".date-day");
    const name = () => { const time = read(field.value); day.textContent = time === null ? "" : said({ weekday: "long" }).format(time); };
    button.hidden = false;
    button.addEventListener("click", () => open(field, button));
    field.addEventListener("input", name);
    name();
  };

  const begin = (from) => {
    all("form[data-keep]", from).forEach(keepForm);
    all("input[data-jalali]", from).forEach(dateField);
  };
  begin(document);
  document.querySelector("[data-focus]")?.focus();
  const openPanel = document.querySelector("[data-panel]");
  if (openPanel && !document.querySelector("[data-focus]")) openPanel.querySelector("select, input:not([type=hidden]), textarea, button")?.focus();

  // After htmx put something in: make it work, and go to the first field of a row that was opened.
  document.addEventListener("htmx:load", (event) => {
    if (event.target === document.body) return;
    begin(event.target);
    const panel = event.target.matches?.("[data-panel]") ? event.target : event.target.querySelector?.("[data-panel]");
    panel?.querySelector("select, input:not([type=hidden]), textarea, button")?.focus();
  });
})();
