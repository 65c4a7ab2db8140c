// The code of a point or a screen, as it is typed or stands behind "#" of the address.

import { say } from "./words.js";

const SYMBOLS = 14;
const ALPHABET = "23456789BCGHKLMNPQTV";

/** What is wrong with a code as it was typed, "" where it may be one; what only helps reading does not count. */
export function codeFault(typed) {
  const code = [...typed.normalize("NFKC").toUpperCase()].filter((symbol) => /[\p{L}\p{N}]/u.test(symbol));
  const strange = code.find((symbol) => !ALPHABET.includes(symbol));
  if (strange) return say("code-symbol", { symbol: strange });
  return code.length === SYMBOLS ? "" : say("code-length", { count: code.length });
}

/** The code to begin with: the one behind "#" unless it is none and there is one that was `kept`; "" for none. */
export function firstCode(kept) {
  const given = givenCode();
  return given && !codeFault(given) ? given : kept || given;
}

/** `took(code)` hears of each that comes behind "#" later; of anything else there only while one is `wanted()`. */
export function laterCodes(wanted, took) {
  addEventListener("hashchange", () => {
    const given = givenCode();
    if (given && (wanted() || !codeFault(given))) took(given);
  });
}

/** The code behind "#", taken out of the address at once: nobody reads it over a shoulder, or sends it on. */
function givenCode() {
  let given = location.hash.slice(1);
  try {
    given = decodeURIComponent(given);
  } catch (_) {
    // as it stands
  }
  if (given) history.replaceState(null, "", location.pathname + location.search);
  return given;
}
