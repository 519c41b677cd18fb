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
const tellNews = () => {
  const [news, now] = [document.getElementById("nieuws"), waiting()];
  const came = now.some((id) => !known.has(id));
  known = new Set(now);
  if (!news || !came) return;
  news.textContent = ""; // the same words again are said again
  setTimeout(() => (news.textContent = news.dataset.tekst), 50);
  if ("geluid" in document.body.dataset) tone();
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

// Single-key shortcuts, only for who switched them on (on the help page).
const go = (id) => document.getElementById(id)?.click();
const step = (by) => {
  const buttons = [...document.querySelectorAll(".rij button, .rij a")];
  const now = buttons.indexOf(document.activeElement);
  buttons[Math.min(Math.max(now + by, 0), buttons.length - 1)]?.focus();
};
const shortcuts = {
  "?": () => go("naar-hulp"),
  o: () => go("naar-overzicht"),
  j: () => step(1),
  k: () => step(-1),
  n: () => document.getElementById("notitie-tekst")?.focus(),
  r: () => document.getElementById("bericht-tekst")?.focus(),
};
document.addEventListener("keydown", (event) => {
  if (!("sneltoetsen" in document.body.dataset) || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select") || !shortcuts[event.key]) return;
  event.preventDefault();
  shortcuts[event.key]();
});
