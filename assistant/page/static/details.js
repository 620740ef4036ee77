// What is known of one article: its fields and where each came from, to be corrected, tagged, and read again.

import { dialog } from "./dialog.js";
import { h, nodes } from "./html.js";

const FIELDS = ["title", "author", "published", "tags"];

export class Details {
  constructor(page) {
    this.page = page;
    const { texts } = page;
    this.facts = h("div", { class: "known" });
    this.inputs = Object.fromEntries(FIELDS.map((name) => [name, h("input", { type: "text", id: `known-${name}`, maxlength: 300 })]));
    this.save = h("button", { class: "wide" }, texts.save);
    this.form = h(
      "form",
      { class: "add" },
      h("h3", {}, texts.correct),
      ...FIELDS.flatMap((name) => [h("label", { for: `known-${name}` }, texts[`field_${name}`]), this.inputs[name]]),
      this.save,
    );
    this.again = h("button", { type: "button", id: "again", class: "wide", onclick: () => this._reread() }, texts.reread);
    this.state = h("div", { class: "state", role: "status" });
    this.dialog = dialog(page.root, "details", texts.details, texts, this.facts, this.again, this.form, this.state);
    this.form.addEventListener("submit", (event) => (event.preventDefault(), this._save()));
  }

  async show(id) {
    this.state.replaceChildren();
    const told = await this.page.call("about", { article: id });
    if (told.error) return this.page.say(told.error);
    this._fill(told);
    this.dialog.showModal();
    this.dialog.querySelector(".inside").scrollTop = 0;
  }

  _fill({ article, html, alike, cleaned, again }) {
    this.article = article;
    this.facts.replaceChildren(...nodes(html), ...nodes(alike), ...nodes(cleaned));
    for (const name of FIELDS) this.inputs[name].value = name === "tags" ? article.tags.join(", ") : (article[name] ?? "");
    this.again.hidden = !again;
  }

  async _save() {
    const given = Object.fromEntries(FIELDS.map((name) => [name, this.inputs[name].value]));
    const told = await this._doing(this.save, "amend", given);
    if (told.error) return;
    this._fill(told);
    await this.page.library.changed();
    if (this.article.id === this.page.article) await this.page.open(this.article.id);
  }

  async _reread() {
    const told = await this._doing(this.again, "reread", {});
    if (!told.article) return;
    this.state.append(...nodes(told.html));
    await this.page.library.changed();
    await this.page.conversation.turnTo(told.article);
  }

  /** What the server says to this; the button rests until then. */
  async _doing(button, name, given) {
    button.disabled = true;
    this._tell(h("p", {}, this.page.texts.working));
    const told = await this.page.call(name, { article: this.article.id, ...given });
    button.disabled = false;
    const { error, says } = told;
    this._tell(error ? h("p", { class: "notice", role: "alert", dir: "auto" }, error) : h("p", { class: "ready" }, says));
    return told;
  }

  _tell(...told) {
    this.state.replaceChildren(...told);
    this.state.scrollIntoView({ block: "nearest" });
  }
}
