// The conversations of this browser: begin, open, rename, delete, and take with you.

import { dialog } from "./dialog.js";
import { exportJson, exportMarkdown } from "./export.js";
import { fill, h, iconButton } from "./html.js";
import { CONVERSATIONS, EDIT, REMOVE } from "./icons.js";
import * as store from "./store.js";

export class Conversations {
  constructor(page) {
    this.page = page;
    const { texts } = page;
    this.list = h("ul", { class: "entries" });
    const begin = h("button", { type: "button", class: "wide", onclick: () => this._show(store.fresh(page.asks())) }, texts.new);
    const kept = h("p", { class: "lead" }, texts.kept_here);
    this.dialog = dialog(page.root, "conversations", texts.conversations, texts, begin, this.list, kept);
    page.view.actions.prepend(iconButton(texts.conversations, CONVERSATIONS, { onclick: () => this.show(), "aria-haspopup": "dialog" }, true));
  }

  show() {
    this._fill();
    this.dialog.showModal();
  }

  _fill() {
    const { current } = this.page.conversation;
    const all = store.all();
    // One that the browser could not keep is there as long as it is shown, and can be exported.
    if (current.turns.length && !all.some(({ id }) => id === current.id)) all.unshift(current);
    this.list.replaceChildren(...all.map((one) => this._entry(one)));
    if (!all.length) this.list.append(h("li", { class: "lead" }, this.page.texts.none_yet));
  }

  _entry(one) {
    const { texts } = this.page;
    const title = one.title || texts.untitled;
    const current = one.id === this.page.conversation.current.id;
    const told = fill(one.turns.length === 1 ? texts.question_count_one : texts.question_count, { count: one.turns.length });
    const named = (text) => `${text}: ${title}`;
    return h(
      "li",
      {},
      h(
        "button",
        { type: "button", class: "entry", "aria-current": current ? "true" : null, onclick: () => this._open(one) },
        h("b", { dir: "auto" }, title),
        h("span", { class: "count" }, `${told} · ${new Date(one.changed).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" })}`),
      ),
      h("span", { class: "tools" },
        h("button", { type: "button", class: "text", "aria-label": named(texts.export_markdown), title: texts.export_markdown, onclick: () => exportMarkdown(one, texts) }, texts.markdown),
        h("button", { type: "button", class: "text", "aria-label": named(texts.export_json), title: texts.export_json, onclick: () => exportJson(one, texts) }, texts.json),
        iconButton(named(texts.rename), EDIT, { onclick: (event) => this._rename(event.currentTarget.closest("li"), one) }),
        iconButton(named(texts.delete), REMOVE, { onclick: () => this._delete(one) }),
      ),
    );
  }

  /** Open it as it is now: another window may have changed it since the sheet was filled, or deleted it. */
  async _open({ id }) {
    const { current } = this.page.conversation;
    const one = id === current.id ? current : store.stored(id);
    if (one) await this._show(one);
    else this._fill();
  }

  async _show(one) {
    const { conversation, view } = this.page;
    this.dialog.close();
    if (one.id !== conversation.current.id) await conversation.open(one); // an answer that is coming goes on
    view.question.focus();
  }

  _rename(entry, one) {
    const { texts } = this.page;
    const field = h("input", { type: "text", maxlength: 120, "aria-label": texts.rename });
    const form = h("form", { class: "renaming" }, field, h("button", {}, texts.rename));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this._named(one, field.value.trim());
    });
    form.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.preventDefault(); // the sheet stays
      this._fill();
    });
    field.value = one.title;
    entry.replaceChildren(form);
    field.focus();
  }

  _named({ id }, title) {
    const { current } = this.page.conversation;
    const one = store.stored(id);
    if (title && one) store.put({ ...one, title });
    if (title && id === current.id) current.title = title;
    this._fill();
  }

  _delete(one) {
    const { texts, conversation, toast, article } = this.page;
    const wasShown = one.id === conversation.current.id;
    if (wasShown) conversation.open(store.fresh(article)); // first: it keeps what was written of a coming answer
    const deleted = store.stored(one.id) ?? one;
    store.remove(deleted);
    this._fill();
    toast.show(texts.deleted, () => {
      store.put(deleted);
      if (wasShown) conversation.open(deleted);
      this._fill();
    });
  }
}
