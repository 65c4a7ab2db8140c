// The page of a point as cards, the most urgent first. Each is a function of the app's state; what people press goes back to it.

import { h, press } from "./dom.js";
import { has, say, setup } from "./words.js";
import { checkInForm, draftOf, field, fitting, submitted, told } from "./checkin.js";
import { ownClock, programme, small, standing } from "./floor.js";

const ENDING = 60000;
const LONGEST_OPINION = 4000;
const FEW = 3; // planned turns that are listed one by one

/** The language that this page is not in. */
export const OTHER = setup.lang === "vi" ? "en" : "vi";

const card = (key, title, ...kids) => h(`section.card.${key}`, { "aria-labelledby": `h-${key}` },
  h("h2", { id: `h-${key}`, tabindex: -1 }, title), kids);

/** The name of a point as it is asked for: "XÃ TRÀ DƠN". */
export const loud = (name) => name.toUpperCase();

/** All cards of the page: what is urgent and the check-in, what goes on and one's part in it, the rest. */
export function cards(app) {
  const { mine, floor } = app;
  const live = (state) => mine.turns.filter((turn) => turn.state === state);
  const unread = mine.notices.filter((one) => one.acknowledged_at === null && !app.said("AcknowledgeNotice", "notice", one.id));
  return [
    h("div",
      live("speaking").map((turn) => speakingCard(app, turn)),
      live("standby").map((turn) => standbyCard(app, turn)),
      live("held").map((turn) => heldCard(app, turn)),
      unread.map((one) => noticeCard(app, one)),
      selfCard(app)),
    h("div",
      card("floor", say("now"), programme(floor, app.now(), app.shown, backButton(app))),
      floor.phase !== "closed" && speakCard(app)),
    h("div",
      app.children && rollCard(app, "children", app.children.rows.map((row) => ({ ...row, id: row.point }))),
      app.agencies && rollCard(app, "agencies", app.agencies.rows.map((row) => ({ ...row, id: row.agency })))),
    h("div", opinionCard(app), faultCard(app), readCard(app, unread), deviceCard(app)),
  ];
}

/** A button that asks `question` first, and then, under it, the question with the two ways out. */
export function sure(app, key, name, question, yes, act) {
  return [
    press(name, () => app.ask(key)),
    app.asking === key && h("div", { class: "sure", role: "alertdialog", "aria-label": question },
      h("p", question),
      h("div.row",
        press(yes, () => { app.ask(""); act(); }, { class: "danger" }),
        press(say("cancel"), () => app.ask(""), { id: "sure" }))),
  ];
}

const urgent = (key, look, role, title, ...kids) => h("section", { key, class: `card urgent ${look}`, role }, h("h2", title), kids);

function speakingCard(app, turn) {
  const told = ownClock(app.floor, turn, app.now());
  const over = told && told.left !== null && told.left <= -1000;
  const near = told && told.left !== null && told.left <= ENDING;
  return urgent(turn.id, over ? "over" : near ? "near" : "", "alert", say("floor-mine"), name(app, turn),
    told && h("p.huge", { role: "timer", "aria-live": "off" }, told.text),
    told && h("p.strong", say(`own-${told.left === null ? "ran" : over ? "over" : near ? "near" : "left"}`)));
}

const name = (app, turn) => turn.name !== app.mine.name && h("p.strong", turn.name);

function standbyCard(app, turn) {
  const waits = app.said("Ready", "turn", turn.id);
  const hall = app.agencies !== null;
  const tests = app.said("ConfirmAv", "point", app.mine.point);
  const tested = app.tested === turn.standby_at;
  return urgent(turn.id, "", "alert", say("standby"), name(app, turn),
    (hall || !waits) && h("p", say(hall ? "hall-standby" : turn.ready ? "ready-said" : "standby-help")),
    waits && h("p.waits", { role: "status" }, say("ready"), ": ", app.pending(waits)),
    !hall && !turn.ready && !waits && press(say("ready"), () => app.say({ type: "Ready", turn: turn.id, standby: turn.standby_at }), { class: "main big" }),
    !hall && tests && h("p.waits", app.pending(tests)),
    !hall && !tests && (tested ? h("p.good", say("av-said")) : press(say("av-good"), () => app.say({ type: "ConfirmAv", point: app.mine.point }), { key: "av" })));
}

function heldCard(app, turn) {
  const told = ownClock(app.floor, turn, app.now());
  return urgent(turn.id, "", "status", say("held"), name(app, turn),
    h("p", told && told.left !== null && told.left > 0 ? say("held-left", { time: told.text }) : say("held-help")));
}

