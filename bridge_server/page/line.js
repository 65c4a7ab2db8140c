// The page's line to the hub: one websocket that comes again by itself, at this address or another of the same hub.

/** Ends after which coming again would end the same way. */
const FINAL = [4000, 4001, 4003, 4005, 4009];
export const BAD_CODE = 4001;
export const REVOKED = 4003;
export const NEWER = 4005;
export const REPLACED = 4009;
// How long a connection may take to its welcome.
const OPENING = 10000;
// How long one must have lasted for the next tries to come quickly.
const LASTING = 10000;
// How soon an answer is due when somebody looks again.
const PROMPT = 5000;
const FIRST = 500;
const LONGEST = 30000;
// Tries at one address before the next.
const EACH = 2;
// When the hub is asked for its time after a welcome.
const ASKS = [0, 400, 900, 1500, 2500];
const AGAIN = 120000;

/** An id that is different for every command; `crypto.randomUUID` is not there on plain http. */
export function newId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The websocket addresses of the hub: this page's own first, then the others that this page may open. */
export function addresses(others) {
  const own = location.origin + location.pathname.replace(/[^/]*$/, "");
  const all = [own, ...others.map((one) => (one.endsWith("/") ? one : `${one}/`))];
  const open = all.filter((one) => location.protocol === "http:" || one.startsWith("https:"));
  return [...new Set(open)].map((one) => `${one.replace(/^http/, "ws")}ws`);
}

/**
 * `clock` learns the hub's time. `heard(frame)` gets every frame but answers about time; `ended({code, final})` every end of a
 * connection and every try in vain. `up` is whether the hub has welcomed it; `downSince` is when the device's steady clock
 * read as the last one ended (or `start` was called), null while it is up. `visit`: a page that is not the one of its point.
 */
export class Line {
  constructor({ urls, code, device, visit, lang, clock, heard, ended }) {
    Object.assign(this, { urls, code, device, visit, lang, clock, heard, ended });
    this.up = false;
    this.downSince = null;
    this.tries = 0;
    this.timers = new Set();
  }

  /** Connect, and stay connected until `stop`. */
  start() {
    this.stopped = false;
    this.downSince = performance.now();
    addEventListener("online", (this.wake = () => this.hurry()));
    document.addEventListener("visibilitychange", this.wake);
    this.open();
  }

  /** End it for good. */
  stop() {
    this.stopped = true;
    removeEventListener("online", this.wake);
    document.removeEventListener("visibilitychange", this.wake);
    this.drop();
  }

  /** Say something; whether there was a line to say it on. */
  send(frame) {
    if (!this.up || this.socket.readyState !== WebSocket.OPEN) return false;
    this.socket.send(JSON.stringify(frame));
    return true;
  }

  /** Ask for the hub's time. */
  sync() {
    this.send({ type: "Sync", sent: Math.round(performance.now()) });
  }

  /** The network or the reader is back: try at once, and see whether the clock went on meanwhile. */
  hurry() {
    if (document.visibilityState === "hidden" || this.stopped) return;
    this.clock.slept();
    if (!this.socket) this.open();
    else if (this.up) {
      ASKS.forEach((wait) => this.later(wait, () => this.sync()));
      // A line that died while the device slept is known soon.
      this.hear(PROMPT);
    }
  }

  later(wait, act) {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      act();
    }, wait);
    this.timers.add(timer);
    return timer;
  }

  open() {
    this.drop();
    const url = this.urls[Math.floor(this.tries / EACH) % this.urls.length];
    const socket = (this.socket = new WebSocket(url));
    this.silence = OPENING;
    this.hear();
    socket.onopen = () => socket.send(JSON.stringify({ type: "Hello", v: 1, code: this.code, device: this.device, visit: this.visit === true, lang: this.lang }));
    socket.onmessage = (message) => this.take(JSON.parse(message.data));
    socket.onclose = (end) => this.end(end.code);
  }

  take(frame) {
    if (frame.type === "Welcome") this.welcome(frame);
    this.hear();
    if (frame.type === "Synced") this.clock.learn(frame.sent, performance.now(), frame.now);
    else this.heard(frame);
  }

  welcome(frame) {
    this.up = true;
    this.downSince = null;
    this.since = performance.now();
    this.silence = 2.5 * frame.tick_ms;
    this.clock.pace = frame.pace;
    this.clock.begin(frame.now);
    ASKS.forEach((wait) => this.later(wait, () => this.sync()));
    const again = () => {
      this.sync();
      this.later(AGAIN, again);
    };
    this.later(AGAIN, again);
  }

  /** The line is alive for as long again. */
  hear(silence = this.silence) {
    clearTimeout(this.silent);
    this.silent = setTimeout(() => this.end(1006), silence);
  }

  /** Let go of the socket without waiting for its closing: a dead line may take minutes to close. */
  drop() {
    clearTimeout(this.silent);
    this.timers.forEach(clearTimeout);
    this.timers.clear();
    const socket = this.socket;
    this.socket = null;
    this.up = false;
    if (!socket) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
  }

  end(code) {
    const lasted = this.up && performance.now() - this.since > LASTING;
    this.tries = lasted ? 0 : this.tries + 1;
    this.drop();
    if (this.downSince === null) this.downSince = performance.now();
    const final = FINAL.includes(code);
    if (final) this.stop();
    else this.later(Math.random() * Math.min(LONGEST, FIRST * 2 ** this.tries), () => this.open());
    this.ended({ code, final });
  }
}
