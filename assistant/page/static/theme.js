// Light or dark: as the reader's system has it, until the reader chooses; the choice is kept in this browser.

import { iconButton } from "./html.js";
import { THEME } from "./icons.js";
import { read, write } from "./store.js";

const KEY = "onrecord:theme";
const system = matchMedia("(prefers-color-scheme: dark)");

export function themeButton(texts) {
  apply(read(KEY));
  addEventListener("storage", ({ key, newValue }) => key === KEY && apply(newValue)); // chosen in another window
  return iconButton(texts.theme, THEME, { onclick: change });
}

function apply(chosen) {
  if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
}

function change() {
  const shown = document.documentElement.dataset.theme ?? (system.matches ? "dark" : "light");
  const chosen = shown === "dark" ? "light" : "dark";
  write(KEY, chosen);
  apply(chosen);
}
