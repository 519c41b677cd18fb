// Turns the text of a message into elements. Nothing is ever read as HTML.
window.Rondkomen = {};
(function () {
  "use strict";

  // A marked number, an e-mail address (left alone), a web address, or an amount.
  const MARKS = new RegExp(
    [
      /⟦([^|⟧]*)\|([^⟧]*)⟧/,
      /\S+@\S+/,
      /(https:\/\/[^\s<>"]*[^\s<>".,;:!?)]|\b(?:[a-z\d-]+\.)+nl\b(?:\/[^\s<>"]*[^\s<>".,;:!?)])?)/,
      /(€\s?\d[\d.]*(?:,\d\d|,-)?)/
    ].map((mark) => mark.source).join("|"),
    "g"
  );
  const SOURCE = /^(Bron:|Gecontroleerd op)/;

  function element(name, className, text) {
    const made = document.createElement(name);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  }

  // Amounts and phone numbers must survive automatic translation.
  function untranslated(made) {
    made.translate = false;
    return made;
  }

  function link(label, address) {
    const made = element("a", "", label);
    made.href = address;
    if (!address.startsWith("tel:")) {
      made.target = "_blank";
      made.rel = "noreferrer";
    }
    return made;
  }

  function linkTo(address) {
    const shown = address.replace(/^https:\/\/(www\.)?|\/$/g, "");
    return untranslated(link(shown, address.replace(/^(https:\/\/)?/, "https://")));
  }

  // A number, a web address, or a page of our own: "./" keeps it with us.
  function marked(label, target) {
    if (/^\+?\d{3,15}$/.test(target)) return untranslated(link(label, "tel:" + target));
    return /^(https:\/)?\//.test(target) ? link(label, target.replace(/^\//, "./")) : label;
  }

  function appendLine(parent, line) {
    let end = 0;
    line.replace(MARKS, (match, label, target, address, amount, start) => {
      parent.append(line.slice(end, start));
      end = start + match.length;
      if (target !== undefined) parent.append(marked(label, target));
      else if (address) parent.append(linkTo(address));
      else if (amount) parent.append(untranslated(element("span", "bedrag", amount)));
      else parent.append(match);
    });
    parent.append(line.slice(end));
  }

  function appendBlock(parent, block) {
    let list = null;
    let paragraph = null;
    block.split("\n").forEach((line) => {
      if (line.startsWith("- ")) {
        paragraph = null;
        if (!list) parent.append((list = element("ul")));
        const item = element("li");
        appendLine(item, line.slice(2));
        list.append(item);
        return;
      }
      list = null;
      if (paragraph) paragraph.append(element("br"));
      else parent.append((paragraph = element("p", SOURCE.test(line) && "bron")));
      appendLine(paragraph, line);
    });
  }

  // Blank lines part paragraphs, "- " begins a list item, other lines keep their break.
  Rondkomen.appendText = function (parent, text) {
    text.trim().split(/\n\s*\n/).forEach((block) => appendBlock(parent, block));
  };
  Rondkomen.element = element;
})();
