// The page of a point as cards, the most urgent first. Each is a function of the app's state; what people press goes back to it.

import { h, press } from "./dom.js";
import { has, say, setup } from "./words.js";
import { checkInForm, field, submitted, told } from "./checkin.js";
import { ownClock, programme, small, standing } from "./floor.js";

const ENDING = 60000;
const LONGEST_OPINION = 4000;

/** The language that this page is not in. */
export const OTHER = setup.lang === "vi" ? "en" : "vi";

const card = (key, title, ...kids) => h(`section.card.${key}`, { "aria-labelledby": `h-${key}` },
  h("h2", { id: `h-${key}`, tabindex: -1 }, title), kids);

/** The name of a point as it is asked for: "XÃ TRÀ DƠN". */
export const loud = (name) => name.toUpperCase();

/** All cards of the page, in order. */
export function cards(app) {
  const { mine } = app;
  const live = (state) => mine.turns.filter((turn) => turn.state === state);
  const unread = mine.notices.filter((one) => one.acknowledged_at === null && !app.said("AcknowledgeNotice", "notice", one.id));
  return [
    live("speaking").map((turn) => speakingCard(app, turn)),
    live("standby").map((turn) => standbyCard(app, turn)),
    live("held").map((turn) => heldCard(app, turn)),
    unread.map((one) => noticeCard(app, one)),
    selfCard(app),
    card("floor", say("now"), programme(app.floor, app.now(), app.shown, backButton(app))),
    app.floor.phase !== "closed" && speakCard(app),
    app.children && rollCard(app, "children", app.children.rows.map((row) => ({ ...row, id: row.point }))),
    app.agencies && rollCard(app, "agencies", app.agencies.rows.map((row) => ({ ...row, id: row.agency }))),
    opinionCard(app),
    faultCard(app),
    readCard(app, unread),
    deviceCard(app),
  ];
}

/** A question before something that is not taken back lightly. */
function sure(app, key, question, yes, act) {
  if (app.asking !== key) return null;
  return h("div", { key: `sure-${key}`, class: "sure", role: "alertdialog", "aria-label": question },
    h("p", null, question),
    h("div.row", null,
      press(yes, () => { app.ask(""); act(); }, { class: "danger", id: `sure-${key}` }),
      press(say("cancel"), () => app.ask(""))));
}

const urgent = (key, look, role, title, ...kids) => h("section", { key, class: `card urgent ${look}`, role }, h("h2", null, title), kids);

function speakingCard(app, turn) {
  const told = ownClock(app.floor, turn, app.now());
  const over = told && told.left !== null && told.left <= -1000;
  const near = told && told.left !== null && told.left <= ENDING;
  return urgent(turn.id, over ? "over" : near ? "near" : "", "alert", say("floor-mine"), name(app, turn),
    told && h("p.huge", { role: "timer", "aria-live": "off" }, told.text),
    told && h("p", { "aria-live": "off" }, told.words));
}

const name = (app, turn) => turn.name !== app.mine.name && h("p.strong", null, turn.name);

function standbyCard(app, turn) {
  const waits = app.said("Ready", "turn", turn.id);
  const hall = app.agencies !== null;
  const ready = turn.ready || waits;
  return urgent(turn.id, "", "alert", say("standby"), name(app, turn),
    h("p", null, say(hall ? "hall-standby" : ready ? "ready-said" : "standby-help")),
    !turn.ready && waits && h("p.help", null, app.pending(waits)),
    !hall && !ready && press(say("ready"), () => app.say({ type: "Ready", turn: turn.id, standby: turn.standby_at }), { class: "main big" }),
    !hall && (app.tested === turn.standby_at
      ? h("p.good", null, say("av-said"))
      : press(say("av-good"), () => { if (app.say({ type: "ConfirmAv", point: app.mine.point })) app.tested = turn.standby_at; }, { key: "av" })));
}

function heldCard(app, turn) {
  const told = ownClock(app.floor, turn, app.now());
  return urgent(turn.id, "", "status", say("held"), name(app, turn),
    h("p", null, told && told.left !== null && told.left > 0 ? say("held-left", { time: told.text }) : say("held-help")));
}