function noticeCard(app, one) {
  return urgent(one.id, "", "alert", `${say("message")} ${app.at(one.at)}`,
    h("p.text", one.text),
    press(say("received"), () => app.say({ type: "AcknowledgeNotice", notice: one.id, point: app.mine.point }), { class: "main" }));
}

function selfCard(app) {
  const { mine, floor } = app;
  const over = floor.phase === "adjourned";
  return card("self", say(over ? "check-in-next" : "check-in"),
    over && !mine.check_in && h("p.help", say("check-in-before")),
    mine.roll_closed_at !== null && !mine.check_in && h("p.strong", say("unreported")),
    rollClosed(app),
    rollEntry(app, {
      id: "self", row: mine, categories: app.invitation ? app.invitation.categories : [],
      target: { point: mine.point, agency: "", source: "self" }, name: "",
    }));
}

const rollClosed = (app) => app.mine.roll_closed_at !== null && h("p.help", say("roll-closed", { clock: app.at(app.mine.roll_closed_at) }));

/** A check-in of somebody: the form, or what is in force, what waits, and the way to revise it. */
function rollEntry(app, { id, row, categories, target, name }) {
  const { check_in: said, checked_in_at: at } = row;
  const waits = app.waitsFor(target);
  const shut = app.rollShut();
  const began = app.form === id || (id === "self" && app.touched);
  const open = !shut && !waits && (began || (id === "self" && !said));
  const now = waits ? waits.command : said;
  const source = said && said.source !== (id === "self" ? "self" : target.source) ? ` (${say(`label.source-${said.source}`)})` : "";
  return h("div", { key: id },
    now && h("p.strong", now.mode ? told(now) : say("void")),
    waits && h("p.waits", { role: "status" }, app.pending(waits)),
    !waits && said && h("p.good", { role: "status" }, `✓ ${say("saved", { clock: app.at(at) })}${source}`),
    open && rollForm(app, { id, row, categories, target, name, began }),
    said && !open && !waits && !shut && h("div.row",
      press(say("revise"), () => app.open(id, at)),
      sure(app, `void-${id}`, say("void"), say("void-sure"), say("void"), () => app.say({ type: "VoidCheckIn", point: target.point, agency: target.agency }, name))));
}

function rollForm(app, { id, row, categories, target, name, began }) {
  const { check_in: said, checked_in_at: at } = row;
  const kept = app.draft(id);
  const draft = fitting(kept && (began || kept.of === at) ? kept : draftOf(said, at), said, categories);
  return checkInForm({
    id, draft, categories, ofAgency: target.agency !== "", save: () => app.checkIn(id, target, draft, name), change: (to) => app.change(id, to),
    cancel: said || id !== "self" ? () => app.shut(id) : null,
  });
}

function backButton(app) {
  const { item } = app.floor;
  if (!item || item.kind !== "break") return null;
  if (app.mine.back) return h("p.good", `✓ ${say("back-said")}`);
  const waits = app.said("Back", "run", item.run);
  if (waits) return h("p.waits", app.pending(waits));
  return press(say("back"), () => app.say({ type: "Back", point: app.mine.point, item: item.id, run: item.run }), { key: "back", class: "main" });
}

function speakCard(app) {
  const { mine, floor } = app;
  const closed = floor.list_closed_at;
  const asking = app.outbox.waiting("Ask");
  const pending = (turn) => turn.is_request && ["waiting", "standby", "passed"].includes(turn.state);
  const some = (...states) => mine.turns.some((turn) => states.includes(turn.state));
  const shown = mine.turns.filter((turn) => turn.state !== "speaking" && turn.state !== "held");
  const planned = shown.filter((turn) => !turn.is_request && turn.state === "waiting");
  const rows = (turns) => turns.map((turn) => turnRow(app, turn, pending(turn)));
  const busy = mine.turns.some(pending) || some("speaking", "standby", "held");
  const form = closed === null && !asking.length && (!busy || app.agencies);
  if (busy && !shown.length && !asking.length && !form) return null; // its card is above
  return card("speak", say("speak"),
    planned.length > FEW ? h("details", h("summary", `${say("planned")} (${planned.length})`), rows(planned)) : rows(planned),
    rows(shown.filter((turn) => !planned.includes(turn))),
    asking.map((one) => h("p", { key: one.id, class: "waits", role: "status" }, `${say("ask")}: ${app.pending(one)}`)),
    closed !== null && !busy && h("p.strong", say("list-closed", { clock: app.at(closed) })),
    !busy && (closed !== null || some("declined")) && press(say("opinion"), () => app.write(), { key: "write" }),
    form && askForm(app));
}

