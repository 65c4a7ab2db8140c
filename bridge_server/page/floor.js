// What runs, who speaks and who is next; and what concerns the point's own contributions. Pure: values in, nodes out.

import { h } from "./dom.js";
import { capital, say, setup } from "./words.js";
import { clock, clockBeside, countdown, stopwatch } from "./time.js";

const CLASSES = /^(Thành phố|Thị xã|Huyện|Quận|Tỉnh|Xã|Phường|Thị trấn|Đặc khu) /;

/** A unit's name as it stands behind another: "huyện Nam Trà My". */
export const small = (name) => (setup.lang === "vi" && CLASSES.test(name) ? name.charAt(0).toLowerCase() + name.slice(1) : name);

/** How long a clock of a frame has run by now: it stands while the meeting is paused. */
const ran = (floor, now) => (floor.paused_since !== null ? 0 : Math.max(0, now - floor.now));

/** What is left of a turn or item; null where nobody planned any minutes. */
const leftOf = (one, past) => (one.budget_ms === null ? null : one.budget_ms - one.elapsed_ms - past);

function measured(one, past, keys) {
  const left = leftOf(one, past);
  if (left === null) return say(keys[2], { time: stopwatch(one.elapsed_ms + past) });
  return left <= -1000 ? say(keys[1], { time: stopwatch(-left) }) : say(keys[0], { time: countdown(left) });
}

function called(turn) {
  const place = turn.name === turn.point_name && turn.parent_name ? `${turn.name}, ${small(turn.parent_name)}` : turn.name;
  const who = [turn.speaker.name, turn.speaker.post].filter(Boolean).join(", ");
  return who ? `${place} (${who})` : place;
}

/** What everybody may see of the meeting at `now`. `shown` makes of an instant what is shown. `back` is the button of a break. */
export function programme(floor, now, shown, back) {
  if (floor.phase !== "open") return h("p", phase(floor, now, shown));
  const past = ran(floor, now);
  const { item, speaking } = floor;
  const rest = item && item.kind === "break";
  return [
    floor.paused_since !== null && h("p.strong",
      say("paused", { clock: clock(shown(floor.paused_since)) }), floor.pause_cause && `: ${floor.pause_cause}`),
    item ? h("p.item", say("item", item)) : h("p", say("between")),
    rest && h("p.strong", pause(item, floor, now, past, shown)),
    rest && back,
    item && !rest && h("p.clock", measured(item, past, ["item-left", "item-over", "item-ran"])),
    speaking && h("p", `${say("speaking")}: `, h("strong", called(speaking)),
      ` (${measured(speaking, past, ["left", "over", "spoken"])})`),
    floor.next.map((turn) => h("p", { key: `next-${turn.id}` }, say("next", { name: called(turn) }))).slice(0, 1),
    floor.coming && h("p.help", coming(floor.coming, shown)),
  ];
}

function phase(floor, now, shown) {
  if (floor.phase === "closed") return say("closed");
  const adjourned = floor.phase === "adjourned";
  const at = adjourned ? floor.resumes_at : floor.starts_at;
  if (at === null) return say("adjourned-later");
  if (!adjourned && at <= now) return say("soon");
  return say(adjourned ? "adjourned" : "before", { clock: clockBeside(shown(at), shown(now)) });
}

function pause(item, floor, now, past, shown) {
  const left = leftOf(item, past);
  if (left === null) return capital(say("break-ran", { time: stopwatch(item.elapsed_ms + past) }));
  const end = clock(shown(now + left));
  return capital(left <= 0 ? say("break-over", { clock: end }) : say("break-left", { time: countdown(left), clock: end }));
}

function coming(item, shown) {
  const name = say("item", item);
  return item.starts_at === null ? say("next-item", { name }) : say("next-item-at", { name, clock: clock(shown(item.starts_at)) });
}

/** The clock of the point's own turn while it speaks or is held, as large as there is room; null where the floor does not name it. */
export function ownClock(floor, turn, now) {
  const found = [floor.speaking, ...floor.held].find((one) => one && one.id === turn.id);
  if (!found) return null;
  const past = found === floor.speaking ? ran(floor, now) : 0;
  const left = leftOf(found, past);
  return { left, text: left === null ? stopwatch(found.elapsed_ms + past) : countdown(left) };
}

/** How one of the point's own contributions stands, in one line. */
export function standing(turn, shown) {
  const parts = [turn.is_request ? say("asked", { clock: clock(shown(turn.asked_at)) }) : say("planned")];
  if (turn.state === "waiting" && turn.ahead !== null) {
    parts.push(turn.ahead === 0 ? say("place-first") : say("place", { place: turn.ahead + 1, ahead: turn.ahead }));
  } else if (turn.state === "standby") parts.push(small(say("standby")).toLowerCase());
  else parts.push(say(`turn-${turn.state}`));
  return parts.join(", ");
}
