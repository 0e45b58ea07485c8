// The agenda is ordered by dragging its rows, or with Alt and an arrow key on a row's buttons; without it by the buttons.
(() => {
  "use strict";
  const form = document.querySelector("[data-agenda]");
  if (!form) return;
  const rows = [...form.querySelectorAll(".agenda-row")];
  let held = null, moved = false;
  for (const row of rows) {
    row.draggable = true;
    row.addEventListener("dragstart", (event) => {
      held = row; moved = false;
      row.classList.add("agenda-held");
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", "");
    });
    row.addEventListener("dragover", (event) => {
      if (!held) return;
      event.preventDefault();
      if (held === row) return;
      const box = row.getBoundingClientRect();
      const behind = event.clientY > box.top + box.height / 2;
      const before = behind ? row.nextSibling : row;
      if (before !== held) { row.parentNode.insertBefore(held, before); moved = true; }
    });
    row.addEventListener("drop", (event) => event.preventDefault());
    row.addEventListener("dragend", () => {
      row.classList.remove("agenda-held");
      held = null;
      if (moved) form.submit();
    });
    row.addEventListener("keydown", (event) => {
      const name = { ArrowUp: "up", ArrowDown: "down" }[event.key];
      if (!name || !event.altKey) return;
      event.preventDefault();
      row.querySelector(`[name=${name}]:enabled`)?.click();
    });
  }
  // After a press the page comes back at the row that moved, which the browser focuses when it has gone there: the hand
  // is led on to the row's buttons.
  const came = rows.find((row) => location.hash === "#" + row.id);
  const lead = () => came.querySelector("button:enabled")?.focus();
  if (came && document.activeElement === came) lead(); else came?.addEventListener("focus", lead, { once: true });
})();
