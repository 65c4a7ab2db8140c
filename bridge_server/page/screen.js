// The screen: who may look (a screen's code), the line to the hub, and what is shown of what it says, once a second.

import { codeFault, firstCode, laterCodes } from "./code.js";
import { chairFace, chairTree } from "./chairview.js";
import { h, press, render } from "./dom.js";
import { fitAll } from "./fit.js";
import { hallFace, hallTree } from "./hallview.js";
import { BAD_CODE, Line, NEWER, REPLACED, REVOKED, addresses, newId } from "./line.js";
import { store } from "./store.js";
import { HubClock } from "./time.js";
import { say, setup } from "./words.js";

// How long the line may be down before anybody is told.
const LAPSE = 5000;
// How long the buttons stay after somebody moved.
const TOOLS = 6000;
// How long a question waits for its answer, in front of the whole hall.
const PATIENCE = 20000;
const query = new URLSearchParams(location.search);
const ofChair = query.get("view") === "chair";
const root = document.getElementById("screen");
const hubClock = new HubClock();
// What came: floor, chair, counts, mark; and what is asked of whoever stands before the screen.
const state = {};
let line = null;
let fitted = "";
let timer = 0;
let moved = -Infinity;

// --- codes ---

/** Nothing of the meeting stays on the screen: a code is asked for. */
function ask(why) {
  if (line) line.stop();
  line = null;
  store.drop("screen.code");
  for (const name of Object.keys(state)) delete state[name];
  Object.assign(state, { asking: true, why: why || "", focus: ".code" });
  paint();
}

function enter(code) {
  const why = codeFault(code);
  if (why) return ask(why);
  if (line) line.stop();
  for (const name of Object.keys(state)) delete state[name];
  store.put("screen.code", code);
  line = new Line({ urls: addresses(setup.addresses), code, device: newId(), visit: true, lang: setup.lang, clock: hubClock, heard, ended });
  line.start();
  paint();
}

// --- what the hub says ---

function heard(frame) {
  if (frame.type === "Welcome") welcomed(frame);
  else if (frame.type === "Floor") state.floor = frame;
  else if (frame.type === "ChairView" && ofChair) state.chair = frame;
  // The rest is not for the hall.
  else if (frame.type === "ChairView") state.unknown = frame.unknown;
  else if (frame.type === "Counts") state.counts = frame;
  else return;
  soon();
}

function welcomed({ role, session, rehearsal, demonstration }) {
  if (role !== "screen") return ask(say("code-other", { role: say(`label.role-${role}`).toLowerCase() }));
  if (state.session && state.session !== session) state.floor = state.chair = state.counts = state.unknown = null;
  Object.assign(state, { session, mark: demonstration ? "demonstration" : rehearsal ? "rehearsal" : "", ended: "" });
}

function ended({ code, final }) {
  if (!final) return;
  if (code === BAD_CODE) return ask(say("code-unknown"));
  if (code === REVOKED) return ask(say("code-revoked"));
  const why = { [NEWER]: "newer", [REPLACED]: "replaced" }[code] || "turned-away";
  state.ended = say(why, { code });
  state.again = code === REPLACED;
  paint();
}

// --- what is shown ---

function face() {
  const now = hubClock.now();
  const away = line.downSince !== null && performance.now() - line.downSince >= LAPSE;
  const button = state.ended && (state.again ? press(say("use-here"), goOn) : press(say("reload"), () => location.reload()));
  const manner = { lapsed: away, ended: state.ended, button };
  if (!state.floor || (ofChair && !state.chair)) return { kids: [waiting(manner)], changes: 1000 };
  if (ofChair) return chairTree(chairFace(state.floor, state.chair, state.counts, now, state.mark), manner);
  return hallTree(hallFace(state.floor, now, state.mark, state.unknown || null, false), manner);
}

const goOn = () => {
  state.ended = "";
  line.start();
  paint();
};

function waiting({ ended: why, lapsed, button }) {
  return h("h1.waiting", why || say(lapsed ? "no-answer" : "starting"), button && " ", button);
}

