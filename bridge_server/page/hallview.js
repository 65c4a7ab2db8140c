// What the hall's screen shows: plain values made of the hub's frames for one instant, then a tree. Nothing here touches the page.
// The console's `hall.py` and `views/hall.py` say the same of the same frames; a test holds the two together.

import { h } from "./dom.js";
import { clock, clockBeside, countdown, day, stopwatch } from "./time.js";
import { capital, say, setup } from "./words.js";

export const GLYPHS = { held: "‖", warning: "▲", short: "◆", ready: "●", standby: "▲", passed: "»", dot: "·" };
// Before the end, from when a clock warns.
const ENDING = 60000;
const WHOLE_DAY = 86400000;
const MINUTE = 60000;
// Words that take a small letter behind a name.
const CLASSES = ["Thành phố ", "Thị xã ", "Huyện ", "Quận "];

/** One instant of the hall's screen. `unknown`: the item for want of whose minutes nobody knows the end; `lateness`: told always. */
export function hallFace(floor, now, mark, unknown, lateness) {
  const ran = floor.paused_since === null ? Math.max(0, now - floor.now) : 0;
  const shift = floor.clock_offset_ms;
  const shown = (instant) => (instant === null ? null : instant + shift);
  const { item, speaking, held, next } = floor;
  const at = Math.max(now, floor.now);
  const until = { prepared: floor.starts_at, adjourned: floor.resumes_at }[floor.phase];
  const isBreak = item !== null && item.kind === "break";
  return {
    ...{ title: floor.title, phase: floor.phase, mark, item, isBreak, points: floor.points, pauseCause: floor.pause_cause },
    now: at + shift,
    itemClock: item && clockOf(item, ran),
    speaking: speaking && bodyOf(speaking),
    clock: speaking && clockOf(speaking, ran),
    held: held.length ? bodyOf(held[held.length - 1]) : null,
    next: next.length && !isBreak ? bodyOf(next[0]) : null,
    coming: floor.coming && { ...floor.coming, starts_at: shown(floor.coming.starts_at) },
    pausedSince: shown(floor.paused_since),
    startsAt: shown(floor.starts_at),
    resumesAt: shown(floor.resumes_at),
    endedAt: floor.phase === "closed" ? shown(floor.projected_end) : null,
    untilMs: until === undefined || until === null ? null : until - at,
    lateness: lateness || floor.lateness_shown ? latenessOf(floor, shown, unknown) : null,
  };
}

function clockOf(row, ran) {
  const spent = row.elapsed_ms + ran;
  return { spent, budget: row.budget_ms, left: row.budget_ms === null ? null : row.budget_ms - spent };
}

/** Who a contribution belongs to; where it is only for a point whose name leaves that open. */
export function bodyOf(turn) {
  return { name: turn.name, place: turn.name === turn.point_name ? turn.parent_name : "", speaker: turn.speaker };
}

function latenessOf(floor, shown, unknown) {
  const { projected_end: projected, planned_end: planned } = floor;
  const offset = projected === null || planned === null ? null : projected - planned;
  return { offset, projected: shown(projected), planned: shown(planned), unknown };
}

// --- words ---

export const numbered = (item) => `${item.no}. ${item.title}`;
const small = (text) => text.charAt(0).toLowerCase() + text.slice(1);

/** Its name, and the place where it is unless that is said already: a line is broken between the two first. */
function unitsOf({ name, place }) {
  if (!place) return [name];
  const inside = setup.lang === "vi" && CLASSES.some((one) => place.startsWith(one));
  return [`${name},`, inside ? small(place) : place];
}

/** An agency's or a point's name, with where it is. */
export function called(body) {
  return unitsOf(body).join(" ");
}

/** The person with the post, and for whom, as far as anything is known. */
export function personOf({ name, post, in_place_of: other }) {
  const who = [name, post].filter(Boolean).join(", ");
  if (!other) return who;
  return who ? say("label.speaker-for", { who, other }) : say("label.speaker-only-for", { other });
}

/** "10.595". */
export const figure = (value) => String(value).replace(/\B(?=(\d{3})+$)/g, say("label.thousands-mark"));

function dateText(instant) {
  const at = day(instant);
  const number = setup.lang === "vi" ? String(at.day).padStart(2, "0") : at.day;
  return say("label.date", { day: number, month: say(`label.month-${at.month}`), year: at.year });
}

