// Light or dark: as the reader's system has it, until the reader chooses; the choice is kept in this browser.

import { iconButton } from "./html.js";
import { THEME } from "./icons.js";

const KEY = "onrecord:theme";
const system = matchMedia("(prefers-color-scheme: dark)");

export function themeButton(texts) {
  apply();
  addEventListener("storage", (event) => event.key === KEY && apply()); // chosen in another window
  return iconButton(texts.theme, THEME, { onclick: change });
}

function apply() {
  const chosen = localStorage.getItem(KEY);
  if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
}

function change() {
  const shown = document.documentElement.dataset.theme ?? (system.matches ? "dark" : "light");
  localStorage.setItem(KEY, shown === "dark" ? "light" : "dark");
  apply();
}
