// The check-in form: choices first, typing never needed. A draft holds what was chosen so far; nothing in it has to be said.

import { h } from "./dom.js";
import { say, setup } from "./words.js";

const MODES = ["in_person", "online", "absent_with_leave", "absent"];
const POSTS = [1, 2, 3, 4].map((place) => `label.post-unit-${place}`);
const AGENCY_POSTS = [1, 2, 3, 4].map((place) => `label.post-agency-${place}`);
const OFTEN = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15];
const MOST = 100000;
const BLANK = { mode: "in_person", leader: "", name: "", post: "", other: "", total: "", counts: {}, reason: "" };

/** A draft that says what a check-in says that was recorded `at`, or nothing yet. */
export function draftOf(said, at) {
  if (!said) return { ...BLANK, of: at };
  const { leader } = said;
  const known = [...POSTS, ...AGENCY_POSTS].find((key) => say(key) === leader.post);
  return {
    of: at,
    mode: said.mode,
    leader: said.leader_present === false ? "leader-none" : known || (said.leader_present ? "leader-other" : ""),
    name: leader.name,
    post: leader.post,
    other: leader.in_place_of,
    total: totalOf(said),
    counts: countsOf(said.counts),
    reason: said.reason,
  };
}

const totalOf = (said) => (said.total === null ? "" : String(said.total));
const countsOf = (counts) => Object.fromEntries(counts.map(([id, heads]) => [id, String(heads)]));

/** The draft with the counts that can be told: by the categories that there are; where none can be seen, as long as the total
 * is the one that was `said` with them. */
export function fitting(draft, said, categories) {
  const told = Object.entries(draft.counts);
  const known = categories ? told.filter(([id]) => categories.some((one) => one.id === id)) : said && draft.total.trim() === totalOf(said) ? said.counts : [];
  return { ...draft, counts: countsOf(known) };
}

const present = (draft) => draft.mode === "in_person" || draft.mode === "online";
const digits = (text) => /^\d+$/.test(text.trim()) && Number(text) <= MOST;
const counted = (draft) => Object.values(draft.counts).reduce((sum, one) => sum + (digits(one) ? Number(one) : 0), 0);

/** What is wrong with a draft, as a sentence; "" where it can be saved. */
export function wrong(draft) {
  if (!present(draft)) return "";
  const told = [draft.total, ...Object.values(draft.counts)].filter((one) => one.trim() !== "");
  if (!told.every(digits)) return say("bad-number");
  const sum = counted(draft);
  if (draft.total.trim() !== "" && sum > Number(draft.total)) return say("too-many", { counted: sum, total: Number(draft.total) });
  return "";
}

/** The command that says what a draft says, for `target` {point, agency, source}. */
export function checkIn({ point, agency, source }, draft) {
  const there = present(draft);
  const nobody = draft.leader === "leader-none";
  const named = there && !nobody;
  const leader = named
    ? { name: draft.name.trim(), post: draft.post.trim(), in_place_of: draft.other.trim() }
    : { name: "", post: "", in_place_of: "" };
  const known = leader.name || leader.post || leader.in_place_of || draft.leader;
  const counts = there ? Object.entries(draft.counts).filter(([, heads]) => heads.trim() !== "") : [];
  return {
    type: "CheckIn",
    point,
    agency: agency || "",
    mode: draft.mode,
    source,
    leader_present: !there ? null : nobody ? false : known ? true : null,
    leader,
    total: there && draft.total.trim() !== "" ? Number(draft.total) : null,
    counts: counts.map(([id, heads]) => [id, Number(heads)]),
    reason: draft.mode === "absent_with_leave" ? draft.reason.trim() : "",
  };
}

/** What a check-in says, in one line. */
export function told(said) {
  const parts = [say(said.mode)];
  if (said.mode === "in_person" || said.mode === "online") {
    parts.push(said.total === null ? say("not-counted") : say("heads", { total: said.total.toLocaleString(setup.lang) }));
    if (said.leader_present === false) parts.push(say("no-leader"));
    else if (leaderOf(said.leader)) parts.push(say("has-leader", { leader: leaderOf(said.leader) }));
    else if (said.leader_present) parts.push(say("some-leader"));
  } else if (said.reason) parts.push(said.reason);
  return parts.join(", ");
}

function leaderOf({ name, post, in_place_of: other }) {
  const who = [name, post].filter(Boolean).join(", ");
  if (!other) return who;
  return who ? say("in-place-of", { who, other }) : say("in-place-only", { other });
}

