// The operators' page: joins a point with its code, keeps what the hub says and what the operator does, and shows it.

import { alarm, ring } from "./alarm.js";
import { OTHER } from "./cards.js";
import { checkIn, draftOf } from "./checkin.js";
import { codeFault, givenCode } from "./code.js";
import { render } from "./dom.js";
import { face } from "./faces.js";
import { addresses, BAD_CODE, Line, newId, REVOKED } from "./line.js";
import { Outbox } from "./outbox.js";
import { store } from "./store.js";
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
    if (!why) return app.connect(code);
    app.rejoin(why);
    app.typed = code;
    return focusOn("code");
  },

  /** With a code, that is: with its point. */
  connect(code) {
    app.close();
    Object.assign(app, { code, stage: "connecting", why: "", welcome: null, floor: null, mine: null, invitation: null, children: null });
    Object.assign(app, { agencies: null, contacts: {}, outbox: null, form: "", asking: "", tested: null, alarmed: null, since: performance.now() });
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
  rejoin(why) {
    app.close();
    store.drop("code");
    Object.assign(app, { stage: "join", why, typed: "" });
    draw();
  },

  /** The operator is done on this device: nothing of the point stays here. */
  leave() {
    for (const start of ["out/", "draft/", "sent/", "confirmed"]) store.names(start).forEach(store.drop);
    app.rejoin("");
  },

  confirm() {
    store.put("confirmed", app.scope);
    app.stage = "main";
    draw();
  },

  // --- what the hub says ---

  heard(frame) {
    const take = {
      Welcome: () => app.welcomed(frame),
      Floor: () => {
        app.floor = frame;
        if (frame.phase === "closed") store.drop("code"); // the meeting is over: the device forgets it
        else store.put("code", app.code);
      },
      Mine: () => { app.mine = frame; if (app.stage === "connecting") app.stage = store.get("confirmed") === app.scope ? "main" : "confirm"; },
      Invitation: () => { app.invitation = frame; },
      Children: () => { app.children = frame; },
      Agencies: () => { app.agencies = frame.hall ? frame : null; },
      Contacts: () => frame.rows.forEach((row) => { app.contacts[row.point] = [...(app.contacts[row.point] || []), row]; }),
      Accepted: () => app.outbox && app.outbox.answered(frame),
      Rejected: () => app.outbox && app.outbox.answered(frame),
      Trouble: () => { app.trouble = frame.code === "open" || frame.code === "bad-message" ? "" : frame.text.join(" "); },
    }[frame.type];
    if (take) take();
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
    app.contacts = {};
    app.trouble = "";
    app.welcome = frame;
    if (app.scope !== scope || !app.outbox) {
      if (app.outbox) app.outbox.close();
      if (app.scope !== scope) app.stage = "connecting";
      app.scope = scope;
      app.outbox = new Outbox({ scope, line: app.line, clock: app.clock, saved: app.saved, changed: draw });
    }
    app.outbox.welcomed();
    return null;
  },

  ended({ code, final }) {
    if (final) {
      const why = { [BAD_CODE]: "wrong-code", [REVOKED]: "revoked" }[code];
      if (why) return app.rejoin(say(why));
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

  waitsFor(target) {
    return app.outbox.waiting("CheckIn").some((one) => one.command.point === target.point && one.command.agency === target.agency);
  },

  checkIn(id, target, name) {
    app.say(checkIn(target, app.draft(id, id === "self" ? app.mine.check_in : null)), name);
    app.open("");
    app.forgetDraft(id);
    focusOn("h-self");
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
    if (entry.command.type === "SubmitOpinion") store.put(`sent/${app.scope}/${answer.n}`, { at: answer.at, text: entry.command.text });
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
    if (made) app.outbox.again(entry, made);
    else app.outbox.forget(entry);
  },

  // --- what is typed, chosen and opened ---

  draft(id, said = null) {
    return store.get(`draft/${app.scope}/${id}`) || (id === "ask" || id === "opinion" || id === "fault" ? null : draftOf(said));
  },

  change(id, draft) {
    store.put(`draft/${app.scope}/${id}`, draft);
    draw();
  },

  forgetDraft(id) {
    store.drop(`draft/${app.scope}/${id}`);
  },

  open(id) {
    if (!id && app.form) app.forgetDraft(app.form);
    app.form = id;
    draw();
  },

  ask(key) {
    app.asking = key;
    draw();
    focusOn(`sure-${key}`);
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
    return app.line.up ? say("sending") : say("kept", { clock: clock(app.made(entry)) });
  },
};

/** An id of this tab, so that its own reload takes its own place. */
function deviceId() {
  try {
    const kept = sessionStorage.getItem("diem-cau/device");
    if (kept && !app.fresh) return kept;
    app.fresh = false;
    const id = newId().slice(0, 8);
    sessionStorage.setItem("diem-cau/device", id);
    return id;
  } catch (_) {
    return newId().slice(0, 8);
  }
}

// --- what is shown ---

let drawing = false;

/** Show what is now, once for all that changed in this moment. */
function draw() {
  if (drawing) return;
  drawing = true;
  Promise.resolve().then(show);
}

function show() {
  drawing = false;
  try {
    render(place, face(app));
    const calls = app.mine && app.stage === "main" && app.mine.turns.find((turn) => turn.state === "standby" || turn.state === "speaking");
    const title = calls ? `● ${say(calls.state === "standby" ? "standby" : "floor-mine")}` : say("title");
    document.title = app.mine && app.stage === "main" ? `${title} – ${app.mine.name}` : title;
  } catch (defect) {
    document.getElementById("defect").hidden = false;
    throw defect;
  }
}

/** Put the cursor on something once it is shown. */
function focusOn(id) {
  draw();
  Promise.resolve().then(() => {
    const found = document.getElementById(id);
    if (found) found.focus();
  });
}

setInterval(() => document.visibilityState === "visible" && draw(), TICK);

addEventListener("hashchange", () => {
  const given = givenCode();
  if (given) app.enter(given);
});
const first = givenCode() || store.get("code");
if (first) app.enter(first);
else draw();
