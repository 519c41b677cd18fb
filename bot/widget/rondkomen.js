// <script src="https://…/rondkomen.js" data-gemeente="leiden" defer></script>
// The chat lives in an iframe: neither page can read or restyle the other.
(function () {
  "use strict";
  var script = document.currentScript;
  var options = script.dataset;
  var label = options.label || "Zorgen over geld? Stel uw vraag";
  var exit = /^https?:/.test(options.weg) ? options.weg : "https://www.rijksoverheid.nl";
  // Custom properties don't reach into an iframe, so the chat gets these along.
  var tokens = "document-font-family document-color document-background-color link-color focus-outline-color " +
    "button-primary-action-background-color button-primary-action-color button-border-radius";
  var shifts = [];
  var host, button, frame;

  function create(name, values) {
    return Object.assign(document.createElement(name), values);
  }

  function url(path) {
    return new URL(path, script.src).href;
  }

  function start() {
    host = create("div");
    button = create("button", { textContent: label, lang: "nl" });
    button.setAttribute("aria-expanded", false);
    button.addEventListener("click", toggle);
    var region = create("section");
    region.setAttribute("aria-label", "Rondkomen");
    region.append(button);
    host.attachShadow({ mode: "open" }).append(
      create("link", { rel: "stylesheet", href: url("rondkomen.css") }), region);
    document.body.append(host);
    addEventListener("message", hear);
    addEventListener("keydown", press);
  }

  function theme() {
    var style = getComputedStyle(host);
    return encodeURIComponent(JSON.stringify(tokens.split(" ").map(function (token) {
      return ["--utrecht-" + token, style.getPropertyValue("--utrecht-" + token).trim()];
    })));
  }

  function say(word) {
    frame.contentWindow.postMessage("rondkomen:" + word, "*");
  }

  function toggle() {
    var open = !frame || frame.hidden;
    if (!frame) {
      frame = create("iframe", {
        title: "Rondkomen",
        src: url("chat?gemeente=" + encodeURIComponent(options.gemeente || "")) + "#" + theme()
      });
      button.after(frame);
    }
    frame.hidden = !open;
    button.textContent = label;
    button.setAttribute("aria-expanded", open);
    say(open ? "open" : "dicht");
    (open ? frame : button).focus();
  }

  function leave() {
    document.documentElement.style.visibility = "hidden";
    document.title = " ";
    location.replace(exit);
  }

  function hear(event) {
    if (!frame || event.source !== frame.contentWindow) return;
    var word = event.data;
    if (word === "rondkomen:dicht" && !frame.hidden) toggle();
    if (word === "rondkomen:weg") leave();
    if (word === "rondkomen:nieuw") button.textContent = options.labelNieuw || "U heeft een nieuw bericht";
  }

  function press(event) {
    if (!frame) return;
    if (event.key === "Escape" && !frame.hidden && document.activeElement === host) toggle();
    if (event.key !== "Shift") shifts = [];
    else if (!event.repeat && shifts.push(event.timeStamp) > 2 && event.timeStamp - shifts.shift() < 2e3) {
      say("weg"); // the chat erases first and then answers; leave anyway if it can't
      setTimeout(leave, 400);
    }
  }

  document.body ? start() : addEventListener("DOMContentLoaded", start);
})();
