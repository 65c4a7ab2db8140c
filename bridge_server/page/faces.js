// The faces of the operators' page but for its cards: the question for a code and for the point, waiting, the end; the head and
// what it says of the line.

import { calls } from "./alarm.js";
import { calling, cards, loud, OTHER, saying, sure } from "./cards.js";
import { field, submitted } from "./checkin.js";
import { h, press } from "./dom.js";
import { small } from "./floor.js";
import { NEWER, REPLACED } from "./line.js";
import { store } from "./store.js";
import { clock } from "./time.js";
import { say, setup } from "./words.js";

export const HICCUP = 5000; // a line that is back within this is not spoken of
const LEFT = 60000; // from when an entry of another point or meeting is one that nobody sends any more

function join(app) {
  return h("form.card", { onsubmit: (event) => submitted(event, () => app.enter(app.typed)) },
    h("h1", say("join")),
    field("code", "code", app.typed, (text) => { app.typed = text; }, 64, { autocapitalize: "characters", spellcheck: "false", "aria-describedby": "code-help", class: "code" }),
    h("p.help", { id: "code-help" }, say("code-help")),
    app.why && h("p.bad", { role: "alert" }, app.why),
    h("button.main.big", { type: "submit" }, say("enter")),
    press(say("language"), app.otherLanguage, { class: "plain", lang: OTHER }));
}

function confirming(app) {
  const { name } = app.mine;
  const parent = small(app.mine.parent_name) === app.mine.parent_name && setup.lang === "vi" ? "" : app.mine.parent_name; // the hall tells nobody where
  return h("div.card",
    mark(app),
    h("h1", { id: "h-confirm", tabindex: -1 }, parent ? say("is-this-below", { name: loud(name), parent: small(parent) }) : say("is-this", { name: loud(name) })),
    press(say("yes"), app.confirm, { class: "main big" }),
    press(say("no"), () => app.rejoin(say("not-mine")), { class: "big" }));
}

function waiting(app) {
  const long = performance.now() - app.since > HICCUP;
  return h("div.card", { role: "status" },
    h("h1", say("connecting")),
    long && h("p", say("no-answer")),
    long && press(say("cancel"), () => app.rejoin("")));
}

function over(app) {
  const replaced = app.why === REPLACED;
  const text = replaced ? say("replaced") : app.why === NEWER ? say("newer") : say("turned-away", { code: app.why });
  const here = () => { app.fresh = true; app.connect(app.code); };
  return h("div.card", { role: "alert" },
    h("p.strong", text),
    replaced ? press(say("use-here"), here, { class: "main" })
      : press(say("reload"), () => location.reload(), { class: "main" }));
}

function mark(app) {
  const key = app.welcome.demonstration ? "demonstration" : app.welcome.rehearsal ? "rehearsal" : "";
  return key && h("p.mark", say(key));
}

function head(app) {
  const { mine, line } = app;
  const lost = !line.up && performance.now() - line.downSince > HICCUP;
  return h("header",
    mark(app),
    h("h1", mine.name),
    h("p.help", mine.parent_name && `${mine.parent_name} · `, h("span", { class: lost ? "bad" : "good" }, `${lost ? "○" : "●"} ${say(lost ? "lost" : "connected")}`)),
    mine.devices > 1 && h("p.help", say("devices", { count: mine.devices })),
    lost && h("p.banner", { role: "status" }, say("lost-since", { clock: clock(app.shown(app.now() - (performance.now() - line.downSince))) })));
}

function banners(app) {
  const { outbox, line } = app;
  const held = line.up ? [] : outbox.unsent();
  const what = held.map((one) => say("waits-one", { what: calling(one), clock: clock(app.made(one)) })).join(", ");
  const elsewhere = store.names("out/").filter((one) => !one.startsWith(outbox.room) && !(Date.now() - (store.get(one) || {}).wall < LEFT));
  return h("div",
    app.trouble && h("p.banner.bad", { role: "alert" }, app.trouble),
    app.note && h("p.banner", { role: "alert" }, app.note),
    held.length > 0 && h("p.banner", { role: "status" }, say("waits", { count: held.length, what })),
    elsewhere.length > 0 && h("div.banner",
      h("p", say("other-meeting", { count: elsewhere.length })),
      sure(app, "forget", say("forget-them"), say("forget-sure"), say("forget-them"), () => elsewhere.forEach(store.drop))),
    !store.lasting && h("p.banner", say("not-kept")),
    outbox.refused().map((entry) => refusal(app, entry)));
}

function refusal(app, entry) {
  const lapsed = app.outbox.lapsed(entry);
  const facts = { what: calling(entry), clock: clock(app.made(entry)), text: entry.refusal.text || say("lapsed-old") };
  return h("div", { key: entry.id, class: "banner bad", role: "alert" },
    h("p", say(lapsed ? "lapsed" : "refused", facts)),
    saying(entry) && h("p.text", saying(entry)),
    h("div.row",
      lapsed && press(say("again"), () => app.again(entry), { class: "main" }),
      press(say("dismiss"), () => app.outbox.forget(entry))));
}

/** What the page shows now. */
export function face(app) {
  if (app.stage === "join") return [join(app)];
  if (app.stage === "ended") return [over(app)];
  if (!app.mine || !app.floor || app.stage === "connecting") return [waiting(app)];
  if (app.stage === "confirm") return [confirming(app)];
  const call = scrollY > 200 && calls(app);
  return [call && press(`${call} ↑`, () => scrollTo(0, 0), { key: "call", class: "call" }), head(app), banners(app), h("div.cards", cards(app))];
}
