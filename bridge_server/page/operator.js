// The operators' page: joins a point with its code, keeps what the hub says and what the operator does, and shows it.

import { alarm, calls, ring } from "./alarm.js";
import { OTHER } from "./cards.js";
import { checkIn } from "./checkin.js";
import { codeFault, firstCode, laterCodes } from "./code.js";
import { render, typedInto } from "./dom.js";
import { face, HICCUP } from "./faces.js";
import { addresses, BAD_CODE, Line, newId, REVOKED } from "./line.js";
import { Outbox } from "./outbox.js";
import { others, store } from "./store.js";
import { clock, HubClock } from "./time.js";
import { say, setup } from "./words.js";

const TICK = 250;
const place = document.getElementById("page");

const app = {
  stage: "join", // join, connecting, confirm, main, ended
  typed: "",
  why: "",
  asking: "",
  form: "",
  note: "",
  settings: store.get("settings") || {},

  // --- joining and leaving ---

  /** Take a code that was typed or given, unless no code is like that. */
  enter(code) {
    const why = codeFault(code);
    if (why) app.rejoin(why, code);
    else app.connect(code);
  },

  /** With a code, that is: with its point. */
  connect(code) {
    app.close();
    Object.assign(app, { code, stage: "connecting", why: "", welcome: null, floor: null, mine: null, invitation: null, children: null });
    Object.assign(app, { agencies: null, contacts: {}, outbox: null, form: "", touched: false, asking: "", note: "", tested: null, alarmed: null, since: performance.now() });
    app.clock = new HubClock();
    app.line = new Line({
      urls: addresses(setup.addresses), code, device: deviceId(), lang: setup.lang, clock: app.clock, heard: app.heard, ended: app.ended,
    });
    app.line.start();
    draw();
  },

  /** Let go of the line and of what hangs on it. */
  close() {
    if (app.line) app.line.stop();
    if (app.outbox) app.outbox.close();
    app.line = app.outbox = null;
  },

  /** Back to the question for a code. */
  rejoin(why, typed = "") {
    app.close();
    if (store.get("code") === app.code) store.drop("code");
    store.tab("code", "");
    Object.assign(app, { stage: "join", why, typed });
    draw();
    focusOn("code");
  },

  /** The operator is done on this device: nothing of the point stays here, in no tab. */
  leave() {
    for (const what of ["out", "draft", "sent"]) store.names(`${what}/${app.scope}/`).forEach(store.drop);
    store.put("left", app.scope);
    store.drop("left");
    app.rejoin("");
  },

  confirm() {
    store.tab("confirmed", app.scope);
    app.stage = "main";
    draw();
  },

  // --- what the hub says ---

  heard(frame) {
    const take = {
      Welcome: () => app.welcomed(frame),
      Floor: () => {
        app.floor = frame;
        const over = frame.phase === "closed"; // the device forgets the code then
        if (!over) store.put("code", app.code);
        else if (store.get("code") === app.code) store.drop("code");
        store.tab("code", over ? "" : app.code);
      },
      Mine: () => {
        app.mine = frame;
        if (app.stage === "connecting") app.stage = store.tab("confirmed") === app.scope ? "main" : "confirm";
      },
      Invitation: () => { app.invitation = frame; },
      Children: () => { app.children = app.told.children = frame; },
      Agencies: () => { app.agencies = app.told.agencies = frame.hall ? frame : null; },
      Contacts: () => frame.rows.forEach((row) => { app.contacts[row.point] = [...(app.contacts[row.point] || []), row]; }),
      Accepted: () => app.outbox && app.outbox.answered(frame),
      Rejected: () => app.outbox && app.outbox.answered(frame),
      Trouble: () => { app.trouble = frame.code === "open" || frame.code === "bad-message" ? "" : frame.text.join(" "); },
    }[frame.type];
    if (take) take();
    if (app.outbox) app.outbox.settled(frame);
    alarm(app);
    draw();
  },

  welcomed(frame) {
    if (frame.role !== "point") {
      const url = location.origin + location.pathname.replace(/[^/]*$/, "screen");
      const what = frame.role === "screen" ? say("screen-code", { url }) : say("not-point", { role: say(`label.role-${frame.role}`).toLowerCase() });
      return app.rejoin(what);
    }
    const scope = `${frame.session}/${frame.rehearsal ? frame.log : ""}/${frame.point}`;
    const told = (app.told = { children: null, agencies: null });
    // What this connection does not bring is no more: another rehearsal, another hall.
    setTimeout(() => app.told === told && Object.assign(app, told), HICCUP);
    app.contacts = {};
    app.trouble = app.note = "";
    app.welcome = frame;
    if (app.scope !== scope || !app.outbox) {
      if (app.outbox) app.outbox.close();
      if (app.scope !== scope) app.stage = "connecting";
      app.scope = scope;
      app.outbox = new Outbox({ scope, line: app.line, clock: app.clock, saved: app.saved, changed: () => draw(), shows });
    }
    app.outbox.welcomed();
    return null;
  },

  ended({ code, final }) {
    if (final) {
      const why = { [BAD_CODE]: "wrong-code", [REVOKED]: "revoked" }[code];
      if (why) return app.rejoin(say(why), code === BAD_CODE ? app.code : "");
      app.stage = "ended";
      app.why = code;
    }
    return draw();
  },

  // --- what the operator says ---

  /** Say a command; whether it is on its way. */
  say(command, name = "") {
    const said = app.outbox.say(command, name);
    app.note = said ? "" : say("needs-line");
    draw();
    return said;
  },

  /** Such a command that waits for its answer. */
  said(type, field, value) {
    return app.outbox.waiting(type).find((one) => one.command[field] === value);
  },

  /** Whether nobody is checked in any more. */
  rollShut: () => app.mine.roll_closed_at !== null || app.floor.phase === "closed",

  /** The check-in of somebody, or its voiding, that is under way. */
  waitsFor({ point, agency }) {
    const about = ({ command }) => /CheckIn/.test(command.type) && command.point === point && command.agency === agency;
    return app.outbox.waiting().filter(about).pop();
  },

  /** Say the check-in that the form `id` shows. */
  checkIn(id, target, draft, name) {
    app.say(checkIn(target, draft), name);
    app.shut(id);
    focusOn(`h-${id.replace(/-.*/, "")}`);
  },

  askForFloor({ subject, speaker, agency }) {
    const { item } = app.floor;
    app.say({ type: "Ask", point: app.mine.point, agency, item: item ? item.id : "", subject: subject.trim(), speaker: { name: speaker.trim() } });
    app.forgetDraft("ask");
  },

  sendOpinion({ text, by }) {
    if (!text.trim()) return;
    app.say({ type: "SubmitOpinion", point: app.mine.point, text: text.trim(), speaker: by.trim() });
    app.forgetDraft("opinion");
  },

  /** The hub has kept an entry. */
  saved(entry, answer) {
    const { type, text } = entry.command;
    if (type === "SubmitOpinion") store.put(`sent/${app.scope}/${answer.n}`, { at: answer.at, text });
    if (type === "ConfirmAv") app.tested = app.mine.turns.map((turn) => turn.standby_at).find(Boolean);
    draw();
  },

  sentOpinions: () => store.names(`sent/${app.scope}/`).map(store.get).filter(Boolean).sort((one, other) => one.at - other.at),

  /** Once more what lapsed, about what is there now. */
  again(entry) {
    const { command } = entry;
    const { item } = app.floor;
    const standby = app.mine.turns.find((turn) => turn.id === command.turn);
    const anew = {
      Ask: () => ({ ...command, item: item ? item.id : "", made_at: undefined }),
      Ready: () => standby && standby.state === "standby" && { ...command, standby: standby.standby_at },
      Back: () => item && item.kind === "break" && { ...command, item: item.id, run: item.run },
    }[command.type];
    const made = anew ? anew() : command;
    if (!made) app.outbox.forget(entry);
    else if (!app.outbox.again(entry, made)) app.note = say("needs-line");
  },

  // --- what is typed, chosen and opened ---

  draft: (id) => store.get(`draft/${app.scope}/${id}`),

  change(id, draft) {
    if (id === "self") app.touched = true; // whatever others report meanwhile, the form stays
    store.put(`draft/${app.scope}/${id}`, draft);
    draw();
  },

  forgetDraft(id) {
    store.drop(`draft/${app.scope}/${id}`);
  },

  /** Open the form about a check-in recorded `at`; what was begun about an older one is out of date. */
  open(id, at) {
    const kept = app.draft(id);
    if (kept && kept.of !== at) app.forgetDraft(id);
    app.form = id;
    draw();
  },

  /** Close a form, and forget what was in it. */
  shut(id) {
    if (app.form === id) app.form = "";
    if (id === "self") app.touched = false;
    app.forgetDraft(id);
    draw();
  },

  /** Ask before something is done; with "" the question is over, and the cursor goes back to where it was. */
  ask(key) {
    if (key) app.asked = document.activeElement;
    app.asking = key;
    if (key) focusOn("sure");
    else draw(() => app.asked.focus());
  },

  write() {
    const opinion = document.getElementById("opinion");
    opinion.open = true;
    focusOn("opinion-text");
  },

  set(key, on) {
    app.settings = { ...app.settings, [key]: on };
    store.put("settings", app.settings);
    if (on) ring(app.settings);
    draw();
  },

  otherLanguage() {
    location.search = `?lang=${OTHER}`;
  },

  // --- what the cards ask ---

  now: () => Math.max(app.clock.now(), app.floor.now),
  shown: (instant) => instant + app.floor.clock_offset_ms,
  at: (instant) => clock(app.shown(instant)),

  /** When an entry was made, as it is shown. */
  made: (entry) => (entry.hub === null ? entry.wall : entry.hub) + (app.floor ? app.floor.clock_offset_ms : 0),

  /** How something that is not answered yet stands. */
  pending(entry) {
    return app.line.up || entry.n ? say("sending") : say("kept", { clock: clock(app.made(entry)) });
  },
};

