// A sheet over the page: it is closed with Escape, its cross, or a click beside it.

import { h, iconButton } from "./html.js";
import { CLOSE } from "./icons.js";

export function dialog(root, name, title, texts, ...content) {
  const heading = h("h2", { id: `${name}-title` }, title);
  const close = iconButton(texts.close, CLOSE, { onclick: () => element.close() });
  const sheet = h("div", { class: "sheet" }, h("header", {}, heading, close), h("div", { class: "inside" }, ...content));
  const element = h("dialog", { id: name, "aria-labelledby": `${name}-title` }, sheet);
  element.addEventListener("mousedown", (event) => event.target === element && element.close());
  root.append(element);
  return element;
}
