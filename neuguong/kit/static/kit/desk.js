// What makes the desk quicker. Every page works without it; nothing here is the only way to do something.
"use strict";

const root = document.documentElement;
root.classList.add("has-script");

const on = (type, selector, act) =>
  document.addEventListener(type, (event) => {
    const found = event.target.closest?.(selector);
    if (found) act(event, found);
  });

// A row is its first link: a press anywhere on it follows, arrow keys walk from row to row.

on("click", "tr[data-href]", (event, row) => {
  if (event.target.closest("a, button, input, label, summary") || getSelection().toString()) return;
  const link = row.querySelector(".row-link");
  if (event.ctrlKey || event.metaKey) window.open(link.href);
  else link.click();
});

on("keydown", "[data-rows] .row-link", (event, link) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  const links = [...link.closest("[data-rows]").querySelectorAll(".row-link")];
  const next = links[links.indexOf(link) + step];
  if (next) {
    event.preventDefault();
    next.focus();
  }
});

// Dialogs: the opener is a link to a page that asks the same; here it is asked in place.

on("click", "[data-dialog]", (event, opener) => {
  const dialog = document.getElementById(opener.dataset.dialog);
  if (!dialog?.showModal || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  dialog.showModal();
  dialog.querySelector("textarea, input:not([type=hidden]), select")?.focus();
});

on("click", "[data-dialog-close]", (event, button) => button.closest("dialog").close());

// Folded menus close when the reader turns elsewhere.

const closeMenus = (except) =>
  document.querySelectorAll("details[data-menu][open]").forEach((menu) => menu !== except && (menu.open = false));

document.addEventListener("click", (event) => closeMenus(event.target.closest("details[data-menu]")));

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = event.target.closest("details[data-menu][open]");
  closeMenus();
  menu?.querySelector("summary").focus();
});

// The search box: "/" goes to it, Escape puts away what it found.

document.addEventListener("keydown", (event) => {
  const box = document.querySelector("[data-search]");
  const isTyping = event.target.closest?.("input, textarea, select, [contenteditable]");
  if (!box || event.key !== "/" || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  box.focus();
});

on("keydown", ".search-box", (event, form) => {
  const found = form.querySelector(".search-found");
  if (event.key !== "Escape" || !found.firstElementChild) return;
  event.preventDefault();
  found.replaceChildren();
  form.querySelector("[data-search]").focus();
});

// Words typed and not yet sent are not lost without a question.

let isSending = false;
const AGAIN = 2_000;
const sentAt = new WeakMap();
on("input", "form[data-guard]", (event, form) => (form.dataset.dirty = "yes"));
on("submit", "form", (event, form) => {
  if (event.defaultPrevented) return void (isSending = false);
  // A second press of a button is the same act: sent along with the first, it would find it half done.
  if (form.method === "post" && event.timeStamp - (sentAt.get(form) ?? -AGAIN) < AGAIN) return event.preventDefault();
  sentAt.set(form, event.timeStamp);
  isSending = true;
});
on("htmx:afterRequest", "form[data-guard]", (event, form) => event.detail.successful && delete form.dataset.dirty);
addEventListener("beforeunload", (event) => {
  if (!isSending && document.querySelector("form[data-dirty]")) event.preventDefault();
});
addEventListener("pageshow", () => (isSending = false));

// Repeated blocks of a form: one more from the template, numbered as Django expects.

on("click", "[data-add-item]", (event, button) => {
  const set = button.closest("[data-formset]");
  const total = set.querySelector(`input[name="${CSS.escape(set.dataset.formset)}-TOTAL_FORMS"]`);
  const most = set.querySelector(`input[name="${CSS.escape(set.dataset.formset)}-MAX_NUM_FORMS"]`);
  event.preventDefault();
  if (Number(total.value) >= Number(most.value)) return;
  const holder = document.createElement("div");
  holder.innerHTML = set.querySelector("template[data-empty-item]").innerHTML.replaceAll("__prefix__", total.value);
  const item = holder.firstElementChild;
  total.value = Number(total.value) + 1;
  item.querySelector("[data-item-number]").textContent = total.value;
  set.querySelector("template[data-empty-item]").before(item);
  item.querySelector("textarea, input:not([type=hidden]), select")?.focus();
});

// Ticked rows: how many, and all at once.

const ticks = () => [...document.querySelectorAll('input[name="chon"]')];
const countTicks = () => {
  const count = ticks().filter((tick) => tick.checked).length;
  document.querySelectorAll("[data-batch-count]").forEach((place) => (place.textContent = count));
};

on("change", 'input[name="chon"]', countTicks);
on("change", "[data-select-all]", (event, all) => {
  ticks().forEach((tick) => (tick.checked = all.checked));
  countTicks();
});

// Light or dark by choice: a cookie, so that the server draws the next page right at once.

const dark = matchMedia("(prefers-color-scheme: dark)");
const theme = () => root.dataset.bsTheme ?? (dark.matches ? "dark" : "light");
const nameThemes = () =>
  document.querySelectorAll("[data-theme-toggle]").forEach((button) => {
    button.textContent = theme() === "dark" ? button.dataset.lightWords : button.dataset.darkWords;
  });

on("click", "[data-theme-toggle]", () => {
  root.dataset.bsTheme = theme() === "dark" ? "light" : "dark";
  document.cookie = `theme=${root.dataset.bsTheme}; path=/; max-age=31536000; samesite=lax`;
  nameThemes();
});

on("click", "[data-print]", () => window.print());

nameThemes();
countTicks();
document.querySelector("[data-error-summary]")?.focus();
