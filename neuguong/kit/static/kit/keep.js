// The browser's own copy of a form that was typed and not yet sent, for a crash, a closed lid, a lost session.
//
// A form asks for it by data-keep="<its name>"; only forms of one's own do, never reviews or cases. The copy belongs to
// the reader of the page (body[data-reader]). Communes share computers: it goes when it is sent, when somebody signs
// out, when somebody else signs in, and after 24 hours. Files and passwords are never in it.
"use strict";

(() => {
  const PREFIX = "neuguong.keep:";
  const SENDING = "neuguong.sending";
  const LEFT = "neuguong.left";
  const PAGES = "neuguong.pages:"; // copies of pages for reading without a network, see study/roll.js
  const LIFETIME = 24 * 3600 * 1000;
  const reader = document.body.dataset.reader;
  const words = (name) => document.getElementById(name).content.firstElementChild.cloneNode(true);
  let isKeeping = Boolean(reader);

  // A browser may refuse to store anything, or run out of room: then there is no copy, and nothing else changes.

  const write = (key, copy) => {
    try {
      localStorage.setItem(key, JSON.stringify(copy));
    } catch {
      isKeeping = false;
    }
  };
  const read = (key) => {
    try {
      return JSON.parse(localStorage.getItem(key));
    } catch {
      return null;
    }
  };
  const kept = () => Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
  const own = (form) => `${PREFIX}${reader}:${form.dataset.keep}`;
  const forms = () => [...document.querySelectorAll("form[data-keep]")];

  const forget = (isDoomed) => kept().filter(isDoomed).forEach((key) => localStorage.removeItem(key));

  const forgetPages = async (isDoomed) => {
    const names = (await self.caches?.keys()) ?? [];
    names.filter((name) => name.startsWith(PAGES) && isDoomed(name)).forEach((name) => caches.delete(name));
  };

  // What is typed: [name, value] of every field, in order. A tick that is not set is not there.

  const NEVER = ["hidden", "password", "file", "submit", "button", "image", "reset"];
  const TICKS = ["checkbox", "radio"];
  const fields = (form) => [...form.elements].filter((field) => field.name && !NEVER.includes(field.type));
  const typed = (form) =>
    fields(form)
      .filter((field) => !TICKS.includes(field.type) || field.checked)
      .map((field) => [field.name, field.value]);
  const same = (form, copy) => JSON.stringify(typed(form)) === JSON.stringify(copy.typed);

  const keep = (form) => isKeeping && write(own(form), { at: Date.now(), typed: typed(form) });

  const addItems = (form, names) =>
    form.querySelectorAll("[data-formset]").forEach((set) => {
      const numbered = new RegExp(`^${set.dataset.formset}-(\\d+)-`);
      const last = Math.max(...names.map((name) => Number(name.match(numbered)?.[1] ?? -1)));
      const count = () => set.querySelectorAll("[data-item]").length;
      for (let before = -1; count() <= last && count() > before; ) {
        before = count();
        set.querySelector("[data-add-item]").click();
      }
    });

  const restore = (form, copy) => {
    addItems(form, copy.typed.map(([name]) => name));
    fields(form).forEach((field) => {
      const values = copy.typed.filter(([name]) => name === field.name).map(([, value]) => value);
      if (TICKS.includes(field.type)) field.checked = values.includes(field.value);
      else if (values.length) field.value = values[0];
    });
    form.dispatchEvent(new Event("input", { bubbles: true }));
    form.dispatchEvent(new Event("change", { bubbles: true }));
  };

  // Offered, not forced: the server's copy may be the newer one.

  const moment = (at) => {
    const two = (number) => String(number).padStart(2, "0");
    const then = new Date(at);
    const time = `${two(then.getHours())}:${two(then.getMinutes())}`;
    const day = `${two(then.getDate())}/${two(then.getMonth() + 1)}/${then.getFullYear()}`;
    return then.toDateString() === new Date().toDateString() ? time : `${time} ${day}`;
  };

  const offer = (form, copy) => {
    const place = words("keep-offer");
    place.querySelector("[data-keep-at]").textContent = moment(copy.at);
    place.querySelector("[data-keep-files]").hidden = !form.querySelector("input[type=file]");
    place.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (!button) return;
      if ("keepRestore" in button.dataset) restore(form, copy);
      else localStorage.removeItem(own(form));
      place.remove();
      fields(form)[0]?.focus();
    });
    form.before(place);
  };

  const meet = (form, cameBack) => {
    const copy = read(own(form));
    if (!copy || cameBack) return;
    if (same(form, copy)) localStorage.removeItem(own(form));
    else offer(form, copy);
  };

  // A form was sent when the page that follows in this tab is the reader's, is no error, and asks it no more.

  const arrive = () => {
    const sent = sessionStorage.getItem(SENDING);
    sessionStorage.removeItem(SENDING);
    const status = performance.getEntriesByType("navigation")[0]?.responseStatus ?? 200;
    const isAskedAgain = forms().some((form) => own(form) === sent);
    if (sent && reader && status < 400 && !isAskedAgain) localStorage.removeItem(sent);
    forms().forEach((form) => meet(form, isAskedAgain && own(form) === sent && status >= 400));
  };

  // Without a network, or refused by the server, nothing is saved, nothing is lost, and the page says so.

  const silence = () => document.querySelectorAll(".keep-offline").forEach((place) => place.remove());
  const say = (name, form) => {
    silence();
    form.querySelector(".form-actions")?.before(words(name));
  };
  const sayOffline = (form) => say("keep-offline", form);
  const savesItself = (form) => form.matches("form[data-keep][hx-post]");

  let waiting;
  document.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-keep]");
    if (!form) return;
    clearTimeout(waiting);
    waiting = setTimeout(keep, 400, form);
  });

  document.addEventListener(
    "submit",
    (event) => {
      const form = event.target;
      if ("forget" in form.dataset) {
        isKeeping = false;
        forget(() => true);
        forgetPages(() => true);
        localStorage.setItem(LEFT, Date.now());
      } else if (form.method === "post" && !navigator.onLine) {
        event.preventDefault();
        event.stopPropagation(); // the question at leaving stays in force
        if (form.dataset.keep) keep(form);
        sayOffline(form);
      } else if (form.dataset.keep && isKeeping) {
        clearTimeout(waiting);
        keep(form);
        const staysHere = form.getAttribute("hx-trigger")?.includes("submit");
        if (!staysHere) sessionStorage.setItem(SENDING, own(form));
      }
    },
    true,
  );

  // What the server saved by itself ([data-saved] in its answer) is not unsent any more, unless more was typed since.

  const asked = new WeakMap();
  document.addEventListener("htmx:beforeRequest", ({ target }) => {
    if (target.matches("form[data-keep]")) asked.set(target, JSON.stringify(typed(target)));
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    const form = event.target.closest("form[data-keep]");
    if (!form) return;
    silence();
    if (form.querySelector("[data-saved]") && asked.get(form) === JSON.stringify(typed(form))) {
      localStorage.removeItem(own(form));
    }
  });
  document.addEventListener("htmx:sendError", (event) => event.target.matches("form[data-keep]") && sayOffline(event.target));
  document.addEventListener("htmx:responseError", (event) => {
    if (event.target.matches("form[data-keep]")) say("keep-refused", event.target);
  });
  // Led elsewhere (to signing in again) the answer is a page, not what was asked for.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr, pathInfo, elt } = event.detail;
    if (!elt.matches("form[data-keep]") || !xhr.responseURL) return;
    if (new URL(xhr.responseURL).pathname === new URL(pathInfo.requestPath, location.href).pathname) return;
    event.detail.shouldSwap = false;
    say("keep-refused", elt);
  });
  addEventListener("online", () => {
    silence();
    forms()
      .filter((form) => savesItself(form) && form.dataset.dirty)
      .forEach((form) => form.dispatchEvent(new Event("change", { bubbles: true })));
  });
  // A form that was put into the page later is met like those that came with it.
  document.addEventListener("htmx:load", ({ target }) => {
    if (!isKeeping || target === document.body) return;
    const come = [target, ...target.querySelectorAll("form")].filter((one) => one.matches("form[data-keep]"));
    come.forEach((form) => meet(form, false));
  });
  addEventListener("storage", (event) => {
    if (event.key === LEFT) isKeeping = false; // signed out in another tab
  });

  if (reader) forgetPages((name) => name !== PAGES + reader);
  try {
    forget((key) => !(Date.now() - (read(key)?.at ?? 0) < LIFETIME));
    if (reader) forget((key) => !key.startsWith(`${PREFIX}${reader}:`));
    if (reader) arrive();
  } catch {
    isKeeping = false;
  }
})();
