// The hub's clock, kept by this device's own steady one; and instants and durations as people read them. All in milliseconds.

import { say } from "./words.js";

const SAMPLES = 8;
// Asia/Ho_Chi_Minh has no summer time.
const VIETNAM = 7 * 3600000;

/** The hub's time: of the last answers to `Sync` the one with the shortest way. `pace`: how fast it flows (a demonstration). */
export class HubClock {
  constructor() {
    this.pace = 1;
    this.begin(null);
  }

  /** A connection begins with `now` of the hub: a beginning, until the first answer. */
  begin(now) {
    this.samples = [];
    this.best = now === null ? null : { at: performance.now(), now, way: Infinity };
    this.drift = Date.now() - performance.now();
  }

  /** An answer: asked at `sent`, arrived at `back` (both of the device's steady clock), the hub's time in it being `now`. */
  learn(sent, back, now) {
    this.samples = [...this.samples.slice(1 - SAMPLES), { at: (sent + back) / 2, now, way: back - sent }];
    this.best = this.samples.reduce((least, one) => (one.way <= least.way ? one : least));
  }

  /** The hub's time now; null before anything was heard. */
  now() {
    return this.best && this.best.now + (performance.now() - this.best.at) * this.pace;
  }

  /** Whether the steady clock stood still meanwhile, as it does on some devices that sleep: then go on by the wall clock. */
  slept() {
    const missed = Date.now() - performance.now() - this.drift;
    if (Math.abs(missed) < 1000) return false;
    this.begin(this.best && this.now() + missed * this.pace);
    return true;
  }
}

const two = (number) => String(number).padStart(2, "0");
const local = (instant) => new Date(instant + VIETNAM);

/** "07:41" in Vietnam. */
export const clock = (instant) => `${two(local(instant).getUTCHours())}:${two(local(instant).getUTCMinutes())}`;

/** The day of an instant in Vietnam: `year`, `month` (from 1), `day`, `weekday` (1 Monday to 7 Sunday). */
export function day(instant) {
  const at = local(instant);
  return { year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, day: at.getUTCDate(), weekday: at.getUTCDay() || 7 };
}

const sameDay = (one, other) => local(one).toISOString().slice(0, 10) === local(other).toISOString().slice(0, 10);

/** "07:41", and the day where `reference` is on another one. */
export function clockBeside(instant, reference) {
  if (sameDay(instant, reference)) return clock(instant);
  return say("label.date-clock", { clock: clock(instant), date: say("label.date-short", day(instant)) });
}

/** "04:37" of what has passed, "1:04:37" from an hour on. */
export function stopwatch(ms) {
  const seconds = Math.floor(Math.max(0, ms) / 1000);
  const hours = Math.floor(seconds / 3600);
  const rest = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return hours ? `${hours}:${rest}` : rest;
}

/** "04:37" left, "+02:15" over; what is left is rounded up, so that 00:00 is the end. */
export function countdown(ms) {
  const over = ms <= -1000;
  return (over ? "+" : "") + stopwatch(ms < 0 ? -ms : Math.ceil(ms / 1000) * 1000);
}
