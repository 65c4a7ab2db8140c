// The operators' page: joins a point with its code, keeps what the hub says and what the operator does, and shows it.

import { h, press, render } from "./dom.js";
import { say, setup } from "./words.js";
import { clock, HubClock } from "./time.js";
import { addresses, BAD_CODE, Line, NEWER, newId, REPLACED, REVOKED } from "./line.js";
import { store } from "./store.js";
import { Outbox } from "./outbox.js";
import { checkIn, draftOf, field, submitted } from "./checkin.js";
import { calling, cards, loud, OTHER } from "./cards.js";
import { small } from "./floor.js";

const HICCUP = 5000; // a line that is back within this is not spoken of
const TICK = 250;
const SYMBOLS = 14;
const ALPHABET = "23456789BCGHKLMNPQTV";
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
      Agencies: () => { app.agencies = frame; },
      Contacts: () => frame.rows.forEach((row) => { app.contacts[row.point] = [...(app.contacts[row.point] || []), row]; }),
      Accepted: () => app.outbox && app.outbox.answered(frame),
      Rejected: () => app.outbox && app.outbox.answered(frame),
      Trouble: () => { app.trouble = frame.code === "open" || frame.code === "bad-message" ? "" : frame.text.join(" "); },
    }[frame.type];
    if (take) take();
    alarm();
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
    if (on) ring();
    draw();
  },

  otherLanguage() {
    location.search = `?lang=${OTHER}`;
  },

  // --- what the cards ask ---

  now: () => Math.max(app.clock.now(), app.floor.now),
  shown: (instant) => instant + app.floor.clock_offset_ms,
  at: (instant) => clock(app.shown(instant)),

  /** How something that is not answered yet stands. */
  pending(entry) {
    return app.line.up ? say("sending") : say("kept", { clock: clock(made(entry)) });
  },
};

/** When an entry was made, as it is shown. */
const made = (entry) => (entry.hub === null ? entry.wall : entry.hub) + (app.floor ? app.floor.clock_offset_ms : 0);

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

// --- what calls for attention ---

function alarm() {
  if (!app.mine || app.stage !== "main") return;
  const calls = [
    ...app.mine.turns.filter((turn) => turn.state === "standby" || turn.state === "speaking").map((turn) => `${turn.id}/${turn.state}/${turn.standby_at}`),
    ...app.mine.notices.filter((one) => one.acknowledged_at === null).map((one) => one.id),
  ];
  const fresh = app.alarmed ? calls.filter((one) => !app.alarmed.includes(one)) : [];
  app.alarmed = calls;
  if (!fresh.length) return;
  ring();
  // What is urgent stands above: it is brought into sight, but not from under somebody's fingers.
  if (!/INPUT|TEXTAREA/.test(document.activeElement.tagName)) scrollTo(0, 0);
}

function ring() {
  if (app.settings.vibrate && navigator.vibrate) navigator.vibrate([200, 100, 200]);
  const Sound = window.AudioContext || window.webkitAudioContext;
  if (!app.settings.sound || !Sound) return;
  if (!app.sound) app.sound = new Sound();
  app.sound.resume();
  for (const start of [0, 0.3]) {
    const tone = app.sound.createOscillator();
    const gain = app.sound.createGain();
    gain.gain.value = 0.2;
    tone.frequency.value = 880;
    tone.connect(gain);
    gain.connect(app.sound.destination);
    tone.start(app.sound.currentTime + start);
    tone.stop(app.sound.currentTime + start + 0.18);
  }
}

// --- what is shown ---

/** What is wrong with a code as it was typed, "" where it may be one. */
function codeFault(text) {
  const code = [...text.normalize("NFKC").toUpperCase()].filter((symbol) => /[\p{L}\p{N}]/u.test(symbol));
  const strange = code.find((symbol) => !ALPHABET.includes(symbol));
  if (strange) return say("code-symbol", { symbol: strange });
  return code.length < SYMBOLS ? say("code-short", { count: code.length }) : code.length > SYMBOLS ? say("code-long", { count: code.length }) : "";
}

function join() {
  const enter = () => {
    app.why = codeFault(app.typed);
    if (app.why) focusOn("code");
    else app.connect(app.typed);
    draw();
  };
  return h("form.card", { onsubmit: (event) => submitted(event, enter) },
    h("h1", null, say("join")),
    field("code", "code", app.typed, (text) => { app.typed = text; }, 64, { autocapitalize: "characters", spellcheck: "false", "aria-describedby": "code-help", class: "code" }),
    h("p.help", { id: "code-help" }, say("code-help")),
    app.why && h("p.bad", { role: "alert" }, app.why),
    h("button.main.big", { type: "submit" }, say("enter")),
    press(say("language"), app.otherLanguage, { class: "plain", lang: OTHER }));
}

