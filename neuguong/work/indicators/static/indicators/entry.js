// Typing a form like a sheet: Enter and the arrow keys go down and up a column; a number that may mean two is chosen
// by a press. Without script the same is a plain form.
"use strict";

document.addEventListener("keydown", (event) => {
  const field = event.target.closest?.("input[data-column]");
  const step = { Enter: 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!field || !step || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  const column = [...document.querySelectorAll(`input[data-column="${field.dataset.column}"]`)];
  const shown = column.filter((one) => one.offsetParent !== null);
  const next = shown[shown.indexOf(field) + (event.shiftKey ? -step : step)];
  if (next) {
    next.focus();
    next.select();
  } else field.blur(); // what stands in the last line is saved too
});

document.addEventListener("click", (event) => {
  const choice = event.target.closest?.("button[data-reading]");
  const field = choice && document.getElementById(choice.dataset.reading);
  if (!field) return;
  event.preventDefault();
  field.value = choice.value;
  field.dispatchEvent(new Event("change", { bubbles: true }));
  field.focus();
});

// After a save: where something was asked, the place for the answer is laid open; a file that was taken is not sent again.
document.addEventListener("htmx:afterRequest", (event) => {
  const line = event.detail.elt?.closest?.("tbody.entry-line");
  if (!line || !event.detail.successful) return;
  if (line.querySelector("[data-question]:not([hidden])")) line.querySelector("[data-more]").open = true;
  line.querySelector("input[data-evidence]").value = "";
});