function turnRow(app, turn, pending) {
  const waits = app.said("Withdraw", "turn", turn.id);
  return h("div", { key: turn.id, class: "turn" },
    name(app, turn), h("p", standing(turn, app.shown)),
    waits && h("p.waits", app.pending(waits)),
    pending && !waits && sure(app, `withdraw-${turn.id}`, say("withdraw"), say("withdraw-sure"), say("withdraw"), () => app.say({ type: "Withdraw", turn: turn.id })));
}

function askForm(app) {
  const { subject = "", speaker = "", agency = "" } = app.draft("ask") || {};
  const set = (part) => app.change("ask", { subject, speaker, agency, ...part });
  return h("form", { onsubmit: (event) => submitted(event, () => app.askForFloor({ subject, speaker, agency })) },
    app.agencies && h("div.field",
      h("label", { for: "ask-for" }, say("for-agency")),
      h("select", { id: "ask-for", value: agency, onchange: (event) => set({ agency: event.target.value }) },
        [{ agency: "", name: say("for-nobody") }, ...app.agencies.rows].map((one) => h("option", { value: one.agency, selected: one.agency === agency }, one.name)))),
    h("button.main.big", { type: "submit" }, say("ask")),
    h("details",
      h("summary", say("ask-more")),
      field("ask-subject", "subject", subject, (text) => set({ subject: text })),
      field("ask-speaker", "speaker", speaker, (text) => set({ speaker: text }))));
}

/** The roll of those who report to this point, missing first. */
function rollCard(app, kind, rows) {
  const reported = rows.filter((row) => row.check_in);
  const order = [...rows.filter((row) => !row.check_in), ...reported];
  const title = `${say(kind)}: ${say("reported", { reported: reported.length, points: rows.length })}`;
  return h("details", { key: kind, class: "card", id: kind },
    h("summary", h("h2", { id: `h-${kind}`, tabindex: -1 }, title)),
    rollClosed(app),
    order.map((row) => rollRow(app, kind, row)));
}

function rollRow(app, kind, row) {
  const id = `${kind}-${row.id}`;
  const agency = kind === "agencies";
  const target = { point: agency ? app.mine.point : row.point, agency: agency ? row.id : "", source: agency ? "self" : "parent" };
  const calls = app.said("RecordCall", "point", row.point);
  const line = row.line_up === undefined || row.line_up === null ? "" : say(row.line_up ? "child-up" : "child-lost");
  const open = !row.check_in && app.form !== id && !app.waitsFor(target) && !app.rollShut();
  return h("div", { key: id, class: row.check_in ? "child" : "child missing" },
    h("div.row",
      h("strong", row.name),
      h("span", [row.check_in ? "" : say("unreported"), line].filter(Boolean).join(" · ")),
      open && press(say("check-in-child"), () => app.open(id, row.checked_in_at), { "aria-label": `${say("check-in-child")}: ${row.name}` })),
    (app.contacts[row.point] || []).map((one, place) => contact(app, row, one, `call-${row.point}-${place}`)),
    calls && h("p.waits", app.pending(calls)),
    !calls && row.call && h("p.help", `${say("called", { clock: app.at(row.called_at) })}: ${say(`outcome-${row.call}`)}`),
    rollEntry(app, { id, row, categories: null, target, name: row.name }));
}

function contact(app, row, one, key) {
  const who = [one.name, one.post].filter(Boolean).join(", ");
  const outcomes = ["called", "no_answer", "promised"];
  const tell = (outcome) => app.say({ type: "RecordCall", point: row.point, outcome }, row.name) && app.ask("");
  return h("div", { key, class: "contact" },
    who && h("span", who),
    one.phones.map((phone) => h("a", { href: `tel:${phone.replace(/[^\d+]/g, "")}`, onclick: () => app.ask(key) }, say("call", { phone }))),
    app.asking === key && h("div", { role: "group", "aria-label": say("outcome") },
      h("p.label", say("outcome")),
      h("div.choices",
        outcomes.map((outcome) => press(say(`outcome-${outcome}`), () => tell(outcome), { class: "choice" })),
        press(say("cancel"), () => app.ask(""), { id: "sure" }))));
}

