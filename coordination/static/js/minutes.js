// Taking minutes: bands behind recognised lines, completion, autosave that outlives a lost network, an expired sign-in
// and another recorder. The text is a plain textarea; without this script its button saves it.
(() => {
  "use strict";
  const form = document.querySelector("[data-desk]");
  if (!form) { leaving(null); return; }
  const area = form.elements.text, bands = form.querySelector("[data-bands]"), choices = form.querySelector("[data-choices]");
  const saved = document.querySelector("[data-saved]"), spoken = document.querySelector("[data-say]");
  const cards = document.querySelector("[data-cards]"), clashBox = document.querySelector("[data-clash]");
  const words = JSON.parse(form.dataset.words), dates = JSON.parse(form.dataset.dates), url = form.getAttribute("action");
  const key = "minutes:" + form.dataset.entry, fa = document.documentElement.lang === "fa";
  const WAIT = 800, AT_MOST = 5000, PULL = 4000, AGAIN = 3000, AWAY = 600000, REST = 600;
  const store = (act) => { try { return act(localStorage); } catch { return null; } };
  const kept = (text) => text.replace(/\r\n?/g, "\n");

  // --- the state of the text: what the server has (revision, base), what is on its way (flight) ---
  let revision = +form.elements.revision.value, base = kept(area.defaultValue), flight = null;
  let timer = 0, first = 0, tag = "", lacking = JSON.parse(form.dataset.lacking), held = form.dataset.hold !== undefined, composing = false;
  let moved = Date.now(), busy = null, alone = true, typing = 0, atRest = null;
  const text = () => area.value;
  const dirty = () => text() !== base || flight !== null;
  const tell = (line, state = "") => { saved.textContent = line; saved.dataset.state = state; };
  const remember = () => store((s) => dirty() ? s.setItem(key, JSON.stringify({ revision, text: text(), flight })) : s.removeItem(key));

  const START = /^\s*(?:[-–—•*▪·]\s*)?([^:：﹕︰]{2,24}?)\s*[:：﹕︰]/;
  const bare = (word) => word.replace(/[\u064b-\u065f\u0670\u200c\u0640\s]/g, "").replace(/[يى]/g, "ی").replace(/ك/g, "ک").replace(/[أإٱ]/g, "ا").replace(/[ةۀ]/g, "ه").toLowerCase();
  const STARTS = new Set(["مصوبه", "اقدام", "نکته", "مخالف", "ارجاع", "decision", "action", "note", "dissent", "referral"]);
  const known = (line) => { const found = START.exec(line); return found && STARTS.has(bare(found[1])); };

  const draw = () => {
    const lines = text().split("\n");
    while (bands.children.length > lines.length) bands.lastChild.remove();
    lines.forEach((line, index) => {
      const band = bands.children[index] || bands.appendChild(document.createElement("div"));
      const name = known(line) ? (lacking.includes(index) ? "band band-lacks" : "band") : "";
      if (band.className !== name) band.className = name;
      if (band.textContent !== (line || "\u200b")) band.textContent = line || "\u200b";
    });
  };

  // --- merging by lines what another saved with what is being typed ---
  const hunks = (from, to) => {
    const a = from.split("\n"), b = to.split("\n");
    let top = 0, end = 0;
    while (top < a.length && top < b.length && a[top] === b[top]) top++;
    while (end < a.length - top && end < b.length - top && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
    const n = a.length - top - end, m = b.length - top - end, found = [];
    if (n * m > 250000) return [[top, top + n, b.slice(top, top + m)]];
    const best = Array.from({ length: n + 1 }, () => new Uint16Array(m + 1));
    for (let i = n - 1; i >= 0; i--) for (let j = m - 1; j >= 0; j--) best[i][j] = a[top + i] === b[top + j] ? best[i + 1][j + 1] + 1 : Math.max(best[i + 1][j], best[i][j + 1]);
    for (let i = 0, j = 0; i < n || j < m;) {
      if (i < n && j < m && a[top + i] === b[top + j]) { i++; j++; continue; }
      const hunk = [top + i, top + i, []];
      while ((i < n || j < m) && !(i < n && j < m && a[top + i] === b[top + j])) {
        if (j < m && (i >= n || best[i][j + 1] >= best[i + 1][j])) hunk[2].push(b[top + j++]); else { i++; hunk[1] = top + i; }
      }
      found.push(hunk);
    }
    return found;
  };
  // Puts the changes from `sent` to `now` into the text that has gone on from `sent`; false where they touch what was typed.
  const take = (sent, now) => {
    if (composing) return false;
    const mine = hunks(sent, text()), theirs = hunks(sent, now);
    if (theirs.some(([a, b]) => mine.some(([c, d]) => a <= d && c <= b))) return false;
    for (const [from, to, lines] of theirs.reverse()) {
      const shift = mine.reduce((sum, [c, d, l]) => d <= from ? sum + l.length - (d - c) : sum, 0);
      const rows = text().split("\n"), at = (line) => rows.slice(0, line).reduce((sum, row) => sum + row.length + 1, 0);
      let start = at(from + shift), stop = at(to + shift), put = lines.map((line) => line + "\n").join("");
      if (stop > text().length || start > text().length) {
        stop = text().length; put = put.slice(0, -1);
        if (start > stop) { start = stop; put = "\n" + put; } else if (!lines.length && start) start--;
      }
      area.setRangeText(put, start, stop, "preserve");
    }
    return true;
  };

  // --- saving: one save at a time; an unanswered one is sent again as it was ---
  const token = () => form.elements.csrf_token.value;
  const send = (to, fields) => fetch(to, {
    method: "POST", body: new URLSearchParams(fields), redirect: "follow",
    headers: { Accept: "application/json", "X-CSRFToken": token() } });
  const json = (answer) => (answer.headers.get("Content-Type") || "").includes("json") ? answer.json() : null;

  const plan = () => {
    clearTimeout(timer);
    if (held || !dirty()) return;
    const now = Date.now();
    first = first || now;
    timer = setTimeout(save, Math.max(0, Math.min(WAIT, first + AT_MOST - now)));
  };
  const later = () => { clearTimeout(timer); timer = setTimeout(save, AGAIN); };

  const save = () => busy ||= run().finally(() => { busy = null; });
  const run = async () => {
    clearTimeout(timer);
    if (held || !dirty()) return !held;
    first = 0;
    flight ||= { text: text(), from: revision };
    remember();
    tell(words.saving);
    let answer;
    try { answer = await send(url, { text: flight.text, revision: flight.from, tag, csrf_token: token() }); }
    catch { tell(words.offline, "off"); later(); return false; }
    return settle(answer, flight.text);
  };

  const settle = async (answer, sent) => {
    if (answer.status === 401) return signIn(await answer.text());
    const said = await json(answer);
    if (answer.status === 409 && said?.clash) {
      // Nobody's text is taken from under his hands: the two texts are shown once he rests, which saves again.
      if (typing) { flight = null; remember(); tell(words.typing, "off"); later(); return false; }
      return showClash(said);
    }
    if (said?.refused) { flight = null; remember(); tell(words.refused.replace("%(why)s", said.refused), "off"); return false; }
    if (!answer.ok || !said) { tell(words.offline, "off"); later(); return false; }
    flight = null;
    const now = said.text ?? sent;
    if (now === sent || take(sent, now)) { revision = said.revision; base = now; } else { revision = said.mine ?? revision; base = sent; }
    form.elements.revision.value = revision;
    show(said);
    remember();
    if (dirty()) { tell(words.typing); plan(); }
    return true;
  };

  const show = (said) => {
    lacking = said.lacking;
    if (said.cards !== undefined) {
      const opened = cards.contains(document.activeElement) || cards.querySelector("form.form, details[open]");
      if (!opened) { cards.innerHTML = said.cards; tag = said.tag; window.htmx?.process(cards); speak(); }
    } else tag = said.tag;
    alone = !said.other;
    tell(said.saved + (said.other ? " · " + said.other : ""), "on");
    draw();
  };
  let quiet = 0;
  const speak = () => { clearTimeout(quiet); quiet = setTimeout(() => { spoken.textContent = cards.querySelector("h2")?.textContent ?? ""; }, 2500); };

  // --- two texts ---
  const showClash = (said) => {
    held = true; flight = null;
    store((s) => s.setItem(key, JSON.stringify({ revision, text: text(), flight: null })));
    tell(words.typing, "off");
    clashBox.innerHTML = said.clash;
    form.hidden = true;
    clashBox.querySelector("h2").focus();
    return false;
  };
  clashBox.addEventListener("submit", async (event) => {
    event.preventDefault();
    const fields = Object.fromEntries(new FormData(event.target, event.submitter));
    fields.text = text();
    let answer;
    try { answer = await send(event.target.getAttribute("action"), fields); } catch { tell(words.offline, "off"); return; }
    finally { event.target.removeAttribute("aria-busy"); }
    if (answer.status === 401) { signIn(await answer.text()); return; }
    const said = await json(answer);
    if (said?.clash) { clashBox.innerHTML = said.clash; return; }
    if (!answer.ok || !said) { tell(said?.refused ?? words.offline, "off"); return; }
    clashBox.replaceChildren();
    form.hidden = false; held = false;
    area.value = base = said.text;
    revision = form.elements.revision.value = said.revision;
    show(said); remember(); area.focus();
  });

  // --- a sign-in that ran out: the password in place, then the save goes on ---
  const signIn = (html) => {
    held = true;
    remember();
    tell(words.signed_out, "off");
    const page = new DOMParser().parseFromString(html, "text/html");
    const box = document.createElement("section");
    box.className = "sheet desk-again";
    for (const part of page.querySelectorAll(".signed-out, form[action$='/sign-in/again']")) box.append(document.importNode(part, true));
    const again = box.querySelector("form");
    if (!again) { later(); held = false; return false; }
    clashBox.replaceChildren(box);
    again.addEventListener("submit", async (event) => {
      event.preventDefault();
      event.stopPropagation();
      let answer;
      flight ||= { text: text(), from: revision };
      const fields = new FormData(again);
      fields.set("again_path", url); fields.set("text", flight.text); fields.set("revision", flight.from);
      for (const name of ["how", "seen", "tag"]) fields.delete(name);
      try { answer = await send(again.getAttribute("action"), fields); } catch { tell(words.offline, "off"); return; }
      held = false;
      if (!(answer.headers.get("Content-Type") || "").includes("json")) {
        const back = await answer.text();
        if (/again_password/.test(back)) { signIn(back); return; }
        clashBox.replaceChildren(); later(); return;
      }
      clashBox.replaceChildren();
      await settle(answer, flight.text);
      area.focus();
    });
    // Keys that are being pressed belong to the text: the hand is led to the password once it rests.
    const ask = () => again.querySelector("[type=password]").focus();
    if (typing) atRest = ask; else ask();
    return false;
  };

  // --- what another recorder has saved ---
  const pull = async () => {
    if (document.hidden || held || busy || dirty() || Date.now() - moved > AWAY) return;
    try {
      const answer = await fetch(`${url}?tag=${tag}`, { headers: { Accept: "application/json", "If-None-Match": `"r${revision}"` }, cache: "no-store" });
      if (answer.status !== 200 || answer.redirected) return;
      const said = await json(answer), sent = base;
      if (!said || said.revision === revision || busy || dirty()) return;
      if (take(sent, said.text ?? sent)) { revision = form.elements.revision.value = said.revision; base = text(); show(said); }
    } catch { /* the next one may come through */ }
  };
  setInterval(pull, PULL);

  // --- completion: names after @, dates after «تا» or "by" ---
  let list = [], active = -1, asked = 0, span = null;
  const close = () => { choices.hidden = true; list = []; active = -1; area.removeAttribute("aria-activedescendant"); };
  area.setAttribute("aria-autocomplete", "list");
  area.setAttribute("aria-haspopup", "listbox"); area.setAttribute("aria-controls", "choices"); close();
  choices.id = "choices"; choices.setAttribute("role", "listbox"); choices.setAttribute("aria-label", "@");
  const offer = (found, from) => {
    list = found; active = -1; span = from;
    if (!found.length) { close(); return; }
    choices.replaceChildren(...found.map(([, label], index) => {
      const option = document.createElement("div");
      option.id = "choice-" + index; option.role = "option"; option.dir = "auto"; option.textContent = label;
      option.addEventListener("pointerdown", (event) => { event.preventDefault(); pick(index); });
      return option;
    }));
    const row = text().slice(0, from).split("\n").length - 1, band = bands.children[row];
    const range = document.createRange(), node = band?.firstChild, at = from - text().lastIndexOf("\n", from - 1) - 1;
    if (node) {
      range.setStart(node, Math.min(at, node.length)); range.setEnd(node, Math.min(at, node.length));
      const spot = range.getBoundingClientRect(), box = form.getBoundingClientRect();
      choices.style.insetBlockStart = spot.bottom - box.top + 6 + "px";
      choices.style.insetInlineStart = Math.max(0, Math.min(fa ? box.right - spot.right : spot.left - box.left, box.width - 260)) + "px";
    }
    choices.hidden = false;
  };
  const mark = (index) => {
    active = (index + list.length) % list.length;
    [...choices.children].forEach((option, at) => option.setAttribute("aria-selected", String(at === active)));
    area.setAttribute("aria-activedescendant", "choice-" + active);
  };
  const pick = (index) => {
    area.setRangeText(list[index][0] + " ", span, area.selectionStart, "end");
    close(); changed();
  };
  const complete = async () => {
    const at = area.selectionStart;
    if (at !== area.selectionEnd) { close(); return; }
    const begin = text().lastIndexOf("\n", at - 1) + 1, line = text().slice(begin, at);
    if (!known(line) && !/@/.test(line)) { close(); return; }
    const when = /(?:^|[\s\u200c])(?:تا|by|until)[\s\u200c]+([^@\n]{0,24})$/i.exec(line);
    if (when) {
      const typed = when[1], same = bare(typed);
      offer(dates.filter(([put, label, said]) => bare(said).startsWith(same) || bare(put).startsWith(same)).filter(([put, , said]) => bare(said) !== same && bare(put) !== same), at - typed.length);
      return;
    }
    const who = /(?:^|\s)@([^@\n]{0,40})$/.exec(line);
    if (!who) { close(); return; }
    const turn = ++asked, typed = who[1];
    try {
      const answer = await fetch(`${form.dataset.names}?q=${encodeURIComponent(typed)}`, { headers: { Accept: "application/json" } });
      const names = (answer.ok && !answer.redirected && await json(answer)) || [];
      if (turn === asked && area.selectionStart === at) offer(names.filter((name) => bare(name) !== bare(typed)).map((name) => [name, name]), at - typed.length);
    } catch { close(); }
  };
  let soon = 0;

  const changed = () => {
    moved = Date.now();
    clearTimeout(typing); typing = setTimeout(() => { typing = 0; atRest?.(); atRest = null; }, REST);
    draw(); remember();
    if (dirty() && !held) { if (saved.dataset.state !== "off") tell(words.typing); plan(); }
    clearTimeout(soon); soon = setTimeout(complete, 120);
  };
  area.addEventListener("input", changed);
  area.addEventListener("compositionstart", () => { composing = true; });
  area.addEventListener("compositionend", () => { composing = false; });
  area.addEventListener("blur", () => setTimeout(close, 150));
  area.addEventListener("keydown", (event) => {
    if (choices.hidden || event.isComposing || event.altKey || event.ctrlKey) return;
    if (event.key === "ArrowDown") mark(active + 1);
    else if (event.key === "ArrowUp") mark(active < 0 ? list.length - 1 : active - 1);
    else if (event.key === "Escape") close();
    else if (event.key === "Tab" && !event.shiftKey) pick(Math.max(0, active));
    else if (event.key === "Enter" && active >= 0) pick(active);
    else { if (event.key === "Enter") close(); return; }
    event.preventDefault();
    event.stopPropagation();
  });

  // --- starts of lines, phrases ---
  const startLine = (start) => {
    const at = area.selectionStart, begin = text().lastIndexOf("\n", at - 1) + 1;
    const end = (text() + "\n").indexOf("\n", begin), line = text().slice(begin, end), old = known(line) ? START.exec(line)[0] : "";
    area.focus();
    if (line.trim() && !old) { area.setRangeText("\n" + start + " ", end, end, "end"); } else area.setRangeText(start + " ", begin, begin + old.length + (old && line[old.length] === " " ? 1 : 0), "preserve");
    if (!line.trim()) area.setSelectionRange(begin + start.length + 1, begin + start.length + 1);
    changed();
  };
  for (const button of form.querySelectorAll("[data-start]")) { button.hidden = false; button.addEventListener("click", () => startLine(button.dataset.start)); }
  for (const plain of form.querySelectorAll(".desk-start, [data-save]")) plain.hidden = true;
  document.addEventListener("click", (event) => {
    const phrase = event.target.closest("[data-phrase]");
    if (!phrase) return;
    const put = phrase.textContent, at = area.selectionStart;
    area.focus();
    area.setRangeText(put, at, area.selectionEnd, "end");
    const blank = put.search(/…|\.\.\./);
    if (blank >= 0) area.setSelectionRange(at + blank, at + blank + (put[blank] === "…" ? 1 : 3));
    changed();
  });

  // --- keys of the page, and leaving it with everything saved ---
  document.addEventListener("keydown", (event) => {
    if (event.altKey && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      const go = document.querySelector(`[data-go="${event.key === "ArrowDown" ? "next" : "previous"}"]`);
      if (go) { event.preventDefault(); go.requestSubmit(); }
    }
    if (event.ctrlKey && event.key === "Enter") {
      const decide = document.querySelector("[data-decide]");
      if (decide) { event.preventDefault(); decide.click(); }
    }
  });
  const flush = async () => {
    if (busy) await busy;
    for (let tries = 0; dirty() && tries < 3; tries++) if (!await save()) return false;
    return !dirty();
  };
  leaving(flush);
  function leaving(flush) {
    if (!flush) return;
    const going = async (event, go) => {
      if (!dirty()) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (await flush()) go();
      else if (saved.dataset.state === "off" && !held) spoken.textContent = tell(words.stay, "off") ?? words.stay;
    };
    addEventListener("submit", (event) => {
      const to = event.target, by = event.submitter;
      if (to.matches("[data-flush]")) going(event, () => to.requestSubmit(by));
      else if (to === form) { event.preventDefault(); save(); }
    }, true);
    addEventListener("click", (event) => {
      const link = event.target.closest?.("a[data-leave]");
      if (link && !event.ctrlKey && !event.metaKey && !link.hasAttribute("hx-get")) going(event, () => { location.href = link.href; });
    }, true);
  }
  addEventListener("pagehide", () => {
    remember();
    if (dirty() && !held) fetch(url, { method: "POST", keepalive: true, headers: { Accept: "application/json", "X-CSRFToken": token() }, body: new URLSearchParams({ text: text(), revision }) }).catch(() => {});
  });
  addEventListener("online", () => { if (!held) save(); });
  for (const sign of ["pointerdown", "keydown"]) addEventListener(sign, () => { moved = Date.now(); }, { passive: true });

  // --- the timer ---
  const clock = document.querySelector("[data-timer][data-runs]");
  if (clock) {
    const since = Date.now(), spent = +clock.dataset.timer;
    setInterval(() => {
      const now = spent + Math.floor((Date.now() - since) / 1000);
      const said = `${Math.floor(now / 60)}:${String(now % 60).padStart(2, "0")}`;
      clock.textContent = fa ? said.replace(/\d/g, (digit) => String.fromCharCode(1776 + +digit)) : said;
      clock.closest(".desk-timer").classList.toggle("over", now > +clock.dataset.planned);
    }, 1000);
  }

  // --- what this browser still holds of an earlier visit ---
  const left = store((s) => JSON.parse(s.getItem(key) || "null"));
  if (left && !held && (left.flight || left.text !== base)) {
    const theirs = base, at = revision;
    area.value = left.text;
    flight = left.flight;
    revision = left.revision;
    if (left.revision === at && !flight) {
      const note = document.createElement("p"), back = document.createElement("button");
      note.className = "flash flash-warning"; note.role = "status"; note.textContent = words.restored + " ";
      back.type = "button"; back.className = "btn btn-plain"; back.textContent = words.take_saved;
      back.addEventListener("click", () => { area.value = theirs; changed(); note.remove(); area.focus(); });
      note.append(back);
      form.before(note);
    }
    changed();
  } else if (left) remember();
  draw();
  if (document.activeElement === area || !document.querySelector("[data-focus]")) { area.focus({ preventScroll: true }); area.setSelectionRange(area.value.length, area.value.length); }
})();