function minutesText(ms) {
  const whole = Math.floor(Math.abs(ms) / MINUTE);
  const [hours, rest] = [Math.floor(whole / 60), whole % 60];
  if (hours && rest) return say("label.hours", { hours, minutes: String(rest).padStart(2, "0") });
  if (hours) return say("label.hours-whole", { hours });
  if (!rest) return say("label.under-a-minute");
  return say(rest === 1 ? "label.minute" : "label.minutes", { minutes: rest });
}

/** How late the meeting ends, as a sentence. */
export function lateText({ offset, projected, planned, unknown }, closed) {
  if (projected === null) {
    const item = unknown && say("label.item-bare", { no: unknown.no });
    return capital(unknown ? say("label.pace-unknown-item", { item }) : say("label.pace-unknown"));
  }
  const over = closed ? "over-" : "";
  if (planned === null) return capital(say(`label.pace-${over}no-plan`, { projected: clock(projected) }));
  const late = Math.trunc(offset / MINUTE);
  const way = late > 0 ? "late" : late < 0 ? "early" : "on-time";
  const facts = { projected: clockBeside(projected, planned), planned: clockBeside(planned, projected), duration: minutesText(offset) };
  return capital(say(`label.pace-${over}${way}`, facts));
}

/** Who is next; where nobody is, what comes then. */
function nextText(face) {
  if (face.next) return say("next", { name: called(face.next) });
  if (!face.coming) return face.item ? say("nothing-next") : "";
  return say(face.isBreak ? "after-break" : "next-item", { name: numbered(face.coming) });
}

// --- the clock ---

/** What a clock says: figures, words, the style of both, and in how many milliseconds the figures will be others. */
function reading(text, words, style, manner, changes = 1000) {
  const unsure = manner.lapsed || manner.ended;
  return { text, words: unsure ? say("unsure", { word: words }) : words, style, changes };
}

const falling = (left) => (left > 0 ? left % 1000 || 1000 : 1000 - (-left % 1000));

/** The clock that counts now: the speaker's, else the break's or the item's. */
export function readingOf(face, manner) {
  if (face.clock) return measured(face.clock, face, manner, ["left", "nearly-over", "over", "spoken"]);
  if (!face.itemClock) return null;
  if (!face.isBreak) return measured(face.itemClock, face, manner, ["item-left", "item-nearly-over", "item-over", "item-ran"]);
  const { left, spent } = face.itemClock;
  if (left === null) return reading(stopwatch(spent), say("break-runs"), "accent", manner, 1000 - (spent % 1000));
  if (face.pausedSince !== null) return reading(countdown(left), say("stands"), "warn", manner);
  const end = { clock: clock(face.now + left) };
  if (left < 0) return reading(countdown(left), say("break-over", end), "over", manner, falling(left));
  return reading(countdown(left), say("break-until", end), "accent", manner, falling(left));
}

function measured({ left, spent }, face, manner, [sayLeft, sayNearly, sayOver, saySpent]) {
  const text = left === null ? stopwatch(spent) : countdown(left);
  const over = left !== null && left < 0;
  if (face.pausedSince !== null) {
    const stands = say("stands");
    return reading(text, over ? `${say(sayOver)}, ${stands}` : stands, over ? "over" : "warn", manner);
  }
  if (left === null) return reading(text, say(saySpent), "strong", manner, 1000 - (spent % 1000));
  if (over) return reading(text, say(sayOver), "over", manner, falling(left));
  const nearly = left <= ENDING;
  return reading(text, say(nearly ? sayNearly : sayLeft), nearly ? "warn" : "good", manner, falling(left));
}

/** The countdown to the opening or the next sitting, within a day of it. */
export function untilOf(face, manner) {
  if (face.untilMs === null || face.untilMs <= 0 || face.untilMs >= WHOLE_DAY) return null;
  const words = say(face.phase === "prepared" ? "until-start" : "until-resumed");
  return reading(countdown(face.untilMs), words, "accent", manner, falling(face.untilMs));
}

// --- the tree ---

/** The whole screen: its parts, and in how many milliseconds its clock moves. */
export function hallTree(face, manner) {
  const between = { prepared: opening, adjourned, closed }[face.phase];
  const [words, counts] = between ? between(face, manner) : [running(face), readingOf(face, manner)];
  const told = face.item && !face.isBreak ? numbered(face.item) : face.isBreak ? face.title : "";
  const bottom = footOf(face);
  return {
    changes: counts ? counts.changes : 1000,
    kids: [
      head(face, h(face.isBreak ? "p.what.dim" : "p.what.title", told)),
      stage(words, counts),
      bottom.length || manner.ended || manner.lapsed ? h("footer", bottom, lapse(manner)) : null,
    ],
  };
}