function form() {
  const send = (event) => {
    event.preventDefault();
    enter(root.querySelector(".code").value);
  };
  const plain = { autocomplete: "off", autocapitalize: "characters", spellcheck: "false", maxlength: 64 };
  return h(
    "form",
    { onsubmit: send },
    h("h1", say(ofChair ? "chair-window" : "screen-title")),
    h("label", { for: "code" }, say("code")),
    h("input.code", { id: "code", name: "code", "aria-describedby": "code-help", ...plain }),
    h("p", { id: "code-help" }, say("code-help")),
    h("p.why", { role: "alert" }, state.why),
    h("button", { type: "submit" }, say("enter")),
  );
}

/** What whoever stands at this machine may do: only as long as somebody moves. */
function tools() {
  if (state.asking || state.leaving || performance.now() - moved > TOOLS) return null;
  return h(
    "nav.tools",
    press(say("theme"), turn),
    press(say("leave-screen"), () => leave(true)),
  );
}

function leaving() {
  if (!state.leaving || performance.now() - moved > PATIENCE) return (state.leaving = null);
  return h(
    "div.leaving",
    { role: "dialog", "aria-modal": "true", "aria-labelledby": "leaving" },
    h("p", { id: "leaving" }, say("leave-sure")),
    press(say("leave-no"), () => leave(false), { class: "stay" }),
    press(say("leave-yes"), () => ask("")),
  );
}

let failed = false;

/** Show what stands at this instant, and come back when a figure changes. */
function paint() {
  clearTimeout(timer);
  let changes = 1000;
  try {
    const told = state.asking ? { kids: [form()], changes } : face();
    changes = told.changes;
    root.className = `${ofChair ? "chair" : "hall"}${performance.now() - moved > TOOLS ? " idle" : ""}`;
    render(root, [told.kids, tools(), leaving()]);
    fit();
    focus();
    failed = false;
  } catch (wrong) {
    // What stood stays: the hall reads no fault of a program.
    if (!failed) console.error(wrong);
    failed = true;
  }
  const pace = hubClock.pace;
  timer = setTimeout(paint, Math.min(1000, Math.max(pace > 1 ? 250 : 20, changes / pace)) + 4);
}

/** Soon, and all that comes at once together. */
function soon() {
  clearTimeout(timer);
  timer = setTimeout(paint, 30);
}

function fit() {
  const now = `${innerWidth}x${innerHeight} ${root.className} ${root.textContent.replace(/\d/g, "0")}`;
  if (now === fitted) return;
  fitted = now;
  if (!state.asking) fitAll(root);
}

function focus() {
  const wanted = state.focus && root.querySelector(state.focus);
  state.focus = "";
  if (wanted) wanted.focus();
}

// --- whoever stands before it ---

function dressed(theme) {
  document.documentElement.setAttribute("data-theme", theme === "light" ? "light" : "dark");
}

function turn() {
  const theme = document.documentElement.getAttribute("data-theme") === "light" ? "dark" : "light";
  store.put("screen.theme", theme);
  if (query.has("theme")) {
    query.set("theme", theme);
    history.replaceState(null, "", `${location.pathname}?${query}`);
  }
  dressed(theme);
}

function leave(sure) {
  moved = performance.now();
  state.leaving = sure && !state.asking;
  state.focus = sure ? ".stay" : "";
  paint();
}

function key(event) {
  if (state.asking || event.ctrlKey || event.altKey || event.metaKey) return;
  const act = { t: turn, escape: () => leave(!state.leaving) }[event.key.toLowerCase()];
  if (act) act();
  else seen();
}

function seen() {
  const hidden = performance.now() - moved > TOOLS;
  moved = performance.now();
  if (hidden) paint();
}

/** Where the browser can, the display stays on. */
function awake() {
  if (navigator.wakeLock && document.visibilityState === "visible") navigator.wakeLock.request("screen").catch(() => {});
}

dressed(query.get("theme") || store.get("screen.theme"));
if (ofChair) document.title = `${say("chair-window")} - Điểm Cầu`;
addEventListener("keydown", key);
addEventListener("pointermove", (event) => (event.movementX || event.movementY) && seen());
addEventListener("pointerdown", seen);
addEventListener("resize", paint);
laterCodes(() => state.asking, enter);
document.addEventListener("visibilitychange", awake);
awake();
const first = firstCode(store.get("screen.code"));
if (first) enter(first);
else ask("");
