// The page to keep or print an outcome. The answers stand behind the # of its address, which no server gets to see;
// they go to our own server once, to be worked out, and nowhere else.
(function () {
  "use strict";
  const { appendText, element, request } = Rondkomen;
  const KEY = /^[a-z0-9_]{1,40}$/;
  const VALUE = /^[a-z0-9_]{1,80}$/;
  const PLACE = /^[a-z0-9_-]{1,40}$/;
  const MOST = 20;
  const LONGEST_MAIL = 1900; // with more, some computers open no mail at all
  const FILE = "uitkomst-rondkomen.txt";
  const byId = (id) => document.getElementById(id);

  let words = {};
  let shown = null;
  let runs = 0; // only the last run may show something

  // ---- the address

  function given() {
    const parts = Array.from(new URLSearchParams(location.hash.slice(1)));
    const place = parts.find(([key, value]) => key === "gemeente" && PLACE.test(value));
    const answers = parts.filter(([key, value]) => key !== "gemeente" && KEY.test(key) && VALUE.test(value));
    return { gemeente: place ? place[1] : "landelijk", antwoorden: Object.fromEntries(answers.slice(0, MOST)) };
  }

  // ---- the outcome as text

  // Regelingen that are unlikely for the same reason, with the same next step, are told once, as in the talk.
  function told({ groep, regelingen }) {
    if (groep !== "nee") return regelingen;
    const found = new Map();
    regelingen.forEach(({ naam, reden, details }) => {
      const same = JSON.stringify([reden, details]);
      const names = found.has(same) ? found.get(same).naam + ", " + naam : naam;
      found.set(same, { naam: names, reden, details });
    });
    return Array.from(found.values());
  }

  function plain(text) {
    return text.replace(/⟦([^|⟧]*)\|[^⟧]*⟧/g, "$1").trim();
  }

  function nameOf({ naam, bedrag }) {
    return bedrag ? naam + ", " + bedrag : naam;
  }

  function dayOf(datum) {
    const day = new Date(datum).toLocaleDateString("nl-NL", {
      day: "numeric", month: "long", year: "numeric", timeZone: "UTC"
    });
    return words.gemaakt.replace("{datum}", day);
  }

  function fileText({ datum, slot, groepen, antwoorden, overgeslagen }) {
    const lines = [words.mail_onderwerp, dayOf(datum), overgeslagen ? words.overgeslagen : ""];
    groepen.forEach((group) => {
      lines.push("", group.kop.toUpperCase());
      told(group).forEach((one) => {
        lines.push("", nameOf(one), one.reden);
        one.details.forEach((detail) => lines.push(detail.kop, detail.tekst));
        lines.push(one.bron || "");
      });
    });
    lines.push("", slot, "", words.antwoorden.toUpperCase());
    antwoorden.forEach(({ vraag, antwoord }) => lines.push("- " + vraag + " " + antwoord));
    return lines.map(plain).join("\n").replace(/\n{3,}/g, "\n\n") + "\n";
  }

  // The names and amounts that fit, the most important first.
  function mailText({ datum, slot, groepen, overgeslagen }) {
    const parts = groepen.filter(({ groep }) => groep !== "nee").flatMap(({ kop, regelingen }) => {
      const [first, ...others] = regelingen.map((one) => "- " + nameOf(one));
      return ["\r\n" + kop + "\r\n" + first, ...others];
    });
    const text = (count) => [
      dayOf(datum), ...(overgeslagen ? [words.overgeslagen] : []), ...parts.slice(0, count), "", plain(slot), "", words.mail_meer
    ].join("\r\n");
    let count = parts.length;
    while (count && encodeURIComponent(text(count)).length > LONGEST_MAIL) count -= 1;
    return text(count);
  }

  // ---- showing

  function addPair(list, heading, text) {
    const pair = element("div");
    const said = element("dd");
    appendText(said, text);
    pair.append(element("dt", "", heading), said);
    list.append(pair);
  }

  function regelingItem(regeling) {
    const item = element("li");
    const list = element("dl");
    item.append(element("h3", "", nameOf(regeling)));
    appendText(item, regeling.reden);
    regeling.details.forEach(({ kop, tekst }) => addPair(list, kop, tekst));
    if (list.children.length) item.append(list);
    if (regeling.bron) appendText(item, regeling.bron);
    return item;
  }

  function showGroup(group) {
    const section = element("section", "groep-" + group.groep);
    const list = element("ul", "regelingen");
    told(group).forEach((one) => list.append(regelingItem(one)));
    section.append(element("h2", "", group.kop), list);
    byId("groepen").append(section);
  }

  function show(outcome) {
    shown = outcome;
    byId("gemaakt").textContent = dayOf(outcome.datum);
    byId("overgeslagen").hidden = !outcome.overgeslagen;
    appendText(byId("slot"), outcome.slot);
    outcome.groepen.forEach(showGroup);
    outcome.antwoorden.forEach(({ vraag, antwoord }) => addPair(byId("antwoorden"), vraag, antwoord));
    byId("mail").href = "mailto:?subject=" + encodeURIComponent(words.mail_onderwerp) +
      "&body=" + encodeURIComponent(mailText(outcome));
    byId("alles").hidden = false;
  }

  function clear() {
    shown = null;
    runs += 1;
    document.title = "Rondkomen";
    ["gemaakt", "slot", "groepen", "antwoorden", "melding-tekst", "status"].forEach((id) => {
      byId(id).textContent = "";
    });
    byId("mail").removeAttribute("href");
    ["alles", "melding", "storing"].forEach((id) => (byId(id).hidden = true));
  }

  // What there is to say instead of an outcome, with the way to the talk.
  function tell(heading, text) {
    byId("kop").textContent = heading;
    appendText(byId("melding-tekst"), text);
    byId("melding").hidden = false;
  }

  function fillIn() {
    document.querySelectorAll("[data-tekst]").forEach((part) => (part.textContent = words[part.dataset.tekst]));
    byId("geschiedenis").textContent = "";
    appendText(byId("geschiedenis"), words.geschiedenis);
    byId("naar-gesprek").textContent = words.naar_gesprek;
    byId("opnieuw").textContent = words.opnieuw;
    byId("storing-tekst").textContent = words.fout;
  }

  // ---- keeping and letting go

  function save() {
    const link = element("a");
    link.href = URL.createObjectURL(new Blob([fileText(shown)], { type: "text/plain;charset=utf-8" }));
    link.download = FILE;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  function letGo() {
    history.replaceState(null, "", location.pathname);
    clear();
    tell(words.weg_kop, words.weg);
    byId("kop").focus();
  }

  // ---- start

  async function start() {
    clear();
    const run = runs;
    try {
      if (!words.titel) words = await request("GET", "v1/teksten?van=uitkomst");
      if (run !== runs) return;
      fillIn();
      const body = given();
      byId("naar-gesprek").href = "chat?gemeente=" + body.gemeente;
      byId("kop").textContent = words.titel;
      if (!Object.keys(body.antwoorden).length) return tell(words.leeg_kop, words.leeg);
      document.title = words.paginatitel;
      byId("status").textContent = words.wacht;
      const outcome = await request("POST", "v1/uitkomst", { body });
      if (run !== runs) return;
      byId("status").textContent = "";
      if (outcome.groepen.length && !outcome.antwoorden.length) tell(words.leeg_kop, words.leeg);
      else show(outcome);
    } catch (error) {
      if (run !== runs) return;
      byId("status").textContent = "";
      if (error.status === 429) byId("storing-tekst").textContent = error.detail;
      byId("storing").hidden = false;
    }
  }

  byId("print").addEventListener("click", () => print());
  byId("bestand").addEventListener("click", save);
  byId("haal-weg").addEventListener("click", letGo);
  byId("opnieuw").addEventListener("click", async () => {
    await start();
    byId(byId("storing").hidden ? "kop" : "opnieuw").focus();
  });
  addEventListener("hashchange", start);
  start();
})();
