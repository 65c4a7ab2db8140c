// What calls for attention: sound and vibration are off until somebody turns them on.

import { typedInto } from "./dom.js";
import { say } from "./words.js";

let sound = null;

/** Its turns that it is called to, once the point is known to be the right one. */
const summons = ({ mine, stage }) => (mine && stage === "main" ? mine.turns.filter((one) => one.state === "standby" || one.state === "speaking") : []);

/** What the point is called to now, "" for nothing. */
export function calls(app) {
  const [turn] = summons(app);
  return turn ? say(turn.state === "standby" ? "standby" : "floor-mine") : "";
}

/** Draw attention to what is new of what calls for it: a turn's standby, the floor, a message. */
export function alarm(app) {
  if (!app.mine || app.stage !== "main") return;
  const now = [
    ...summons(app).map((turn) => `${turn.id}/${turn.state}/${turn.standby_at}`),
    ...app.mine.notices.filter((one) => one.acknowledged_at === null).map((one) => one.id),
  ];
  const fresh = app.alarmed ? now.filter((one) => !app.alarmed.includes(one)) : [];
  app.alarmed = now;
  if (!fresh.length) return;
  ring(app.settings);
  // What is urgent stands above: it is brought into sight, but not from under somebody's fingers.
  if (!typedInto()) scrollTo(0, 0);
}

/** Sound and vibration, where the operator wants them. */
export function ring(settings) {
  if (settings.vibrate && navigator.vibrate) navigator.vibrate([200, 100, 200]);
  const Sound = window.AudioContext || window.webkitAudioContext;
  if (!settings.sound || !Sound) return;
  if (!sound) sound = new Sound();
  sound.resume();
  for (const start of [0, 0.3]) {
    const tone = sound.createOscillator();
    const gain = sound.createGain();
    gain.gain.value = 0.2;
    tone.frequency.value = 880;
    tone.connect(gain);
    gain.connect(sound.destination);
    tone.start(sound.currentTime + start);
    tone.stop(sound.currentTime + start + 0.18);
  }
}