/** The frame in which one reads that a command was recorded, "" for none. */
function shows({ type, point, agency }) {
  if (type === "SubmitOpinion") return "";
  if (agency && /CheckIn/.test(type)) return "Agencies";
  return point && point !== app.mine.point ? "Children" : "Mine";
}

/** An id of this tab, so that its own reload takes its own place. */
function deviceId() {
  const id = (!app.fresh && store.tab("device")) || newId().slice(0, 8);
  app.fresh = false;
  store.tab("device", id);
  return id;
}

// --- what is shown ---

let drawing = null;

/** Show what is now, once for all that changed in this moment; then do what comes `after`. */
function draw(after) {
  if (drawing) return after && drawing.push(after);
  drawing = after ? [after] : [];
  return Promise.resolve().then(show);
}

function show() {
  const then = drawing;
  drawing = null;
  const field = typedInto();
  const top = field && field.getBoundingClientRect().top;
  try {
    render(place, face(app));
    if (!document.getElementById("sure")) app.asking = ""; // what was asked about is gone
    if (field && field.isConnected) scrollBy(0, field.getBoundingClientRect().top - top); // nothing is pushed from under the fingers
    const call = calls(app);
    const title = call ? `● ${call}` : say("title");
    document.title = app.mine && app.stage === "main" ? `${title} – ${app.mine.name}` : title;
  } catch (defect) {
    document.getElementById("defect").hidden = false;
    throw defect;
  }
  then.forEach((act) => act());
}

/** Put the cursor on something once it is shown. */
function focusOn(id) {
  draw(() => {
    const found = document.getElementById(id);
    if (found) found.focus();
  });
}

setInterval(() => document.visibilityState === "visible" && draw(), TICK);

laterCodes(() => app.stage === "join", app.enter);
others((name, value) => {
  if (name === "left" && value === app.scope) app.rejoin("");
  if (app.outbox && name.startsWith("out/")) app.outbox.share();
  draw();
});
const first = firstCode(store.tab("code") || store.get("code"));
if (first) app.enter(first);
else app.rejoin("");