function noticeCard(app, one) {
  return urgent(one.id, "", "alert", `${say("message")} ${app.at(one.at)}`,
    h("p.text", null, one.text),
    press(say("received"), () => app.say({ type: "AcknowledgeNotice", notice: one.id, point: app.mine.point }), { class: "main" }));
}

function selfCard(app) {
  const { mine } = app;
  return card("self", say("check-in"), rollEntry(app, {
    id: "self", said: mine.check_in, at: mine.checked_in_at, categories: app.invitation ? app.invitation.categories : [],
    target: { point: mine.point, agency: "", source: "self" }, name: "",
  }));
}

/** A check-in of somebody: the form, or what is in force, what waits, and the way to revise it. */
function rollEntry(app, { id, said, at, categories, target, name }) {
  const waits = app.outbox.waiting("CheckIn").filter((one) => one.command.point === target.point && one.command.agency === target.agency).pop();
  const closed = app.mine.roll_closed_at !== null;
  const open = !closed && !waits && (app.form === id || (id === "self" && !said));
  const now = waits ? waits.command : said;
  const save = () => app.checkIn(id, target, name);
  return h("div", { key: `entry-${id}` },
    now && !open && h("p.strong", null, told(now)),
    waits && h("p.waits", { role: "status" }, app.pending(waits)),
    !waits && said && !open && h("p.good", { role: "status" }, `✓ ${say("saved", { clock: app.at(at) })}`,
      said.source && said.source !== "self" && id === "self" && [" (", say("label.source-" + said.source), ")"]),
    closed && h("p.help", null, say("roll-closed", { clock: app.at(app.mine.roll_closed_at) })),
    open && checkInForm({
      id, draft: app.draft(id, said), categories, save, change: (draft) => app.change(id, draft),
      cancel: said || id !== "self" ? () => app.open("") : null,
    }),
    said && !open && !waits && !closed && h("div.row", null,
      press(say("revise"), () => app.open(id), { id: `revise-${id}` }), press(say("void"), () => app.ask(`void-${id}`))),
    sure(app, `void-${id}`, say("void-sure"), say("void"), () => app.say({ type: "VoidCheckIn", point: target.point, agency: target.agency }, name)));
}

function backButton(app) {
  const { item } = app.floor;
  if (!item || item.kind !== "break") return null;
  if (app.mine.back) return h("p.good", null, `✓ ${say("back-said")}`);
  const waits = app.said("Back", "run", item.run);
  if (waits) return h("p.waits", null, app.pending(waits));
  return press(say("back"), () => app.say({ type: "Back", point: app.mine.point, item: item.id, run: item.run }), { key: "back", class: "main" });
}

function speakCard(app) {
  const { mine, floor } = app;
  const closed = floor.list_closed_at;
  const asking = app.outbox.waiting("Ask");
  const shown = mine.turns.filter((turn) => turn.state !== "speaking" && turn.state !== "held");
  const pending = (turn) => turn.is_request && ["waiting", "standby", "passed"].includes(turn.state);
  const declined = mine.turns.some((turn) => turn.state === "declined");
  return card("speak", say("speak"),
    shown.map((turn) => h("div", { key: turn.id, class: "turn" },
      name(app, turn), h("p", null, standing(turn, app.shown)),
      pending(turn) && (app.said("Withdraw", "turn", turn.id)
        ? h("p.waits", null, app.pending(app.said("Withdraw", "turn", turn.id)))
        : press(say("withdraw"), () => app.ask(`withdraw-${turn.id}`), { key: "withdraw" })),
      sure(app, `withdraw-${turn.id}`, say("withdraw-sure"), say("withdraw"), () => app.say({ type: "Withdraw", turn: turn.id })))),
    asking.map((one) => h("p", { key: one.id, class: "waits", role: "status" }, `${say("ask")}: ${app.pending(one)}`)),
    closed !== null && h("p.strong", null, say("list-closed", { clock: app.at(closed) })),
    (closed !== null || declined) && press(say("write-instead"), () => app.write(), { key: "write" }),
    closed === null && !asking.length && (!mine.turns.some(pending) || app.agencies) && askForm(app));
}

