// The chat page: shows messages, sends what the inwoner types or chooses, and lets go of everything on request.
(function () {
  "use strict";
  const { Connection, Outbox, appendText, element, request, backoff, sleep, randomId, voice } = Rondkomen;
  const STORE = "rondkomen";
  const THINKING_AFTER = 400;
  const WAIT_TEXT_AFTER = 2000;
  const LONG_WAIT_AFTER = 10000;
  const byId = (id) => document.getElementById(id);
  const framed = window.parent !== window;
  const gemeente = new URLSearchParams(location.search).get("gemeente") || "";
  const transcript = byId("gesprek");
  const input = byId("tekst");
  const header = document.querySelector("header");

  let words = {};
  let connection = null;
  let outbox = null;
  let seen = new Set();
  let open = true;
  let timers = [];

  // ---- showing

  function fillIn() {
    document.querySelectorAll("[data-tekst]").forEach((part) => (part.textContent = words[part.dataset.tekst]));
    document.querySelectorAll("[data-naam]").forEach((part) => {
      part.setAttribute("aria-label", words[part.dataset.naam]);
    });
  }

  // `kind`: "" for news, "fout" for what went wrong, "wacht" for what is tried again.
  function say(text, kind = "") {
    const status = byId("status");
    if (status.textContent !== text) status.textContent = text;
    status.className = kind && "fout";
    byId("opnieuw").hidden = kind !== "wacht";
  }

  function senderOf(soort) {
    const visible = soort === "mens" || soort === "crisis";
    return element("p", visible ? "van" : "alleen-voorlezen", words["van_" + soort] || words.van_bot);
  }

  function showBericht(soort, text) {
    const bericht = element("div", "bericht soort-" + soort.replace(/\W/g, ""));
    const content = element("div", "inhoud");
    if (soort === "inwoner") content.append(element("p", "", text));
    else appendText(content, text);
    bericht.append(senderOf(soort), content);
    if (soort !== "inwoner") {
      const aside = element("div", "voorlezen");
      aside.setAttribute("aria-live", "off"); // the button isn't part of what was said
      aside.append(voice.button(content, words));
      bericht.append(aside);
    }
    transcript.append(bericht);
    return bericht;
  }

  // The numbers of a crisis message stay on screen.
  function keepHelp(bericht) {
    const bar = byId("hulp");
    const known = Array.from(bar.querySelectorAll("a"), (link) => link.href);
    bericht.querySelectorAll("a[href^='tel:']").forEach((link) => {
      if (known.includes(link.href) || known.length > 2) return;
      known.push(link.href);
      bar.append(link.cloneNode(true));
    });
    bar.hidden = !known.length;
  }

  function showKeuzes(keuzes) {
    const place = byId("keuzes");
    const known = Array.from(place.children, (button) => button.dataset.keuze);
    keuzes.filter(({ keuze }) => !known.includes(keuze)).forEach(({ label, keuze, act }) => {
      const button = element("button", "", label);
      button.type = "button";
      button.dataset.keuze = keuze;
      button.addEventListener("click", () => {
        voice.stop();
        focusAfterChoice();
        if (act) act();
        else send({ keuze }, label);
      });
      place.append(button);
    });
  }

  // On a touch screen the input would call up the keyboard, over the answer.
  function focusAfterChoice() {
    (matchMedia("(hover: none)").matches ? transcript : input).focus({ preventScroll: true });
  }

  function clearKeuzes() {
    byId("keuzes").textContent = "";
  }

  // After a restart the wijkteam's messages come again under another id, with the same number.
  function isNew({ id, volgnummer }) {
    const known = seen.has(id) || seen.has("w" + volgnummer);
    seen.add(id);
    if (volgnummer) seen.add("w" + volgnummer);
    return !known;
  }

  function receive(berichten) {
    const shown = berichten.filter(isNew).map(({ soort, tekst, keuzes }) => {
      const bericht = showBericht(soort, tekst);
      if (soort === "crisis") keepHelp(bericht);
      showKeuzes(keuzes || []);
      return bericht;
    });
    if (shown.length && !open && framed) parent.postMessage("rondkomen:nieuw", "*");
    return shown;
  }

  // Reading starts at the top of what is new: the own message if it is short, else the answer.
  function scrollTo(own, shown) {
    measure();
    const anchor = own && own.offsetHeight < innerHeight / 3 ? own : shown[0];
    if (anchor) anchor.scrollIntoView();
  }

  // With large text or a low screen only the numbers to call stick, to leave room to read.
  function measure() {
    const page = document.documentElement;
    const heightOf = (id) => byId(id).offsetHeight;
    const [all, help, form] = [header.offsetHeight, heightOf("hulp"), heightOf("opstellen")];
    const tight = all + form > innerHeight / 2;
    const top = tight ? (help < innerHeight / 3 ? help : 0) : all;
    page.classList.toggle("krap", tight);
    header.style.top = top - all + "px";
    page.style.scrollPaddingTop = top + 8 + "px";
    page.style.scrollPaddingBottom = tight ? 0 : form + 8 + "px";
  }

  // ---- sending

  function busy() {
    const later = (milliseconds, act) => timers.push(setTimeout(act, milliseconds));
    later(THINKING_AFTER, () => (byId("denkt").hidden = false));
    later(WAIT_TEXT_AFTER, () => sayCalm(words.wacht));
    later(LONG_WAIT_AFTER, () => sayCalm(words.wacht_lang));
  }

  function idle() {
    timers.forEach(clearTimeout);
    timers = [];
    byId("denkt").hidden = true;
  }

  // An error stays while it is tried again: else it would be read out every time.
  function sayCalm(text) {
    if (byId("opnieuw").hidden) say(text);
  }

  function failed(job, error) {
    if (job.own) job.own.dataset.wacht = words.niet_verzonden;
    const known = error.status === 429 || error.status === 503;
    say((known && error.detail) || (error.status ? words.fout_even : words.fout_verbinding), "wacht");
  }

  function renew() {
    if (outbox) outbox.close();
    outbox = new Outbox({ busy, idle, failed });
    connection = new Connection({ gemeente, hear, lost });
    seen = new Set();
  }

  function hear(bericht) {
    const shown = receive([bericht]);
    if (shown.length && !byId("denkt").hidden) return;
    shown.forEach((part) => part.scrollIntoView({ block: "nearest" }));
  }

  // What the server hasn't got yet goes back to the inwoner.
  function lost() {
    outbox.jobs.reverse().forEach((job) => job.giveBack && job.giveBack());
    forget();
    say(words.gesprek_voorbij);
    offerBegin();
  }

  function offerBegin() {
    clearKeuzes();
    showKeuzes([{ label: words.begin_opnieuw, keuze: "begin", act: begin }]);
  }

  async function ensureBegun() {
    if (connection.id) return;
    const current = connection;
    const berichten = await current.begin();
    if (current !== connection) return current.forget()().catch(() => {}); // erased before it began
    receive(berichten);
    byId("wis").hidden = false;
    current.listen();
    remember();
  }

  function begin() {
    clearKeuzes();
    outbox.add({ run: ensureBegun, done: () => say(""), refused: (error) => {
      say(error.detail || words.fout_even, "fout");
      offerBegin();
    } });
  }

  function send(what, shownText) {
    const bericht = Object.assign({ id: randomId() }, what);
    const own = showBericht("inwoner", shownText);
    const current = connection;
    clearKeuzes();
    own.scrollIntoView();
    const run = async () => {
      if (!current.id) {
        await ensureBegun();
        clearKeuzes();
      }
      if (current !== connection) return []; // erased meanwhile: this may not go to the next conversation
      return current.send(bericht);
    };
    const giveBack = () => {
      own.remove();
      if (!what.tekst) return;
      input.value = (what.tekst + "\n" + input.value).trim(); // before what was typed since
      typed();
    };
    const done = (berichten) => {
      say("");
      delete own.dataset.wacht;
      if (erases(what)) startClean(berichten);
      scrollTo(own.isConnected && own, receive(berichten));
    };
    const refused = (error) => {
      if (error.gone) lost();
      else say(error.detail || words.fout_bericht, "fout");
      giveBack();
    };
    outbox.add({ own, run, done, refused, giveBack });
  }

  // The server erases at these; then only the answer may stay on screen.
  function erases({ tekst, keuze }) {
    return /^\W*wis\W*$/i.test(tekst || "") || /^wis(:ja)?$/.test(keuze || "");
  }

  function startClean(berichten) {
    clearTranscript();
    berichten.forEach(({ id }) => seen.delete(id)); // the stream may have been quicker
  }

  function typed() {
    byId("stuur").disabled = !input.value.trim();
    input.style.height = "auto";
    input.style.height = input.scrollHeight + 4 + "px";
  }

  function submit() {
    const text = input.value.trim();
    if (!text) return;
    voice.stop();
    input.value = "";
    typed();
    input.focus({ preventScroll: true });
    send({ tekst: text }, text);
  }

  // ---- remembering and letting go

  function stored(act) {
    try {
      return act(localStorage);
    } catch (error) {
      return null; // the browser doesn't let us
    }
  }

  function remember() {
    if (!byId("onthoud").checked) return;
    const gesprek = JSON.stringify({ id: connection.id, token: connection.token, gemeente });
    const kept = stored((store) => {
      store.setItem(STORE, gesprek);
      return true;
    });
    if (kept) return showRemembering(true);
    showRemembering(false);
    say(words.onthoud_mislukt, "fout");
  }

  function showRemembering(on) {
    byId("onthoud").checked = on;
    byId("privacy").textContent = on ? words.privacy_onthouden : words.privacy;
  }

  function forgetHere() {
    stored((store) => store.removeItem(STORE));
    showRemembering(false);
  }

  function remembered() {
    const gesprek = stored((store) => JSON.parse(store.getItem(STORE)));
    return gesprek && gesprek.id && gesprek.token && gesprek.gemeente === gemeente ? gesprek : null;
  }

  function resume(gesprek) {
    connection.use(gesprek.id, gesprek.token);
    showRemembering(true);
    const done = (berichten) => {
      transcript.setAttribute("aria-live", "off"); // old news
      const shown = receive(berichten);
      clearKeuzes();
      showKeuzes(berichten.length ? berichten[berichten.length - 1].keuzes : []);
      setTimeout(() => transcript.setAttribute("aria-live", "polite"), 500);
      byId("wis").hidden = false;
      say(words.terug_van_weg);
      scrollTo(null, shown.slice(-1));
      connection.listen();
    };
    outbox.add({ run: () => connection.since(0), done, refused: () => {
      forget();
      begin();
    } });
  }

  function clearTranscript() {
    voice.stop();
    transcript.textContent = "";
    clearKeuzes();
    byId("hulp").querySelectorAll("a").forEach((link) => link.remove());
    byId("hulp").hidden = true;
  }

  // Forgets the conversation on this device and returns how to erase it at the server.
  function forget() {
    const erase = connection.forget();
    idle();
    renew();
    forgetHere();
    byId("wis").hidden = true;
    return erase;
  }

  async function wipe() {
    askWipe(false);
    const erase = forget();
    clearTranscript();
    input.value = "";
    typed();
    say(words.wis_bezig);
    let told = null;
    for (let attempt = 0; ; attempt += 1) {
      try {
        await erase();
        break;
      } catch (error) {
        if (!told) told = showBericht("melding", words.wis_later);
        say("");
        if (!byId("keuzes").children.length) offerBegin();
        await sleep(backoff(attempt));
      }
    }
    if (told) told.remove();
    else say("");
    showBericht("melding", words.wis_klaar);
    if (!connection.id) offerBegin();
  }

  function askWipe(on) {
    byId("wisvraag").hidden = !on;
    (on ? byId("wis-nee") : input).focus({ preventScroll: !on || header.style.top === "0px" });
  }

  function leave() {
    const erase = connection ? forget() : async () => {};
    erase({ keepalive: true }).catch(() => {}); // nobody is left to tell
    clearTranscript();
    document.documentElement.style.visibility = "hidden";
    document.title = " ";
    const go = () => location.replace(document.documentElement.dataset.weg);
    if (!framed) return go();
    parent.postMessage("rondkomen:weg", "*");
    setTimeout(go, 500);
  }

  // ---- keys, frame and start

  let shifts = [];

  function press(event) {
    if (event.key !== "Shift") shifts = [];
    else if (!event.repeat && shifts.push(event.timeStamp) > 2 && event.timeStamp - shifts.shift() < 2000) leave();
    if (event.key === "Escape") escape();
  }

  function close() {
    voice.stop();
    if (framed) parent.postMessage("rondkomen:dicht", "*");
  }

  function escape() {
    if (byId("wisvraag").hidden) return close();
    askWipe(false);
    byId("wis").focus({ preventScroll: true });
  }

  function hearParent(event) {
    if (!framed || event.source !== parent) return;
    if (event.data === "rondkomen:open") {
      open = true;
      input.focus({ preventScroll: true });
    }
    if (event.data === "rondkomen:dicht") {
      open = false;
      voice.stop();
    }
    if (event.data === "rondkomen:weg") leave();
  }

  // The colours and font of the page around us, by their NL Design System names; nothing but plain values.
  function takeTheme() {
    try {
      JSON.parse(decodeURIComponent(location.hash.slice(1))).forEach(([name, value]) => {
        const safe = /^--utrecht-[a-z-]+$/.test(name) && /^[\w\s#.,%()"'-]{1,200}$/.test(value);
        if (safe && !/url/i.test(value)) document.documentElement.style.setProperty(name, value);
      });
    } catch (error) {
      // no theme, or not one of ours
    }
  }

  function listenToPage() {
    const on = (id, act) => byId(id).addEventListener("click", act);
    on("weg", leave);
    on("sluit", close);
    on("wis", () => askWipe(byId("wisvraag").hidden));
    on("wis-ja", wipe);
    on("wis-nee", () => askWipe(false));
    on("opnieuw", () => outbox.wake());
    on("herlaad", start);
    byId("onthoud").addEventListener("change", (event) => {
      if (!event.target.checked) forgetHere();
      else if (connection.id) remember();
    });
    byId("opstellen").addEventListener("submit", (event) => {
      event.preventDefault();
      submit();
    });
    input.addEventListener("input", typed);
    input.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      submit();
    });
    addEventListener("keydown", press);
    addEventListener("message", hearParent);
    addEventListener("online", () => outbox && outbox.wake());
    addEventListener("resize", measure);
    const observer = new ResizeObserver(measure);
    observer.observe(header);
    observer.observe(byId("opstellen"));
  }

  async function start() {
    byId("storing").hidden = true;
    try {
      words = await request("GET", "v1/teksten");
    } catch (error) {
      byId("storing").hidden = false;
      return;
    }
    fillIn();
    byId("alles").hidden = false;
    renew();
    typed();
    input.focus({ preventScroll: true });
    const gesprek = remembered();
    if (gesprek) resume(gesprek);
    else begin();
  }

  takeTheme();
  byId("weg").hidden = false;
  byId("sluit").hidden = !framed;
  listenToPage();
  start();
})();
