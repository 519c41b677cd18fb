// Small comforts; everything works without them.
"use strict";

// The newest chat message is in sight, at the start and when one comes in.
const toEnd = () => {
  const messages = document.getElementById("berichten");
  const count = messages ? messages.childElementCount : 0;
  if (messages && count !== toEnd.count) messages.scrollTop = messages.scrollHeight;
  toEnd.count = count;
};
toEnd();

// A question that comes in is said aloud by a screen reader, and heard by who switched the sound on.
const waiting = () => [...document.querySelectorAll("#lijst-te_laat .rij, #lijst-wachtend .rij")].map((row) => row.id);
let known = new Set(waiting());
let audio = null;
const tone = () => {
  if (!audio) return; // a browser makes no sound on a page that nobody touched
  const [oscillator, volume] = [audio.createOscillator(), audio.createGain()];
  volume.gain.value = 0.1;
  oscillator.frequency.value = 660;
  oscillator.connect(volume).connect(audio.destination);
  oscillator.start();
  oscillator.stop(audio.currentTime + 0.2);
};
// Only this page speaks to the computer itself: nothing goes through another service, and nothing tells which question.
const showNotice = (text) => {
  try {
    if (Notification.permission === "granted") new Notification(text, { tag: "rondkomen-wijkteam" });
  } catch {
    // a phone that only lets an installed app do it: the title and the sound are left
  }
};
document.getElementById("seintje-aan")?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const allowed = "Notification" in window ? await Notification.requestPermission() : "denied";
  if (allowed === "granted") event.target.submit();
  else document.getElementById("seintje-kan-niet").hidden = false;
});
const tellNews = () => {
  const [news, now] = [document.getElementById("nieuws"), waiting()];
  const came = now.some((id) => !known.has(id));
  known = new Set(now);
  if (!news || !came) return;
  news.textContent = ""; // the same words again are said again
  setTimeout(() => (news.textContent = news.dataset.tekst), 50);
  if ("geluid" in document.body.dataset) tone();
  if ("seintje" in document.body.dataset && document.hidden) showNotice(news.dataset.tekst);
};
if ("geluid" in document.body.dataset) {
  for (const touch of ["pointerdown", "keydown"]) {
    document.addEventListener(touch, () => (audio ??= new AudioContext()), { once: true });
  }
}

// A revealed field gets the focus, once; when the focused thing went away, the page itself gets it.
let focused = false;
document.addEventListener("htmx:before:swap", () => {
  focused = document.activeElement !== document.body;
});
document.addEventListener("htmx:after:swap", () => {
  toEnd();
  tellNews();
  const shown = document.querySelector(".waarde--getoond:not([data-gezien])");
  if (shown) {
    shown.dataset.gezien = "";
    shown.focus();
  } else if (focused && document.activeElement === document.body) {
    document.getElementById("hoofd").focus({ preventScroll: true });
  }
});

// A text that was chosen goes into the message at the cursor, and can be changed there; or to the clipboard.
document.documentElement.dataset.script = "";
const tellChoice = (kind) => {
  const place = document.getElementById("standaard-melding");
  place.textContent = "";
  setTimeout(() => (place.textContent = place.dataset[kind]), 50);
};
const putInMessage = (text) => {
  const field = document.getElementById("bericht-tekst");
  if (!field) return; // the chat is over
  const [begin, end] = [field.value.slice(0, field.selectionStart), field.value.slice(field.selectionEnd)];
  const before = begin.trim() ? `${begin.trimEnd()}\n\n${text}` : text;
  const whole = end.trim() ? `${before}\n\n${end.trimStart()}` : before;
  if (whole.length > field.maxLength) return tellChoice("vol");
  field.value = whole;
  field.setSelectionRange(before.length, before.length);
  field.focus();
  field.dispatchEvent(new Event("input", { bubbles: true })); // keeps it as half a message
};
const copyText = (element) => {
  getSelection().selectAllChildren(element); // to be copied by hand where a browser doesn't let a page do it
  navigator.clipboard?.writeText(element.textContent).then(() => tellChoice("gekopieerd"), () => {});
};
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-in], [data-kopieer]");
  if (!button) return;
  const source = document.getElementById(button.dataset.in ?? button.dataset.kopieer);
  if ("in" in button.dataset) putInMessage(source.textContent);
  else copyText(source);
});

// Single-key shortcuts, only for who switched them on (on the help page).
const go = (id) => document.getElementById(id)?.click();
const rowOf = (element) => element?.closest(".rij");
const inRow = (row) => row.querySelector("button, a[href]");
const step = (by) => {
  const rows = [...document.querySelectorAll(".rij")].filter((row) => inRow(row)?.checkVisibility());
  const now = rows.indexOf(rowOf(document.activeElement));
  const next = now < 0 && by < 0 ? rows.length - 1 : Math.min(Math.max(now + by, 0), rows.length - 1);
  if (rows[next]) inRow(rows[next]).focus();
};
// Only the question that has the focus is picked up, or the one whose page this is: never one by mistake.
const pickUp = () => (rowOf(document.activeElement) ?? document.querySelector(".smal"))?.querySelector("[id^=pak-]")?.click();
const openChoices = () => {
  const choices = document.getElementById("standaard");
  if (!choices) return;
  choices.open = true;
  (choices.querySelector("button") ?? choices.querySelector("summary")).focus();
};
const shortcuts = {
  "?": () => go("naar-hulp"),
  o: () => go("naar-overzicht"),
  t: () => go("naar-team"),
  z: () => document.getElementById("zoek")?.focus(),
  j: () => step(1),
  k: () => step(-1),
  c: pickUp,
  n: () => document.getElementById("notitie-tekst")?.focus(),
  r: () => document.getElementById("bericht-tekst")?.focus(),
  s: openChoices,
};
document.addEventListener("keydown", (event) => {
  if (!("sneltoetsen" in document.body.dataset) || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select") || !shortcuts[event.key]) return;
  event.preventDefault();
  shortcuts[event.key]();
});
