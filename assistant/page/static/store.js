// Conversations, kept in this browser: each under its own key, so that two windows do not overwrite each other.

const PREFIX = "onrecord:conversation:";
const CURRENT = "onrecord:current";

/** The conversations of this browser, those talked in last first. */
export function all() {
  const found = [];
  for (let index = 0; index < localStorage.length; index++) {
    const key = localStorage.key(index);
    const conversation = key.startsWith(PREFIX) ? read(key) : null;
    if (conversation) found.push(conversation);
  }
  return found.sort((a, b) => b.changed - a.changed);
}

/** The conversation that this window shows: the one it showed before, else the last one, else a new one. */
export function current() {
  const id = sessionStorage.getItem(CURRENT);
  return (id && read(PREFIX + id)) || all()[0] || fresh();
}

export function fresh(article = null) {
  return { id: crypto.randomUUID?.() ?? String(Math.random()).slice(2), title: "", article, turns: [], changed: 0 };
}

/** Whether the browser could keep it: private windows and full stores cannot. */
export function save(conversation) {
  conversation.changed = Date.now();
  try {
    localStorage.setItem(PREFIX + conversation.id, JSON.stringify(conversation));
    return true;
  } catch {
    return false;
  }
}

export function use(conversation) {
  sessionStorage.setItem(CURRENT, conversation.id);
}

export function remove(conversation) {
  localStorage.removeItem(PREFIX + conversation.id);
}

function read(key) {
  try {
    const found = JSON.parse(localStorage.getItem(key));
    return Array.isArray(found?.turns) ? found : null;
  } catch {
    return null;
  }
}
