// Conversations, kept in this browser: each under its own key, so that two windows do not overwrite each other.

const PREFIX = "onrecord:conversation:";
const CURRENT = "onrecord:current";

/** The conversations of this browser, those talked in last first. */
export function all() {
  const keys = Array.from({ length: localStorage.length }, (_, index) => localStorage.key(index));
  const found = keys.filter((key) => key.startsWith(PREFIX)).map(read).filter(Boolean);
  return found.sort((a, b) => b.changed - a.changed);
}

/** The conversation that this window shows: the one it showed before, in a new window the last one, else a new one. */
export function current() {
  const id = sessionStorage.getItem(CURRENT);
  return (id ? stored(id) : all()[0]) ?? fresh();
}

export function fresh(article = null) {
  return { id: unique(), title: "", article, turns: [], changed: 0 };
}

export function stored(id) {
  return read(PREFIX + id);
}

/** Keep it, with the turns that another window has added to it. Whether the browser could: private windows and full
    stores cannot. */
export function save(conversation) {
  conversation.turns = merged(stored(conversation.id)?.turns ?? [], conversation.turns);
  conversation.changed = Date.now();
  return put(conversation);
}

/** Keep it as it is. */
export function put(conversation) {
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

/** Call `changed(id, whether it is still there)` when another window changes a conversation. */
export function watch(changed) {
  addEventListener("storage", ({ key, newValue }) => {
    if (key?.startsWith(PREFIX)) changed(key.slice(PREFIX.length), newValue !== null);
  });
}

export function unique() {
  return `${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 8)}`;
}

/** The turns of both, as they were asked; of one that both have, the later state. */
function merged(theirs, ours) {
  const turns = new Map(theirs.map((turn) => [turn.id, turn]));
  for (const turn of ours) if (!(turns.get(turn.id)?.at > turn.at)) turns.set(turn.id, turn);
  return [...turns.values()].sort((a, b) => a.asked - b.asked);
}

function read(key) {
  try {
    const found = JSON.parse(localStorage.getItem(key));
    return Array.isArray(found?.turns) ? found : null;
  } catch {
    return null;
  }
}
