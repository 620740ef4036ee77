// Conversations, kept in this browser: each under its own key, so that two windows do not overwrite each other.
// A browser may forbid its stores, and they may be full: then nothing is found and nothing kept, and the page goes on.

const PREFIX = "onrecord:conversation:";
const CURRENT = "onrecord:current";

/** In the place of an article's id: all of them. */
export const ALL = "all";

/** What is kept under a key; null where there is nothing. */
export function read(key) {
  return guarded(() => localStorage.getItem(key));
}

/** Keep a value under a key. Whether the browser could. */
export function write(key, value) {
  return guarded(() => (localStorage.setItem(key, value), true)) ?? false;
}

/** The conversations of this browser, those talked in last first. */
export function all() {
  const keys = guarded(() => Array.from({ length: localStorage.length }, (_, index) => localStorage.key(index))) ?? [];
  const found = keys.filter((key) => key.startsWith(PREFIX)).map(conversation).filter(Boolean);
  return found.sort((a, b) => b.changed - a.changed);
}

/** The conversation that this window shows: the one it showed before, in a new window the last one, else a new one. */
export function current() {
  const id = guarded(() => sessionStorage.getItem(CURRENT));
  return (id ? stored(id) : all()[0]) ?? fresh();
}

export function fresh(article = null) {
  return { id: unique(), title: "", article, turns: [], changed: 0 };
}

export function stored(id) {
  return conversation(PREFIX + id);
}

/** Keep it, with the turns that another window has added to it. Whether the browser could. */
export function save(conversation) {
  conversation.turns = merged(stored(conversation.id)?.turns ?? [], conversation.turns);
  conversation.changed = Date.now();
  return put(conversation);
}

/** Keep it as it is. Whether the browser could. */
export function put(conversation) {
  return write(PREFIX + conversation.id, JSON.stringify(conversation));
}

export function use(conversation) {
  guarded(() => sessionStorage.setItem(CURRENT, conversation.id));
}

export function remove(conversation) {
  guarded(() => localStorage.removeItem(PREFIX + conversation.id));
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

function conversation(key) {
  const found = guarded(() => JSON.parse(read(key)));
  return Array.isArray(found?.turns) ? found : null;
}

/** What it returns; null where that fails. */
function guarded(look) {
  try {
    return look();
  } catch {
    return null;
  }
}