function opinionCard(app) {
  const { text = "", by = "" } = app.draft("opinion") || {};
  const set = (part) => app.change("opinion", { text, by, ...part });
  const long = [...text].length > LONGEST_OPINION;
  const sent = app.sentOpinions();
  return h("details.card.opinion", { id: "opinion" },
    h("summary", h("h2", { id: "h-opinion" }, say("opinion"))),
    h("form", { onsubmit: (event) => submitted(event, () => !long && app.sendOpinion({ text, by })) },
      h("div.field",
        h("label", { for: "opinion-text" }, say("opinion-text")),
        h("textarea", { id: "opinion-text", rows: 5, value: text, oninput: (event) => set({ text: event.target.value }) })),
      field("opinion-by", "opinion-by", by, (who) => set({ by: who })),
      long && h("p.bad", { role: "alert" }, say("opinion-long", { limit: LONGEST_OPINION })),
      h("button.main", { type: "submit", disabled: long || !text.trim() }, say("opinion-send"))),
    app.outbox.waiting("SubmitOpinion").map((one) => h("p", { key: one.id, class: "waits", role: "status" }, app.pending(one))),
    sent.length > 0 && h("div", h("h3", say("opinion-sent")), sent.map((one) =>
      h("p.text", h("span.good", `✓ ${say("saved", { clock: app.at(one.at) })}. `), one.text))));
}

function faultCard(app) {
  const { text = "" } = app.draft("fault") || {};
  const { point, faults } = app.mine;
  const kinds = ["sound", "picture", "other"];
  const waits = (kind) => app.said("ReportFault", "kind", kind);
  const clearing = (kind) => app.said("ClearFault", "kind", kind);
  const report = (kind) => app.say({ type: "ReportFault", point, kind, text: kind === "other" ? text.trim() : "" });
  return card("fault", say("fault"),
    h("p.help", say("fault-help")),
    kinds.filter((kind) => faults.includes(kind)).map((kind) => h("div", { key: `open-${kind}`, class: "row" },
      h("strong.bad", say("fault-known", { fault: say("fault-" + kind) })),
      clearing(kind) ? h("span.waits", app.pending(clearing(kind)))
        : press(say("fault-clear", { fault: say("fault-" + kind) }), () => app.say({ type: "ClearFault", point, kind })))),
    kinds.filter(waits).map((kind) => h("p", { key: `waits-${kind}`, class: "waits", role: "status" }, say("fault-" + kind), ": ", app.pending(waits(kind)))),
    h("div.choices", ["sound", "picture"].filter((kind) => !faults.includes(kind) && !waits(kind)).map((kind) =>
      press(say("fault-report", { fault: say("fault-" + kind) }), () => report(kind), { key: kind }))),
    !faults.includes("other") && !waits("other") && h("details",
      h("summary", say("fault-other")),
      h("form", { onsubmit: (event) => submitted(event, () => { report("other"); app.change("fault", { text: "" }); }) },
        field("fault-text", "fault-text", text, (said) => app.change("fault", { text: said })),
        h("button", { type: "submit" }, say("fault-report", { fault: say("fault-other") })))));
}

function readCard(app, unread) {
  const read = app.mine.notices.filter((one) => !unread.includes(one)).reverse();
  return read.length > 0 && h("details.card.read",
    h("summary", h("h2", `${say("messages")} (${read.length})`)),
    read.map((one) => h("div", { key: one.id },
      h("p.help", app.at(one.at), one.acknowledged_at !== null && `, ${say("received-at", { clock: app.at(one.acknowledged_at) })}`),
      h("p.text", one.text))));
}

function deviceCard(app) {
  const kept = app.outbox.unsent().length;
  const toggle = (key) => h("label", { key, class: "toggle" },
    h("input", { type: "checkbox", checked: app.settings[key] === true, onchange: (event) => app.set(key, event.target.checked) }), say(key));
  return h("details.card.device",
    h("summary", h("h2", say("device"))),
    toggle("sound"), "vibrate" in navigator && toggle("vibrate"),
    h("p", press(say("language"), () => app.otherLanguage(), { lang: OTHER })),
    sure(app, "leave", say("leave"), [kept ? say("leave-waits", { count: kept }) : "", say("leave-sure")].join(" ").trim(), say("leave-yes"), () => app.leave()));
}

/** What a command is called where it waits or was not taken. */
export function calling(entry) {
  const key = `what-${entry.command.type}`;
  return entry.name && has(`${key}-of`) ? say(`${key}-of`, { name: small(entry.name) }) : say(key);
}

/** What an entry says, for whoever has to say it by another way; "" where its kind says it all. */
export function saying({ command }) {
  if (command.type === "CheckIn") return told(command);
  return [command.subject, command.speaker && command.speaker.name, command.text].filter(Boolean).join(", ");
}
