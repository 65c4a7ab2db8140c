// What was said and is not answered yet. Each entry has one id for all tries, so whatever arrives is recorded once; it is kept
// on the device until the hub has answered it. Facts wait for the line however long; a gesture goes on with what it was about,
// and is asked again where that is over; what speaks of this very moment is not taken while there is no line. Tabs of one point
// share what is kept: what another one got answered is sent no more, what another one left behind is sent by this one.

import { store } from "./store.js";
import { newId } from "./line.js";

const FACTS = ["CheckIn", "SubmitOpinion", "ReportFault", "AcknowledgeNotice", "RecordCall"];
const GESTURES = ["Ask", "Ready", "Back", "Withdraw"];
const TIMED = ["CheckIn", "SubmitOpinion", "ReportFault", "Ask"]; // those that can say when they were made
const NOT_NOW = ["full", "stopping", "frozen"]; // the same may be sent again later
const OVER = ["lapsed", "overtaken", "turn-withdrawn", "turn-not-waiting"];
const DONE = ["no-change", "no-fault", "not-checked-in"]; // it is already as it was to be
const LATE = 3000; // from when an entry says when it was made
const OLD = 60000; // from when one that nothing else makes lapse is asked again
const SPACING = 120;
const PATIENCE = 10000; // how long an answer may take on a line that is up
const RETRY = 15000;
const SETTLING = 5000; // how long what was recorded may take to come back as what stands

/**
 * An entry: `id`, `command`, `name` (whom it is about, "" for the point itself), `hub` and `wall` (when it was made by the hub's
 * clock, null where that is unknown, and by the device's), and once it was refused `refusal` {code, text}.
 */
export class Outbox {
  /**
   * `scope` names meeting and point: an entry never goes into another. `saved(entry, answer)` hears what is recorded;
   * `shows(command)` names the frame that will say so, "" for none.
   */
  constructor({ scope, line, clock, saved, changed, shows }) {
    Object.assign(this, { line, clock, saved, changed, shows, entries: [], settling: [], seen: {} });
    this.room = `out/${scope}/`;
    this.asked = new Map(); // id -> when it was sent on this connection
    this.share();
    this.timer = setInterval(() => this.pump(), SPACING);
  }

  /** Take over what stands on the device now: another tab may have added, sent or given up something. */
  share() {
    const known = new Map(this.entries.map((one) => [one.id, one]));
    const kept = store.names(this.room).map((name) => store.get(name)).filter(Boolean);
    this.entries = kept.map((one) => Object.assign(known.get(one.id) || {}, one)).sort((one, other) => one.wall - other.wall);
  }

  /** Those that are not answered yet, or whose answer is not to be seen yet; of one kind where it is named. */
  waiting(type) {
    const now = performance.now();
    const settling = this.settling.filter((one) => one.until > now);
    return [...settling, ...this.unsent()].filter((one) => !type || one.command.type === type);
  }

  /** Those that are not answered yet. */
  unsent() {
    return this.entries.filter((one) => !one.refusal);
  }

  /** Those that the hub did not take, or that nobody should send unasked. */
  refused() {
    return this.entries.filter((one) => one.refusal);
  }

  /** Say something. False where it can only be said on a line, and there is none. */
  say(command, name = "") {
    const bound = FACTS.includes(command.type) || GESTURES.includes(command.type);
    if (!bound && !this.line.up) return false;
    const entry = { id: newId(), command, name, hub: this.clock.now(), wall: Date.now() };
    this.entries.push(entry);
    store.put(this.room + entry.id, entry);
    this.pump();
    this.changed();
    return true;
  }

  /** Say what lapsed once more, as of now; whether that could be. */
  again(entry, command) {
    const said = this.say(command, entry.name);
    if (said) this.forget(entry);
    return said;
  }

  /** Keep an entry no longer. */
  forget(entry) {
    this.entries = this.entries.filter((one) => one !== entry);
    store.drop(this.room + entry.id);
    this.changed();
  }

  /** A connection begins: what was under way is asked again, what is too old for that is not. */
  welcomed() {
    this.asked.clear();
    this.settling = [];
    this.seen = {};
    this.share();
    for (const entry of this.unsent()) {
      const { type, item } = entry.command;
      const lapses = !FACTS.includes(type) && (!GESTURES.includes(type) || (type === "Ask" && !item));
      if (lapses && this.age(entry) > OLD) this.refuse(entry, { code: "old", text: "" });
    }
    this.pump();
  }

  /** Send the next one that is due, if the line is up. */
  pump() {
    const now = performance.now();
    if (!this.line.up || now - (this.sentAt || 0) < SPACING) return;
    const due = () => this.unsent().find((one) => !(this.asked.get(one.id) > now - PATIENCE));
    if (!due()) return;
    this.share();
    const next = due();
    if (!next) return;
    this.sentAt = now;
    this.asked.set(next.id, now);
    this.line.send({ type: "Send", id: next.id, command: this.dated(next) });
  }

  /** The hub's answer to one of them. */
  answered({ type, id, n, code, text, ...answer }) {
    const entry = this.entries.find((one) => one.id === id);
    if (!entry) return;
    if (type === "Accepted") {
      const frame = this.shows(entry.command);
      if (frame && !(this.seen[frame] >= n)) this.settling.push({ ...entry, n, frame, until: performance.now() + SETTLING });
      this.forget(entry);
      this.saved(entry, { n, ...answer });
    } else if (NOT_NOW.includes(code)) {
      this.asked.set(id, performance.now() + RETRY - PATIENCE);
    } else if (DONE.includes(code)) {
      this.forget(entry);
    } else if (code !== "revoked") {
      this.refuse(entry, { code, text });
    }
  }

  /** A frame came: what was recorded before it was made stands in it. */
  settled({ type, n }) {
    if (n !== undefined) this.seen[type] = n;
    this.settling = this.settling.filter((one) => !(one.frame === type && one.n <= n));
  }

  /** Whether a refused entry is a gesture whose moment is over: then it may be pressed again. */
  lapsed(entry) {
    return entry.refusal.code === "old" || (GESTURES.includes(entry.command.type) && OVER.includes(entry.refusal.code));
  }

  /** It sends nothing more; what is kept stays kept. */
  close() {
    clearInterval(this.timer);
  }

  refuse(entry, refusal) {
    entry.refusal = refusal;
    if (store.get(this.room + entry.id)) store.put(this.room + entry.id, entry); // else another tab is through with it
    this.share();
    this.changed();
  }

  /** How long ago an entry was made: by the hub's clock where both moments are known. */
  age(entry) {
    const now = this.clock.now();
    return Math.max(0, entry.hub === null || now === null ? Date.now() - entry.wall : now - entry.hub);
  }

  dated(entry) {
    const age = this.age(entry);
    if (age < LATE || !TIMED.includes(entry.command.type)) return entry.command;
    return { ...entry.command, made_at: Math.floor(this.clock.now() - age) };
  }
}
