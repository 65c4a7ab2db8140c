// What the chair's monitor shows: the hall's face, and who comes, whom the chair means to hear, and the roll. Never for the hall.

import { h } from "./dom.js";
import { GLYPHS, adjourned, bodyOf, called, closed, figure, hallFace, head, lapse, lateText } from "./hallview.js";
import { numbered, opening, pauseOf, personOf, readingOf, stage, who } from "./hallview.js";
import { clock, countdown, stopwatch } from "./time.js";
import { say } from "./words.js";

// Lateness that stands out.
const LATE = 300000;
const HOUR = 3600000;

/** One instant of the chair's view. Where no figures have come, nothing is told as lost. */
export function chairFace(floor, chair, counts, now, mark) {
  const at = Math.max(now, chair.now);
  const coming = (turn) => ({
    body: bodyOf(turn),
    state: turn.state,
    ready: turn.ready,
    waited: turn.standby_at === null ? 0 : Math.max(0, at - turn.standby_at),
    subject: turn.subject,
    listed: turn.short_listed,
  });
  return {
    ...hallFace(floor, at, mark, chair.unknown, true),
    comes: chair.next.map(coming),
    listed: chair.short_list.map(coming),
    count: chair.short_listed,
    lost: counts ? counts.lines_lost : 0,
  };
}

/** The whole screen: its parts, and in how many milliseconds its clock moves. */
export function chairTree(face, manner) {
  const between = { prepared: opening, adjourned, closed }[face.phase];
  const [words, counts] = between ? between(face, manner) : [speaking(face), readingOf(face, manner)];
  const { lateness, phase } = face;
  const stands = lateness && (phase === "open" || phase === "closed") ? lateText(lateness, phase === "closed") : "";
  const strong = lateness && lateness.offset !== null && lateness.offset >= LATE;
  return {
    changes: counts ? counts.changes : 1000,
    kids: [
      head(face, h("p.whose", say("chair-title")), h(strong ? "p.what.accent" : "p.what", stands)),
      stage(words, counts, phase === "open" && face.comes.length > 0),
      phase === "open" ? programme(face) : null,
      h("footer", roll(face), lapse(manner)),
    ],
  };
}

function speaking(face) {
  const { item, isBreak } = face;
  const title = item ? (isBreak ? item.title.toUpperCase() : numbered(item)) : face.title;
  const own = face.speaking || face.held;
  return [
    pauseOf(face),
    h(own ? "p.title" : "h1.title", title),
    item && !isBreak && face.speaking ? h("p.more", itemTime(face)) : null,
    face.speaking
      ? who(face.speaking)
      : face.held
        ? h("h1.name", `${GLYPHS.held} ${say("held", { name: called(face.held) })}`)
        : item && !isBreak && h("p.more", say("chair-nobody")),
  ];
}

const inMinutes = (ms) => `${Math.floor(Math.abs(ms) / 60000)}'`;

/** What is left of the item. */
function itemTime({ item, itemClock: { spent, budget, left } }) {
  if (left === null) return say("chair-item", { no: item.no, spent: stopwatch(spent) });
  const shown = Math.abs(left) >= HOUR ? inMinutes(left) : countdown(left).replace(/^\+/, "");
  return say(left >= 0 ? "chair-item-left" : "chair-item-over", { no: item.no, left: shown, budget: inMinutes(budget) });
}

/** Who comes, and whom the chair means to hear; in a break what follows it. */
function programme(face) {
  const { coming } = face;
  const item = (face.isBreak || !face.comes.length) && h("p.item", coming ? itemText(coming) : say("nothing-next"));
  return h(
    "section.programme",
    h("h2", say("chair-next")),
    item || null,
    face.comes.length ? h("ol", face.comes.map(row)) : null,
    face.count ? shortList(face) : null,
  );
}

function itemText(coming) {
  if (coming.starts_at === null) return numbered(coming);
  return say("chair-item-at", { name: numbered(coming), clock: clock(coming.starts_at) });
}

function row(turn, place) {
  const more = [personOf(turn.body.speaker), turn.subject].filter(Boolean).join(` ${GLYPHS.dot} `);
  return h(
    "li",
    h("span.no", String(place + 1)),
    h("span.called", (turn.listed ? `${GLYPHS.short} ` : "") + called(turn.body)),
    readiness(turn),
    more && h("span.more", more),
  );
}

/** Whether it has answered: a mark and a word. */
function readiness({ state, ready, waited }) {
  if (state === "passed") return h("span.state.warn", `${GLYPHS.passed} ${say("chair-passed")}`);
  if (state !== "standby") return null;
  if (ready) return h("span.state.good", `${GLYPHS.ready} ${say("chair-ready")}`);
  return h("span.state.warn", `${GLYPHS.standby} ${say("chair-waits", { waited: stopwatch(waited) })}`);
}

function shortList({ listed, count }) {
  const rest = count - listed.length;
  const names = listed.map((turn) => called(turn.body));
  if (rest > 0) names.push(say("chair-more", { count: rest }));
  const heading = h("strong", `${GLYPHS.short} ${say("chair-short-list", { count })}:`);
  return h("p.listed", heading, " ", names.join(` ${GLYPHS.dot} `));
}

/** The roll in one line. */
function roll({ points, lost }) {
  const parts = [["good", "present", { present: figure(points.present), points: figure(points.points) }]];
  const others = [["warn", "missing", points.points - points.reported], ["plain", "absent", points.absent + points.absent_with_leave]];
  for (const [style, key, count] of [...others, ["bad", "lost", lost]]) if (count) parts.push([style, key, { count: figure(count) }]);
  const told = parts.map(([style, key, facts], place) => [
    place > 0 && ` ${GLYPHS.dot} `,
    h(`span.${style}`, say(`chair-${key}`, facts)),
  ]);
  return h("p.roll", told);
}