function confirming() {
  const { name } = app.mine;
  const parent = small(app.mine.parent_name) === app.mine.parent_name && setup.lang === "vi" ? "" : app.mine.parent_name; // the hall tells nobody where
  return h("div.card", null,
    mark(),
    h("h1", { id: "h-confirm", tabindex: -1 }, parent ? say("is-this-below", { name: loud(name), parent: small(parent) }) : say("is-this", { name: loud(name) })),
    press(say("yes"), app.confirm, { class: "main big" }),
    press(say("no"), () => app.rejoin(say("not-mine")), { class: "big" }));
}

function waiting() {
  const long = performance.now() - app.since > HICCUP;
  return h("div.card", { role: "status" },
    h("h1", null, say("connecting")),
    long && h("p", null, say("no-answer")),
    long && press(say("cancel"), () => app.rejoin("")));
}

function over() {
  const replaced = app.why === REPLACED;
  const text = replaced ? say("replaced") : app.why === NEWER ? say("newer") : say("turned-away", { code: app.why });
  const here = () => { app.fresh = true; app.connect(app.code); };
  return h("div.card", { role: "alert" },
    h("p.strong", null, text),
    replaced ? press(say("use-here"), here, { class: "main" })
      : press(say("reload"), () => location.reload(), { class: "main" }));
}

function mark() {
  const key = app.welcome.demonstration ? "demonstration" : app.welcome.rehearsal ? "rehearsal" : "";
  return key && h("p.mark", null, say(key));
}

function head() {
  const { mine, line } = app;
  const lost = !line.up && performance.now() - line.downSince > HICCUP;
  return h("header", null,
    mark(),
    h("h1", null, mine.name),
    h("p.help", null, mine.parent_name && `${mine.parent_name} · `, h("span", { class: lost ? "bad" : "good" }, `${lost ? "○" : "●"} ${say(lost ? "lost" : "connected")}`)),
    mine.devices > 1 && h("p.help", null, say("devices", { count: mine.devices })),
    lost && h("p.banner", { role: "status" }, say("lost-since", { clock: clock(app.shown(app.now() - (performance.now() - line.downSince))) })));
}

function banners() {
  const { outbox, line } = app;
  const held = line.up ? [] : outbox.waiting();
  const what = held.map((one) => say("waits-one", { what: calling(one), clock: clock(made(one)) })).join(", ");
  const elsewhere = store.names("out/").length - outbox.entries.length;
  return h("div", null,
    app.trouble && h("p.banner.bad", { role: "alert" }, app.trouble),
    app.note && h("p.banner", { role: "alert" }, app.note),
    held.length > 0 && h("p.banner", { role: "status" }, say("waits", { count: held.length, what })),
    elsewhere > 0 && h("p.banner", null, say("other-meeting", { count: elsewhere })),
    !store.lasting && h("p.banner", null, say("not-kept")),
    outbox.refused().map(refusal));
}

function refusal(entry) {
  const lapsed = app.outbox.lapsed(entry);
  const facts = { what: calling(entry), clock: clock(made(entry)), text: entry.refusal.text || say("lapsed-old") };
  return h("div", { key: entry.id, class: "banner bad", role: "alert" },
    h("p", null, say(lapsed ? "lapsed" : "refused", facts)),
    h("div.row", null,
      lapsed && press(say("again"), () => app.again(entry), { class: "main" }),
      press(say("dismiss"), () => app.outbox.forget(entry))));
}

function face() {
  if (app.stage === "join") return [join()];
  if (app.stage === "ended") return [over()];
  if (!app.mine || !app.floor || app.stage === "connecting") return [waiting()];
  if (app.stage === "confirm") return [confirming()];
  return [head(), banners(), h("div.cards", null, cards(app))];
}

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
    render(place, face());
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

/** The code behind "#", taken out of the address at once: nobody reads it over a shoulder, or sends it on. */
function givenCode() {
  let given = location.hash.slice(1);
  try {
    given = decodeURIComponent(given);
  } catch (_) {
    // as it stands
  }
  if (given) history.replaceState(null, "", location.pathname + location.search);
  return given;
}

addEventListener("hashchange", () => {
  const given = givenCode();
  if (given) app.connect(given);
});
const first = givenCode() || store.get("code");
if (first) app.connect(first);
else draw();