function askForm(app) {
  const { subject = "", speaker = "", agency = "" } = app.draft("ask") || {};
  const set = (part) => app.change("ask", { subject, speaker, agency, ...part });
  return h("form", { onsubmit: (event) => submitted(event, () => app.askForFloor({ subject, speaker, agency })) },
    h("button.main.big", { type: "submit" }, say("ask")),
    app.agencies && h("div.field", null,
      h("label", { for: "ask-for" }, say("for-agency")),
      h("select", { id: "ask-for", value: agency, onchange: (event) => set({ agency: event.target.value }) },
        [{ agency: "", name: say("for-nobody") }, ...app.agencies.rows].map((one) => h("option", { value: one.agency, selected: one.agency === agency }, one.name)))),
    h("details", null,
      h("summary", null, say("ask-more")),
      field("ask-subject", "subject", subject, (text) => set({ subject: text })),
      field("ask-speaker", "speaker", speaker, (text) => set({ speaker: text }))));
}

/** The roll of those who report to this point, missing first. */
function rollCard(app, kind, rows) {
  const reported = rows.filter((row) => row.mode);
  const order = [...rows.filter((row) => !row.mode), ...reported];
  const title = `${say(kind)}: ${say("reported", { reported: reported.length, points: rows.length })}`;
  return h("details", { key: kind, class: `card ${kind}`, id: kind },
    h("summary", null, h("h2", { id: `h-${kind}` }, title)),
    order.map((row) => rollRow(app, kind, row)));
}

function rollRow(app, kind, row) {
  const id = `${kind}-${row.id}`;
  const open = app.form === id;
  const said = row.mode && { mode: row.mode, total: row.total, leader_present: null, leader: {} };
  const agency = kind === "agencies";
  const target = { point: agency ? app.mine.point : row.point, agency: agency ? row.id : "", source: agency ? "self" : "parent" };
  const line = row.line_up === undefined || row.line_up === null ? "" : row.line_up ? say("child-up") : say("child-lost");
  return h("div", { key: id, class: row.mode ? "child" : "child missing" },
    h("div.row", null,
      h("strong", null, row.name),
      h("span", null, [row.mode ? "" : say("unreported"), line].filter(Boolean).join(" · "))),
    (app.contacts[row.point] || []).map((one) => contact(app, row, one)),
    open || row.mode ? rollEntry(app, { id, said: said || null, at: row.at, categories: [], target, name: row.name })
      : [rollEntry(app, { id, said: null, at: null, categories: [], target, name: row.name }),
        app.mine.roll_closed_at === null && !app.waitsFor(target) && press(say("check-in-child"), () => app.open(id), { key: "open", "aria-label": `${say("check-in-child")}: ${row.name}` })]);
}

function contact(app, row, one) {
  const who = [one.name, one.post].filter(Boolean).join(", ");
  const outcomes = ["called", "no_answer", "promised"];
  const key = `call-${row.point}`;
  return h("div", { key: `contact-${who}`, class: "contact" },
    who && h("span", null, who),
    one.phones.map((phone) => h("a", { key: phone, href: `tel:${phone.replace(/[^\d+]/g, "")}`, onclick: () => app.ask(key) }, say("call", { phone }))),
    app.asking === key && h("div", { role: "group", "aria-label": say("outcome"), class: "choices" },
      outcomes.map((outcome) => press(say(`outcome-${outcome}`), () => {
        app.ask("");
        app.say({ type: "RecordCall", point: row.point, outcome }, row.name);
      }, { class: "choice" }))));
}

