// What a face shows, as a tree of plain values, and how the page becomes it: only what differs is touched, so that a field keeps
// its cursor and nothing flashes. Text is always a text node: there is no way from here to markup.

/**
 * A node: `what` is "tag.class"; then, where there are any, an object of attributes and `on*` listeners; then its kids: nodes,
 * text, or nothing (null, false, ""). A kid is known by its `key`, or else by its place among all that could be there.
 */
export function h(what, ...kids) {
  const [tag, ...classes] = what.split(".");
  const [first] = kids;
  const props = first && typeof first === "object" && !Array.isArray(first) && first.tag === undefined ? kids.shift() : {};
  return { tag, props: classes.length ? { class: classes.join(" "), ...props } : props, kids: placed(kids, "") };
}

/** A button that does something. */
export const press = (text, onclick, more) => h("button", { type: "button", onclick, ...more }, text);

function placed(kids, at) {
  return kids.flatMap((kid, place) => {
    if (Array.isArray(kid)) return placed(kid, `${at}${place}.`);
    if (!kid && kid !== 0) return [];
    const node = typeof kid === "object" ? kid : { tag: "", text: String(kid), props: {}, kids: [] };
    const { key } = node.props;
    return [{ ...node, key: key === undefined ? `${at}${place}` : `=${key}` }];
  });
}

/** The field that somebody is typing into; null for none. */
export function typedInto() {
  const field = document.activeElement;
  return /^text/.test(field.type) ? field : null;
}

// What the user changes too, or has no text.
const PROPERTIES = ["value", "checked", "disabled", "open"];

/** Make the children of `at` what `kids` says. */
export function render(at, kids) {
  become(at, placed([kids], ""));
}

function become(at, kids) {
  const old = new Map(Array.from(at.childNodes, (node) => [node.key, node]));
  const wanted = new Set(kids.map((kid) => kid.key));
  let here = at.firstChild;
  const drop = () => {
    const next = here.nextSibling;
    at.removeChild(here);
    here = next;
  };
  const putOff = () => {
    const next = here.nextSibling;
    at.appendChild(here);
    here = next;
  };
  for (const kid of kids) {
    let node = old.get(kid.key);
    if (!node || node.tag !== kid.tag) node = kid.tag ? document.createElement(kid.tag) : document.createTextNode("");
    node.key = kid.key;
    node.tag = kid.tag;
    // What nobody wants any more goes first: a node that is moved would lose the cursor.
    if (node.parentNode === at) while (here && here !== node && !wanted.has(here.key)) drop();
    // Nor is what has the cursor moved itself, as long as the others can go out of its way.
    if (node.parentNode === at && node.contains(document.activeElement)) while (here !== node) putOff();
    if (node === here) here = here.nextSibling;
    else at.insertBefore(node, here);
    if (kid.tag) {
      become(node, kid.kids); // first: a choice among options needs them
      dress(node, kid.props);
    } else if (node.data !== kid.text) node.data = kid.text;
  }
  while (here) drop();
}

function dress(node, props) {
  const before = node.props || {};
  for (const name of Object.keys(before)) if (!(name in props)) put(node, name, null);
  for (const name of Object.keys(props)) {
    if (before[name] !== props[name] || PROPERTIES.includes(name)) put(node, name, props[name]);
  }
  node.props = props;
}

function put(node, name, value) {
  if (name === "key") return;
  if (name.startsWith("on")) node[name] = value;
  else if (PROPERTIES.includes(name)) {
    const wanted = value === null && name === "value" ? "" : value === null ? false : value;
    if (node[name] !== wanted) node[name] = wanted;
  } else if (value === null || value === undefined || value === false) node.removeAttribute(name);
  else node.setAttribute(name, value === true ? "" : value);
}
