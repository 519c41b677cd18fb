// Loads the page again after an editor saved something, and says so to who can't see it.
(function () {
  "use strict";
  const KEY = "ververst";
  const SETTLED = 5000;
  const page = document.documentElement;

  function tell() {
    if (!sessionStorage.getItem(KEY)) return;
    sessionStorage.removeItem(KEY);
    document.getElementById(KEY).textContent = "De pagina is ververst.";
  }

  // The chat takes the focus once, when it opens; here the editor is somewhere else on the page. No event tells.
  function keepFocus(frame) {
    const before = document.activeElement;
    const timer = setInterval(() => {
      const taken = document.activeElement === frame;
      if (taken || performance.now() > SETTLED) clearInterval(timer);
      if (!taken) return;
      frame.blur();
      before.focus({ preventScroll: true });
    }, 50);
  }

  const signals = new EventSource("/signalen");
  signals.addEventListener("versie", (event) => {
    if (JSON.parse(event.data) === page.dataset.versie) return;
    signals.close();
    sessionStorage.setItem(KEY, "1");
    location.reload();
  });
  addEventListener("pagehide", () => signals.close());
  document.querySelectorAll("iframe").forEach(keepFocus);
  tell();
})();