function opinionCard(app) {
  const { text = "", by = "" } = app.draft("opinion") || {};
  const set = (part) => app.change("opinion", { text, by, ...part });
  const long = [...text].length > LONGEST_OPINION;
  const sent = app.sentOpinions();
  return h("details.card.opinion", { id: "opinion" },
    h("summary", null, h("h2", { id: "h-opinion" }, say("opinion"))),
    h("form", { onsubmit: (event) => submitted(event, () => !long && app.sendOpinion({ text, by })) },
      h("div.field", null,
        h("label", { for: "opinion-text" }, say("opinion-text")),
        h("textarea", { id: "opinion-text", rows: 5, value: text, oninput: (event) => set({ text: event.target.value }) })),
      field("opinion-by", "opinion-by", by, (who) => set({ by: who })),
      long && h("p.bad", { role: "alert" }, say("opinion-long", { limit: LONGEST_OPINION })),
      h("button.main", { type: "submit", disabled: long || !text.trim() }, say("opinion-send"))),
    app.outbox.waiting("SubmitOpinion").map((one) => h("p", { key: one.id, class: "waits", role: "status" }, app.pending(one))),
    sent.length > 0 && h("div", null, h("h3", null, say("opinion-sent")), sent.map((one) =>
      h("p", { key: one.at, class: "text" }, h("span.good", null, `✓ ${say("saved", { clock: app.at(one.at) })}. `), one.text))));
}

function faultCard(app) {
  const { text = "" } = app.draft("fault") || {};
  const { point, faults } = app.mine;
  const kinds = ["sound", "picture", "other"];
  const waits = (kind) => app.said("ReportFault", "kind", kind);
  const report = (kind) => app.say({ type: "ReportFault", point, kind, text: kind === "other" ? text.trim() : "" });
  return card("fault", say("fault"),
    h("p.help", null, say("fault-help")),
    kinds.filter((kind) => faults.includes(kind)).map((kind) => h("div", { key: `open-${kind}`, class: "row" },
      h("strong.bad", null, say("fault-known", { fault: say("fault-" + kind) })),
      press(say("fault-clear", { fault: say("fault-" + kind) }), () => app.say({ type: "ClearFault", point, kind })))),
    kinds.filter(waits).map((kind) => h("p", { key: `waits-${kind}`, class: "waits", role: "status" }, say("fault-" + kind), ": ", app.pending(waits(kind)))),
    h("div.choices", null, ["sound", "picture"].filter((kind) => !faults.includes(kind) && !waits(kind)).map((kind) =>
      press(say("fault-report", { fault: say("fault-" + kind) }), () => report(kind), { key: kind }))),
    !faults.includes("other") && !waits("other") && h("details", null,
      h("summary", null, say("fault-other")),
      h("form", { onsubmit: (event) => submitted(event, () => { report("other"); app.change("fault", { text: "" }); }) },
        field("fault-text", "fault-text", text, (said) => app.change("fault", { text: said })),
        h("button", { type: "submit" }, say("fault-report", { fault: say("fault-other") })))));
}

function readCard(app, unread) {
  const read = app.mine.notices.filter((one) => !unread.includes(one)).reverse();
  return read.length > 0 && h("details.card.read", null,
    h("summary", null, h("h2", null, `${say("messages")} (${read.length})`)),
    read.map((one) => h("div", { key: one.id },
      h("p.help", null, app.at(one.at), one.acknowledged_at !== null && `, ${say("received-at", { clock: app.at(one.acknowledged_at) })}`),
      h("p.text", null, one.text))));
}

function deviceCard(app) {
  const kept = app.outbox.entries.length;
  const toggle = (key) => h("label", { key, class: "toggle" },
    h("input", { type: "checkbox", checked: app.settings[key] === true, onchange: (event) => app.set(key, event.target.checked) }), say(key));
  return h("details.card.device", null,
    h("summary", null, h("h2", null, say("device"))),
    toggle("sound"), "vibrate" in navigator && toggle("vibrate"),
    h("p", null, press(say("language"), () => app.otherLanguage(), { lang: OTHER })),
    press(say("leave"), () => app.ask("leave"), { key: "leave" }),
    sure(app, "leave", [kept ? say("leave-waits", { count: kept }) : "", say("leave-sure")].join(" ").trim(), say("leave-yes"), () => app.leave()));
}

/** What a command is called where it waits or was not taken. */
export function calling(entry) {
  const key = `what-${entry.command.type}`;
  return entry.name && has(`${key}-of`) ? say(`${key}-of`, { name: small(entry.name) }) : say(key);
}
