// The library: choose an article, add one, take one away and put it back.

import { dialog } from "./dialog.js";
import { fill, h, iconButton, nodes } from "./html.js";
import { DETAILS, LIBRARY, REMOVE } from "./icons.js";
import { unique, write } from "./store.js";
import { watch } from "./watch.js";

const CHANGED = "onrecord:library"; // tells the other windows of this browser
const SHOWN = 200; // entries: more would make the sheet slow
const FILES = ".txt,.text,.md,.markdown,.html,.htm,.xhtml,.mhtml,.mht,.pdf,.docx,.odt,.rtf,.epub,.eml,.zip,.jsonl,.ndjson";

export class LibrarySheet {
  constructor(page) {
    this.page = page;
    this.adding = null;
    this.rest = () => {}; // ends the look after what is being added
    this.waiting = []; // files that were chosen and are not sent yet
    this.told = []; // what became of those before
    const { texts } = page;
    this.find = h("input", { type: "search", class: "find", "aria-label": texts.find, placeholder: texts.find, oninput: () => this.fill(page.articles) });
    this.list = h("ul", { class: "entries" });
    this.file = h("input", { type: "file", id: "file", accept: FILES, multiple: "" });
    this.address = h("input", { type: "text", id: "address", inputmode: "url", maxlength: 2000, autocomplete: "off", spellcheck: "false" });
    this.title = h("input", { type: "text", id: "paste-title", maxlength: 300 });
    this.text = h("textarea", { id: "paste-text", rows: 4 });
    this.submit = h("button", { class: "wide" }, texts.add);
    this.state = h("div", { class: "state", role: "status" });
    this.form = this._form(texts);
    this.dialog = dialog(page.root, "library", texts.library, texts, this.find, this.list, this.form, this.state);
    page.view.actions.prepend(iconButton(texts.library, LIBRARY, { onclick: () => this.show(), "aria-haspopup": "dialog" }, true));
    this.file.addEventListener("change", () => this._addFiles([...this.file.files]));
    this.form.addEventListener("submit", (event) => (event.preventDefault(), this._addGiven()));
    addEventListener("storage", ({ key }) => key === CHANGED && page.refresh());
  }

  _form(texts) {
    return h(
      "form",
      { class: "add" },
      h("h3", {}, texts.add_article),
      h("label", { for: "file" }, texts.choose_file, h("small", {}, ` ${texts.files}`)),
      this.file,
      h("label", { class: "or", for: "address" }, texts.or_address),
      this.address,
      h("p", { class: "or" }, texts.or_paste),
      h("label", { for: "paste-title" }, texts.paste_title),
      this.title,
      h("label", { for: "paste-text" }, texts.paste_text),
      this.text,
      this.submit,
    );
  }

  async show() {
    if (!this.submit.disabled) this.state.replaceChildren();
    this.dialog.showModal();
    await this.page.refresh();
  }

  /** The articles, as the server has them now. */
  fill(articles) {
    const { texts } = this.page;
    const found = articles.filter((one) => has(one, this.find.value));
    const more = found.length - SHOWN;
    const told = !articles.length ? texts.no_article : !found.length ? texts.found_none : more > 0 ? fill(texts.found_more, { count: more }) : null;
    this.list.replaceChildren(...found.slice(0, SHOWN).map((one) => this._entry(one)));
    if (told) this.list.append(h("li", { class: "lead" }, told));
    this.find.hidden = articles.length < 2;
  }

  _entry({ id, title, author, published, characters, tags, outdated }) {
    const { texts } = this.page;
    const words = fill(texts.about_words, { count: (Math.max(1, Math.round(characters / 600)) * 100).toLocaleString() });
    const facts = [author, published, words, ...tags, outdated && texts.older_version].filter(Boolean).join(" · ");
    const current = id === this.page.article ? "true" : null;
    return h(
      "li",
      {},
      h(
        "button",
        { type: "button", class: "entry", "aria-current": current, onclick: () => this._open(id) },
        h("b", { dir: "auto" }, title),
        h("span", { class: "count", dir: "auto" }, facts),
      ),
      h("span", { class: "tools" },
        iconButton(fill(texts.details_named, { title }), DETAILS, { onclick: () => this._about(id), "aria-haspopup": "dialog" }),
        iconButton(fill(texts.remove_named, { title }), REMOVE, { onclick: () => this._remove(id) }),
      ),
    );
  }

