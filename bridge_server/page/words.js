// The words of this face, in the language it was made in: the hub put them into the page, out of the one catalogue of all faces.

/** What the hub wrote into the page: `lang`, `words` by key ("hall.next"), `addresses` of the hub. */
export const setup = JSON.parse(document.getElementById("setup").textContent);

/** The sentence for `key` with its facts; a key that is missing shows itself. */
export function say(key, facts = {}) {
  const text = setup.words[key] === undefined ? key : setup.words[key];
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in facts ? String(facts[name]) : whole));
}

/** Whether there is such a sentence. */
export const has = (key) => setup.words[key] !== undefined;

/** A sentence's first letter made capital. */
export const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