/** The form. `change(draft)` gets what was chosen; `id` makes names of fields its own; `categories` are those of its tier. */
export function checkInForm({ id, draft, categories, ofAgency, change, save, cancel }) {
  const set = (part) => change({ ...draft, ...part });
  const fault = wrong(draft);
  return h("form", { key: `form-${id}`, onsubmit: (event) => submitted(event, fault ? () => {} : save), novalidate: true },
    group(id, "how", MODES.map((mode) => choice(mode, draft.mode === mode, () => set({ mode })))),
    present(draft) && leaderPart(id, draft, set, ofAgency ? AGENCY_POSTS : POSTS),
    present(draft) && totalPart(id, draft, set, fault),
    present(draft) && categories && categories.length > 0 && categoryPart(id, draft, set, categories),
    draft.mode === "absent_with_leave" && field(`${id}-reason`, "reason", draft.reason, (reason) => set({ reason }), 300),
    fault && h("p.bad", { role: "alert" }, fault),
    h("div.row",
      h("button.main", { type: "submit", disabled: Boolean(fault) }, say("save")),
      cancel && h("button", { type: "button", onclick: cancel }, say("cancel"))),
  );
}

/** A form is sent by us, not by the browser. */
export function submitted(event, act) {
  event.preventDefault();
  act();
}

/** A line to type into, with its label. */
export function field(id, key, value, change, most = 200, more = {}) {
  return h("div", { key: id, class: "field" },
    h("label", { for: id }, say(key)),
    h("input", { id, value, maxlength: most, autocomplete: "off", ...more, oninput: (event) => change(event.target.value) }));
}

function group(id, name, choices) {
  return h("div", { key: name, role: "group", "aria-labelledby": `${id}-${name}` },
    h("p.label", { id: `${id}-${name}` }, say(name)),
    h("div.choices", choices));
}

function choice(key, chosen, choose) {
  return h("button", { type: "button", class: "choice", "aria-pressed": String(chosen), onclick: choose }, say(key));
}

function leaderPart(id, draft, set, posts) {
  const choose = (leader) => {
    const again = draft.leader === leader; // pressed once more: not said
    const typed = leader !== "leader-none" && draft.post && !posts.some((one) => say(one) === draft.post);
    const post = !again && posts.includes(leader) ? say(leader) : typed ? draft.post : "";
    set({ leader: again ? "" : leader, post, ...(leader === "leader-none" ? { name: "", other: "" } : {}) });
  };
  const choices = [...posts, "leader-other", "leader-none"];
  return h("div",
    group(id, "leader", choices.map((one) => choice(one, draft.leader === one, () => choose(one)))),
    draft.leader !== "leader-none" && h("details",
      h("summary", say("leader-more")),
      field(`${id}-name`, "leader-name", draft.name, (name) => set({ name })),
      field(`${id}-post`, "leader-post", draft.post, (post) => set({ post })),
      field(`${id}-other`, "leader-for", draft.other, (other) => set({ other }))));
}

function totalPart(id, draft, set, fault) {
  const at = digits(draft.total) ? Number(draft.total) : null;
  return h("div",
    h("label", { for: `${id}-total` }, say("total")),
    counter(`${id}-total`, draft.total, (total) => set({ total }), { "aria-describedby": `${id}-help`, "aria-invalid": String(Boolean(fault)) }, say("total")),
    h("div.numbers", OFTEN.map((heads) =>
      h("button", { type: "button", "aria-pressed": String(at === heads), onclick: () => set({ total: String(heads) }) }, String(heads)))),
    h("p.help", { id: `${id}-help` }, say("total-help")));
}

function categoryPart(id, draft, set, categories) {
  const sum = counted(draft);
  return h("details",
    h("summary", say("by-category")),
    draft.total.trim() !== "" && h("p.help", say("of-total", { counted: sum, total: draft.total })),
    categories.map((one) => h("div", { key: one.id, class: "category" },
      h("label", { for: `${id}-${one.id}` }, one.title),
      counter(`${id}-${one.id}`, draft.counts[one.id] || "", (heads) => set({ counts: { ...draft.counts, [one.id]: heads } }), {}, one.title))));
}

function counter(id, text, change, more, of) {
  const at = digits(text) ? Number(text) : null;
  const step = (key, label, by) => h("button", {
    type: "button", class: "step", "aria-label": `${say(key)}: ${of}`, disabled: by < 0 && !at, onclick: () => change(String((at || 0) + by)),
  }, label);
  return h("div.counter",
    step("fewer", "−", -1),
    h("input", { id, value: text, inputmode: "numeric", autocomplete: "off", maxlength: 6, ...more, oninput: (event) => change(event.target.value) }),
    step("more", "+", 1));
}