/** The line on top: a mark where this is no meeting in earnest, what there is to say, and the time. */
export function head(face, ...told) {
  const mark = face.mark ? h("p.mark", say(`label.${face.mark}`)) : null;
  return h("header", mark, told, h("p.now", clock(face.now)));
}

/** Words, and below them or, where others come still, beside them the clock. */
export function stage(words, counts, beside) {
  const sign = counts && counts.style === "over" ? h("span.sign", { "aria-hidden": "true" }, GLYPHS.warning) : null;
  return h(
    beside && counts ? "section.stage.beside" : "section.stage",
    { "aria-label": counts ? counts.words : null },
    h("div.words", words),
    counts
      ? h(
          `div.reading.${counts.style}`,
          h("p.figures", { role: "timer" }, h("span", counts.text)),
          h("p.label", sign, h("span", counts.words), sign && { ...sign }),
        )
      : null,
  );
}

/** Before the opening: the meeting, and when it begins. */
export function opening(face, manner) {
  const begins = face.startsAt !== null && [
    h("p.strong", say((face.untilMs || 0) > 0 ? "opens-at" : "opens-soon", { clock: clock(face.startsAt) })),
    h("p.more", `${say("label.weekday-" + day(face.startsAt).weekday)}, ${dateText(face.startsAt)}`),
  ];
  return [[h("h1.title", face.title.toUpperCase()), begins], untilOf(face, manner)];
}

/** Between two sittings. */
export function adjourned(face, manner) {
  let goes = say("resumes-later");
  if (face.resumesAt !== null) {
    goes = say((face.untilMs || 0) > 0 ? "resumes-at" : "resumes-soon", { clock: clockBeside(face.resumesAt, face.now) });
  }
  const words = [h("h1.title", face.title.toUpperCase()), h("p.warn", say("adjourned")), h("p.strong", goes)];
  return [words, untilOf(face, manner)];
}

/** It is over. */
export function closed(face) {
  const ended = face.endedAt !== null && h("p.strong", say("closed-at", { clock: clock(face.endedAt) }));
  const thanks = h("p.more", say("thanks"));
  return [[h("h1.title", face.title.toUpperCase()), h("p.strong", say("closed")), ended, thanks], null];
}

/** Who speaks; a pause with its cause before all. Where nobody does, what there is instead. */
function running(face) {
  if (face.isBreak) return [pauseOf(face), h("h1.title", face.item.title.toUpperCase())];
  if (face.speaking) return [pauseOf(face), who(face.speaking)];
  if (face.held) return [pauseOf(face), h("h1.name", `${GLYPHS.held} ${say("held", { name: called(face.held) })}`)];
  return [pauseOf(face), h("h1.title", (face.item || face).title.toUpperCase())];
}

/** The agency in capitals, then the person with the post. */
export function who(body) {
  const person = personOf(body.speaker);
  const units = unitsOf(body).map((one, place) => [place > 0 && " ", h("span.unit", one.toUpperCase())]);
  return [h("h1.name", units), person && h("p.person", person)];
}

/** That the meeting stands still, since when and why. */
export function pauseOf(face) {
  if (face.pausedSince === null || face.phase !== "open") return null;
  const facts = { clock: clock(face.pausedSince), cause: face.pauseCause };
  return h("p.pause", `${GLYPHS.held} ${say(face.pauseCause ? "paused-why" : "paused", facts)}`);
}

function footOf(face) {
  const { phase, points, lateness } = face;
  const present = { present: figure(points.present), points: figure(points.points) };
  const next = phase === "open" && nextText(face);
  return [
    next && h("p.next", next),
    phase !== "open" && phase !== "closed" && points.present > 0 && h("p.next", say("points-present", present)),
    phase === "open" && lateness && h("p.late", lateText(lateness, false)),
  ].filter(Boolean);
}

/** That nothing new comes: calmly, for all of the hall reads it. */
export function lapse(manner) {
  const text = manner.ended || (manner.lapsed && say("lapsed"));
  return text && h("p.lapse", `${GLYPHS.warning} ${text}`, manner.button && " ", manner.button);
}
