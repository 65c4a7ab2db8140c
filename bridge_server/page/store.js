// What this device keeps: text by name, in localStorage, which is there on plain http too. Where the browser keeps nothing (a
// private window, no room) it is kept as long as the page lives, and `store.lasting` says so.

const ROOT = "diem-cau/";
const memory = new Map();

export const store = {
  lasting: true,

  /** What is kept under a name, or null. */
  get(name) {
    if (memory.has(name)) return memory.get(name);
    try {
      const text = localStorage.getItem(ROOT + name);
      if (text !== null) return JSON.parse(text);
    } catch (_) {
      // no store, or something else wrote there
    }
    return null;
  },

  /** Keep it. */
  put(name, value) {
    try {
      localStorage.setItem(ROOT + name, JSON.stringify(value));
      memory.delete(name);
    } catch (_) {
      memory.set(name, value);
      store.lasting = false;
    }
  },

  /** Keep it for this tab only, as long as that lives; and what is kept so, or null. */
  tab(name, value) {
    try {
      if (value !== undefined) sessionStorage.setItem(ROOT + name, value);
      return sessionStorage.getItem(ROOT + name);
    } catch (_) {
      return null;
    }
  },

  /** Keep it no longer. */
  drop(name) {
    memory.delete(name);
    try {
      localStorage.removeItem(ROOT + name);
    } catch (_) {
      // nothing was kept
    }
  },

  /** The names that begin so. */
  names(start) {
    let kept = [];
    try {
      kept = Object.keys(localStorage).filter((name) => name.startsWith(ROOT)).map((name) => name.slice(ROOT.length));
    } catch (_) {
      // no store
    }
    return [...new Set([...kept, ...memory.keys()])].filter((name) => name.startsWith(start));
  },
};

/** Another tab kept or dropped something: `heard(name, value)`. */
export function others(heard) {
  addEventListener("storage", ({ key, newValue }) => key && key.startsWith(ROOT) && heard(key.slice(ROOT.length), newValue && JSON.parse(newValue)));
}
