// A roll that goes on without a network. Every choice is noted on the device at once, with an id of its own and the
// device's time, and sent as soon as there is a way; what the server has is forgotten. Sent twice is kept once: the
// server knows the ids. Which of two marks holds is for the server alone to say.
//
// What is kept names nobody: numbers of rows, for the reader of the page (body[data-reader]). It outlives signing out,
// for it would be lost; copies of the page do not (see kit/keep.js).
"use strict";

(() => {
  const form = document.querySelector("form[data-roll]");
  const reader = document.body.dataset.reader;
  if (!form || !reader) return;

  const STORE = `neuguong.roll:${reader}:${form.dataset.roll}`;
  const DEVICE = "neuguong.device";
  const PAGES = `neuguong.pages:${reader}`;
  const AGAIN = 20_000;
  const words = Object.fromEntries(
    [...document.getElementById("roll-words").content.querySelectorAll("span")].map((span) => [
      Object.keys(span.dataset)[0],
      span.textContent,
    ]),
  );
  const said = document.querySelector("[data-roll-said]");
  const counts = document.querySelectorAll(".roll-counts strong");
  const lines = new Map([...form.querySelectorAll("[data-row]")].map((line) => [line.dataset.row, line]));

  // Also where the page came without encryption, and crypto.randomUUID is missing.
  const newId = () => {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  };

  // A browser may refuse to store anything: then what is noted lives as long as the page, and the page says so.

  let memory = { marks: [], refused: [] };
  let canStore = true;
  const read = () => {
    if (!canStore) return memory;
    return JSON.parse(localStorage.getItem(STORE)) ?? { marks: [], refused: [] };
  };
  const write = (kept) => {
    memory = kept;
    try {
      if (kept.marks.length || kept.refused.length) localStorage.setItem(STORE, JSON.stringify(kept));
      else localStorage.removeItem(STORE);
    } catch {
      canStore = false;
    }
  };
  const device = (() => {
    try {
      const known = localStorage.getItem(DEVICE) ?? newId();
      localStorage.setItem(DEVICE, known);
      return known;
    } catch {
      canStore = false;
      return newId();
    }
  })();

  const chosen = (line) => line.querySelector("input[type=radio]:checked")?.value;
  const noted = (line, text) => (line.querySelector("[data-noted]").textContent = text);

  const say = (text) => {
    const { marks } = read();
    const rest = marks.length ? words.waiting.replace("#", marks.length) : said.textContent && words.allSent;
    said.textContent = [text, canStore ? "" : words.noStore, rest].filter(Boolean).join(" ");
  };

  const note = (line) => {
    const status = chosen(line);
    if (!status) return;
    const kept = read();
    const row = line.dataset.row;
    const before = kept.marks.findLast((mark) => mark.row === row);
    kept.marks.push({
      id: newId(),
      row,
      status,
      reason: status === "PRESENT" ? "" : line.querySelector(`[name="r-${row}"]`).value.trim(),
      at: new Date().toISOString(),
      base: before?.id ?? line.dataset.base,
    });
    write(kept);
    noted(line, words.unsent);
  };

  const show = (line, row) => {
    const radio = line.querySelector(`input[type=radio][value="${row.status}"]`);
    if (radio) radio.checked = true;
    if (row.reason) line.querySelector(`[name="r-${line.dataset.row}"]`).value = row.reason;
  };

  // What was refused stays on the page, with the name and the reason, until somebody has read it.

  const tellRefused = () => {
    const place = document.querySelector("[data-roll-refused]");
    place.replaceChildren();
    const { refused } = read();
    if (!refused.length) return;
    const list = document.createElement("ul");
    refused.forEach(({ row, status, why }) => {
      const item = document.createElement("li");
      const line = lines.get(row);
      const label = line?.querySelector(`input[value="${status}"]`)?.closest("label").textContent.trim() ?? status;
      item.textContent = `${line?.querySelector(".roll-name").textContent ?? row}, ${label}: ${why}`;
      list.append(item);
    });
    const read_ = document.createElement("button");
    read_.type = "button";
    read_.className = "btn btn-quiet";
    read_.textContent = words.readIt;
    read_.addEventListener("click", () => {
      write({ ...read(), refused: [] });
      tellRefused();
    });
    place.append(list, read_);
  };

  const settle = (sent, answer) => {
    const kept = read();
    const gone = new Set([...answer.kept, ...Object.keys(answer.refused)].map((id) => id.replaceAll("-", "")));
    const refused = sent
      .filter((mark) => dashed(mark.id) in answer.refused)
      .map((mark) => ({ row: mark.row, status: mark.status, why: answer.refused[dashed(mark.id)] }));
    write({ marks: kept.marks.filter((mark) => !gone.has(mark.id)), refused: [...kept.refused, ...refused] });
    answer.counts.forEach((count, n) => (counts[n].textContent = count));
    const waiting = new Set(read().marks.map((mark) => mark.row));
    Object.entries(answer.rows).forEach(([pk, row]) => {
      const line = lines.get(pk);
      if (!line) return;
      line.dataset.base = row.mark;
      if (waiting.has(pk)) return;
      show(line, row);
      noted(line, row.disputed ? `${row.words} ${words.disputed}` : row.words);
      line.classList.toggle("roll-disputed", row.disputed);
    });
    tellRefused();
  };
  const dashed = (id) => id.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");

  let isSending = false;
  const send = async () => {
    const sent = read().marks.slice(0, 500);
    if (isSending || !sent.length) return say("");
    isSending = true;
    said.textContent ||= " ";
    try {
      const response = await fetch(form.dataset.send, {
        method: "POST",
        redirect: "manual",
        headers: { "Content-Type": "application/json", "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
        body: JSON.stringify({ device, now: new Date().toISOString(), marks: sent }),
      });
      const answer = response.headers.get("Content-Type")?.includes("json") ? await response.json() : null;
      if (response.ok && answer) settle(sent, answer);
      say(answer?.wait ?? (response.type === "opaqueredirect" || response.status === 403 ? words.signIn : ""));
      isSending = false;
      if (response.ok && read().marks.length) await send();
    } catch {
      say(""); // no network: tried again by itself
    } finally {
      isSending = false;
    }
  };

  form.addEventListener("change", (event) => {
    const line = event.target.closest("[data-row]");
    if (!line || (event.target.type === "checkbox" && !event.target.checked)) return;
    note(line);
    send();
  });
  form.addEventListener("click", (event) => {
    const button = event.target.closest("button[type=submit]");
    if (!button) return;
    event.preventDefault();
    if (button.name === "tat_ca") {
      lines.forEach((line) => {
        if (chosen(line)) return;
        line.querySelector(`input[value="${button.value}"]`).checked = true;
        note(line);
      });
    }
    said.textContent ||= " ";
    send();
  });
  addEventListener("online", send);
  addEventListener("pageshow", (event) => event.persisted && send());
  setInterval(send, AGAIN);

  // A copy of this page and of what it is made of, so that a reload without a network finds it again.

  const putBy = async () => {
    if (!self.caches || !navigator.serviceWorker || !navigator.onLine) return;
    await navigator.serviceWorker.register(form.dataset.worker, { scope: form.dataset.scope });
    await caches.delete(PAGES);
    const pages = await caches.open(PAGES);
    const parts = performance.getEntriesByType("resource").map((entry) => entry.name);
    const own = parts.filter((name) => new URL(name).pathname.startsWith("/static/"));
    await Promise.all([location.href, ...new Set(own)].map((name) => pages.add(name)));
    form.dataset.isPutBy = "yes";
  };

  try {
    read().marks.forEach((mark) => {
      const line = lines.get(mark.row);
      if (!line) return;
      show(line, mark);
      noted(line, words.unsent);
    });
  } catch {
    write({ marks: [], refused: [] });
  }
  tellRefused();
  send();
  putBy().catch(() => {}); // a browser that keeps no pages still keeps what is noted
})();
