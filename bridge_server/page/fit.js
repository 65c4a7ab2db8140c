// Letters as large as their room: words shrink before anything is cut, the clock takes what is left. Sizes are asked of the page
// only when something other than a figure has changed, so that a clock that runs never moves.

// Of the middle, for words beside a clock, as long as they stay at their least size.
const SHARE = 0.46;
// And where they are so long that they do not.
const MOST = 0.74;

/** The largest factor from `least` to `most` with which `fits()`; whether there is one. It is set either way. */
function largest(node, least, most, fits) {
  const set = (factor) => (node.style.fontSize = `${factor}rem`);
  set(most);
  if (fits()) return true;
  let [low, high] = [least, most];
  for (let turn = 0; turn < 6; turn++) {
    const middle = (low + high) / 2;
    set(middle);
    if (fits()) low = middle;
    else high = middle;
  }
  set(low);
  return fits();
}

/** Make everything in the screen fit: `0.8` of the usual size first, less where words are longer than any name is. */
export function fitAll(root) {
  const tall = root.clientHeight;
  for (const [name, share] of [["header", 0.16], ["footer", 0.2], [".programme", 0.5]]) {
    const node = root.querySelector(name);
    if (node) largest(node, 0.2, 1, () => node.offsetHeight <= tall * share && node.scrollWidth <= node.clientWidth);
  }
  const middle = root.querySelector(".stage");
  if (middle) fitStage(middle);
}

function fitStage(middle) {
  const words = middle.querySelector(".words");
  const counts = middle.querySelector(".reading");
  const tall = middle.clientHeight;
  const within = (share) => () => words.offsetHeight <= tall * share && words.scrollWidth <= words.clientWidth;
  const beside = getComputedStyle(middle).flexDirection === "row";
  if (!counts) {
    if (!largest(words, 0.8, 1.3, within(1))) largest(words, 0.1, 0.8, within(1));
    return;
  }
  const [share, most] = beside ? [0.98, 0.98] : [SHARE, MOST];
  if (!largest(words, 0.8, beside ? 1.35 : 1, within(share)) && !within(most)()) largest(words, 0.1, 0.8, within(most));
  const figures = counts.querySelector(".figures");
  const label = counts.querySelector(".label");
  largest(label, 0.4, 1, () => label.offsetHeight <= tall * 0.16 && label.scrollWidth <= label.clientWidth);
  figures.style.fontSize = "100px";
  const room = tall - (beside ? 0 : words.offsetHeight) - (counts.offsetHeight - figures.offsetHeight) - tall * 0.04;
  const wider = (counts.clientWidth * 0.96) / figures.firstChild.offsetWidth;
  const taller = room / figures.offsetHeight;
  figures.style.fontSize = `${Math.floor(100 * Math.max(0.2, Math.min(wider, taller)))}px`;
}
