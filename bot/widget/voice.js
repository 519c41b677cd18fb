// Reads a message aloud with the voice of the device itself, if it has a Dutch one.
(function () {
  "use strict";
  const speech = window.speechSynthesis;
  let speaking = null;

  function dutchVoice() {
    return speech && speech.getVoices().find((voice) => /^nl\b/i.test(voice.lang.replace("_", "-")));
  }

  function stop() {
    if (!speaking) return;
    speaking.ended();
    speaking = null;
    speech.cancel();
  }

  function speak(text, ended) {
    stop();
    const current = (speaking = { ended });
    const utterance = new SpeechSynthesisUtterance(text);
    utterance.lang = "nl-NL";
    utterance.voice = dutchVoice();
    utterance.onend = utterance.onerror = () => {
      if (speaking === current) stop();
    };
    speech.speak(utterance);
  }

  // Voices often come later than the page; the class on <html> shows the buttons once there is one.
  function look() {
    document.documentElement.classList.toggle("stem", Boolean(dutchVoice()));
  }

  // A button that reads `content` aloud, and stops when it is pressed again.
  function button(content, words) {
    const made = Rondkomen.element("button", "lees", words.lees);
    made.type = "button";
    let on = false;
    const ended = () => {
      on = false;
      made.textContent = words.lees;
    };
    made.addEventListener("click", () => {
      if (on) return stop();
      const lines = Array.from(content.querySelectorAll("p, li"), (part) => part.textContent);
      speak(lines.join("\n"), ended);
      on = true;
      made.textContent = words.lees_stop;
    });
    return made;
  }

  if (speech) {
    look();
    if (speech.addEventListener) speech.addEventListener("voiceschanged", look);
    addEventListener("pagehide", stop);
  }
  Rondkomen.voice = { button, stop };
})();
