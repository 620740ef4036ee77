// A sentence at the foot of the page that says what was done, with a way to undo it.

import { h } from "./html.js";

const SHOWN_MS = 12000;

export class Toast {
  constructor(root, texts) {
    this.root = root;
    this.texts = texts;
    this.element = h("div", { class: "toast", role: "status" });
    this.element.hidden = true;
    root.append(this.element);
  }

  show(sentence, undo = null) {
    const hide = () => (this.element.hidden = true);
    const undone = () => (hide(), undo());
    // While a dialog is open, nothing outside of it can be reached.
    (this.root.querySelector("dialog[open]") ?? this.root).append(this.element);
    this.element.replaceChildren(
      h("p", { dir: "auto" }, sentence),
      undo && h("button", { type: "button", onclick: undone }, this.texts.undo),
      h("button", { type: "button", onclick: hide }, this.texts.dismiss),
    );
    this.element.hidden = false;
    clearTimeout(this.timer);
    if (!undo) this.timer = setTimeout(hide, SHOWN_MS); // what can be undone stays until it is dismissed
  }
}
