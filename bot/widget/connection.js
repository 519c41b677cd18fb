// The talk with the server: one conversation, requests with a time-out, and a stream that comes back.
(function () {
  "use strict";
  const BASE = "v1/gesprekken";
  const TIMEOUT = 20000;
  const LONGEST_PAUSE = 30000;
  const SILENCE = 60000;

  // What went wrong. `temporary`: the same request may be sent again. `gone`: the conversation isn't there.
  class ConnectionError extends Error {
    constructor(status, detail, retryAfter) {
      super(detail || "");
      this.status = status;
      this.gone = status === 401 || status === 404 || status === 410;
      this.temporary = !status || status >= 500 || status === 408 || status === 429;
      this.detail = detail;
      this.pause = retryAfter * 1000 || 0;
    }
  }

  function backoff(attempt) {
    return Math.min(1000 * 2 ** attempt, LONGEST_PAUSE) * (0.75 + Math.random() / 2);
  }

  function sleep(milliseconds) {
    return new Promise((done) => setTimeout(done, milliseconds));
  }

  // crypto.randomUUID is too new, and absent without https.
  function randomId() {
    return crypto.getRandomValues(new Uint32Array(4)).join("-");
  }

  async function refusal(response) {
    let detail = "";
    try {
      const problem = await response.json();
      if (typeof problem.detail === "string") detail = problem.detail;
    } catch (error) {
      // not every error comes from our own server
    }
    return new ConnectionError(response.status, detail, Number(response.headers.get("Retry-After")));
  }

  async function request(method, path, { body, token, keepalive } = {}) {
    const control = new AbortController();
    const timer = setTimeout(() => control.abort(), TIMEOUT);
    const headers = token ? { Authorization: "Bearer " + token } : {};
    if (body) headers["Content-Type"] = "application/json";
    try {
      const response = await fetch(path, {
        method, headers, keepalive, cache: "no-store", credentials: "omit",
        body: body && JSON.stringify(body), signal: control.signal
      });
      if (!response.ok) throw await refusal(response);
      return response.status === 204 ? null : await response.json();
    } catch (error) {
      throw error instanceof ConnectionError ? error : new ConnectionError(0);
    } finally {
      clearTimeout(timer);
    }
  }

  class Connection {
    // `hear` gets every message of the stream, also those that answers brought; `lost`: the conversation is gone.
    // `last` is the last that the stream brought.
    constructor({ gemeente, hear, lost }) {
      Object.assign(this, { gemeente, hear, lost, id: null, token: null, last: 0, control: null });
    }

    get path() {
      return BASE + "/" + encodeURIComponent(this.id);
    }

    async begin() {
      const body = { kanaal: "widget" };
      if (this.gemeente) body.gemeente = this.gemeente;
      const gesprek = await request("POST", BASE, { body });
      this.use(gesprek.id, gesprek.token);
      return gesprek.berichten;
    }

    use(id, token) {
      Object.assign(this, { id, token, last: 0 });
    }

    async send(bericht) {
      const answer = await request("POST", this.path + "/berichten", { body: bericht, token: this.token });
      return answer.berichten;
    }

    async since(number) {
      const answer = await request("GET", this.path + "/berichten?na=" + number, { token: this.token });
      return answer.berichten;
    }

    // Streams until `forget`, with a pause that grows while the server can't be reached.
    async listen() {
      if (this.control) return;
      const control = (this.control = new AbortController());
      for (let attempt = 0; !control.signal.aborted; attempt += 1) {
        try {
          await this.readStream(control.signal, () => (attempt = 0));
        } catch (error) {
          if (control.signal.aborted) return;
          if (error.gone) return this.lost();
        }
        await sleep(backoff(attempt));
      }
    }

    async readStream(signal, alive) {
      const headers = { Authorization: "Bearer " + this.token, Accept: "text/event-stream" };
      const response = await fetch(this.path + "/stroom?na=" + this.last, {
        headers, signal, cache: "no-store", credentials: "omit"
      });
      if (!response.ok) throw await refusal(response);
      const reader = response.body.getReader();
      const decoder = new TextDecoder();
      let waiting = "";
      for (;;) {
        // A connection that died is noticed by its silence.
        const timer = setTimeout(() => reader.cancel(), SILENCE);
        const { done, value } = await reader.read();
        clearTimeout(timer);
        if (done || signal.aborted) return;
        alive();
        const events = (waiting + decoder.decode(value, { stream: true })).split(/\r\n\r\n|\n\n|\r\r/);
        waiting = events.pop();
        events.forEach((event) => this.readEvent(event));
      }
    }

    readEvent(event) {
      const lines = event.split(/\r\n|\n|\r/);
      if (!lines.some((line) => /^event: ?bericht$/.test(line))) return;
      const data = lines.filter((line) => line.startsWith("data:")).map((line) => line.slice(5)).join("\n");
      const bericht = JSON.parse(data);
      this.last = Math.max(this.last, bericht.id);
      this.hear(bericht);
    }

    // Cuts the thread to the conversation and returns how to erase it at the server.
    forget() {
      if (this.control) this.control.abort();
      const { id, path, token } = this;
      Object.assign(this, { id: null, token: null, control: null, last: 0 });
      return async ({ keepalive = false } = {}) => {
        if (!id) return;
        try {
          await request("DELETE", path, { token, keepalive });
        } catch (error) {
          if (!error.gone) throw error;
        }
      };
    }
  }

  Object.assign(Rondkomen, { Connection, backoff, sleep, randomId, request });
})();