  async _about(id) {
    this.dialog.close();
    await this.page.details.show(id);
  }

  async _open(id) {
    this.dialog.close();
    await this.page.conversation.turnTo(id);
  }

  _addFiles([first, ...others]) {
    if (!first) return;
    this.waiting = others;
    this._addFile(first);
  }

  async _addFile(file) {
    const token = this._begin();
    const sent = await this.page.upload(file).catch(() => null);
    if (token !== this.adding) return;
    if (sent) this._send({ token, path: sent.path, name: file.name });
    else this.failed(this.page.texts.not_uploaded);
  }

  /** What the form holds: an address, or a text. */
  _addGiven() {
    const [address, text] = [this.address.value.trim(), this.text.value];
    if (!address && !text.trim()) return this.failed(this.page.texts.nothing_to_add);
    const token = this._begin();
    this._send(address ? { token, address } : { token, text, title: this.title.value });
  }

  _begin() {
    this.adding = unique();
    this.submit.disabled = this.file.disabled = true;
    this._progress(this.page.texts.sending, null);
    return this.adding;
  }

  _send(message) {
    const { page } = this;
    page.add(message);
    this.rest = watch(page, message.token, { ended: (told) => this.arrived(told), lost: () => this.failed(page.texts.failed) });
  }

  /** A step of adding, or its end. */
  async arrived(message) {
    if (!this.adding || message?.token !== this.adding) return;
    if (message.error) return this.failed(message.error);
    this._progress(message.says, message.share);
    if (!message.done) return;
    this.adding = null; // the end may be told twice
    this.rest();
    await this.changed();
    await this.page.conversation.turnTo(message.article.id);
    this.fill(this.page.articles);
    this.told.push(h("p", { class: "ready", dir: "auto" }, message.says), ...nodes(message.alike), ...nodes(message.cleaned));
    this._end();
  }

  /** Gradio says that something failed: what is being added, unless the server has begun with it or ended it. */
  async notAdded() {
    const { page, adding: token } = this;
    if (!token) return;
    const outcome = await page.call("outcome", { token });
    if (token !== this.adding) return;
    if (outcome.done) this.arrived(outcome);
    else if (!outcome.begun) this.failed(page.texts.failed);
  }

  failed(sentence) {
    this.told.push(h("p", { class: "notice", role: "alert", dir: "auto" }, sentence));
    this._end();
  }

  /** The next of the files that were chosen, or what became of all. */
  _end() {
    this.adding = null;
    this.rest();
    if (this.waiting.length) return this._addFile(this.waiting.shift());
    const failed = this.told.some((line) => line.classList?.contains("notice"));
    this._tell(...this.told);
    this.told = [];
    this.submit.disabled = this.file.disabled = false;
    if (failed) this.file.value = "";
    else this.form.reset();
  }

  _tell(...told) {
    this.state.replaceChildren(...told);
    this.state.scrollIntoView({ block: "nearest" });
  }

  _progress(says, share) {
    let bar = this.state.querySelector("progress");
    if (!bar) {
      bar = h("progress", { max: 1, "aria-label": this.page.texts.adding });
      this._tell(h("p", {}), bar);
    }
    this.state.firstChild.textContent = says;
    if (share === null) bar.removeAttribute("value");
    else bar.value = share;
  }

  async _remove(id) {
    const { page } = this;
    const { says, error } = await page.call("remove", { article: id });
    await this.changed();
    page.toast.show(error ?? says, error ? null : () => this._restore(id));
  }

  async _restore(id) {
    const { says, error } = await this.page.call("restore", { article: id });
    await this.changed();
    if (!error) await this.page.conversation.turnTo(id);
    this.page.toast.show(error ?? says);
  }

  /** Tell this window and the others of this browser. */
  async changed() {
    write(CHANGED, unique());
    await this.page.refresh();
  }
}

/** Whether each of the words begins one of the article's title, author, site or tags. */
function has({ title, author, site, tags }, asked) {
  const words = plain([title, author, site, ...tags].filter(Boolean).join(" ")).split(/[^\p{L}\p{N}]+/u);
  return plain(asked).split(/[^\p{L}\p{N}]+/u).every((begun) => words.some((word) => word.startsWith(begun)));
}

/** In small letters without accents. */
function plain(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}
