// The turns of a conversation: on the page, and kept in the browser.

import { h, nodes } from "./html.js";
import * as store from "./store.js";
import { drawn, editing, wording } from "./turn.js";
import { watch } from "./watch.js";

const KEPT = 2000; // letters of a question: a longer one is refused anyway
const LEANS_ON = 6; // earlier turns that a question may lean on
const PATIENCE_MS = 8000; // until we say that it takes long

export class Conversation {
  constructor(page) {
    this.page = page;
    this.current = store.current();
    this.pending = null;
    this.early = null;
    this.rest = () => {}; // ends the look after the answer that is coming
    this.changed = () => {};
    page.view.turns.addEventListener("click", (event) => this._clicked(event));
    store.watch((id, there) => id === this.current.id && this._elsewhere(there));
  }

  /** Ask; false when there is nothing to ask or an answer is still coming. `turn` is asked anew in its place. */
  ask(question, { alone = false, turn = null } = {}) {
    const { page, current } = this;
    if (this.pending) return false;
    if (!question.trim()) {
      page.say(page.texts.blank);
      return false;
    }
    if (!page.begun) {
      this.early = [question, { alone, turn }]; // which article it is about is not known yet
      return true;
    }
    page.say("");
    page.pane("chat");
    this.pending = turn ?? { id: store.unique(), asked: Date.now() };
    if (!turn) current.turns.push(this.pending);
    // Until its answer is there it is kept as one that did not come: the page may be closed before.
    Object.assign(this.pending, { question: question.slice(0, KEPT), article: page.asks(), at: Date.now(), good: null });
    Object.assign(this.pending, { html: notice(page.texts.interrupted), record: null, failed: true });
    current.article = page.asks();
    current.title ||= question.trim().slice(0, 80);
    this._draw(this.pending).scrollIntoView({ block: "start", behavior: "instant" });
    this.changed();
    this._keep();
    const history = alone ? [] : this._history(this.pending);
    this.message = { token: store.unique(), question, article: page.all ? "" : page.article, history };
    page.send(this.message);
    this.rest = this._watch(this.pending, this.message.token);
    return true;
  }

  /** The library has been read: ask what was asked before that. */
  begin() {
    const asked = this.early;
    this.early = null;
    if (asked) this.ask(...asked);
  }

  /** A piece of an answer, or all of it. */
  arrived(message) {
    const turn = this.pending;
    if (!turn || message?.token !== this.message.token) return;
    if (message.done) {
      const { passages, ...record } = message.record ?? {}; // their words would fill the browser's store
      const failed = Boolean(message.error);
      if (failed && !message.html) return this.end(message.error);
      this._finish(turn, { html: message.html, record: failed ? null : record, failed });
    } else {
      this._body(turn).replaceChildren(...nodes(message.html));
    }
  }

  stop() {
    // Our own: what Gradio cancels takes the next question with it, and the one that has just been sent it cannot cancel.
    this.page.call("stop", { token: this.message.token });
    this.end(this.page.texts.stopped);
  }

  /** Gradio says that something failed: the question that is waiting, unless the server has begun with it or ended it. */
  async failed() {
    const { page, pending: turn, message } = this;
    if (!turn) return;
    const outcome = await page.call("outcome", { token: message.token });
    if (turn !== this.pending) return;
    if (outcome.done) this.arrived(outcome);
    else if (!outcome.begun) this.end(outcome.error ?? page.texts.busy);
  }

  /** End the answer that is coming with a sentence, behind what was written of it. */
  end(sentence) {
    const turn = this.pending;
    if (!turn) return;
    const written = this._body(turn).querySelector(".writing")?.outerHTML ?? "";
    this._finish(turn, { html: written + notice(sentence), record: null, failed: true });
  }

  _finish(turn, found) {
    this.pending = null;
    this.rest();
    Object.assign(turn, found, { at: Date.now() });
    this._draw(turn);
    this.mark();
    this.changed();
    this._keep();
  }

  _keep() {
    store.use(this.current);
    if (!store.save(this.current)) this.page.say(this.page.texts.not_kept);
  }

  /** Everything anew, as after a reload. */
  draw() {
    this.page.view.turns.replaceChildren();
    for (const turn of this.current.turns) this._draw(turn);
    this.mark();
    this.changed();
  }

  /** Show another conversation, with the article that it is about. */
  async open(conversation) {
    if (this.pending) this.stop();
    this.current = conversation;
    store.use(conversation);
    this.draw();
    const { page } = this;
    if (conversation.article) page.choose(conversation.article === store.ALL && page.articles.length > 1);
    if (conversation.article && ![store.ALL, page.article].includes(conversation.article)) await page.open(conversation.article);
    page.view.log.scrollTop = conversation.turns.length ? page.view.log.scrollHeight : 0;
  }

  /** Ask another article from now on, or all of them; where it cannot be opened, the one that is shown. */
  async turnTo(article) {
    const { page } = this;
    const before = page.all;
    page.choose(article === store.ALL);
    if (page.all || (await page.open(article))) this.current.article = article;
    else page.choose(before);
  }

  /** Mark the passages that this conversation rests on in the article that is shown. */
  mark() {
    const cited = this.current.turns.flatMap((turn) =>
      (turn.record?.citations ?? [])
        .filter((citation) => citation.article.id === this.page.article)
        .map(({ start, end, number }) => ({ start, end, number, turn: turn.id, question: turn.question })),
    );
    this.page.pass.mark(cited);
  }

  /** Bring a turn into view, with the card of a citation under the eye. */
  show(id, number) {
    const element = this._element({ id });
    if (!element) return;
    this.page.pane("chat");
    const card = element.querySelector(`.card:has(> .who > .ref[data-number="${Number(number)}"])`) ?? element;
    card.scrollIntoView({ block: "center", behavior: "instant" });
    card.classList.add("found-again");
    setTimeout(() => card.classList.remove("found-again"), 1600);
    card.querySelector(".ref")?.focus({ preventScroll: true });
  }

  _elsewhere(there) {
    const found = store.stored(this.current.id);
    if (!there) this.page.say(this.page.texts.deleted_elsewhere);
    if (!found || this.pending) return;
    this.current = found;
    this.draw();
    this.page.say(this.page.texts.changed_elsewhere);
  }

  _history(until) {
    const before = this.current.turns.slice(0, this.current.turns.indexOf(until)).filter((turn) => turn.record);
    return before.slice(-LEANS_ON).map(({ record }) => [record.reading, record.text]);
  }

  _draw(turn) {
    const element = drawn(turn, turn === this.pending, this.page.texts);
    const old = this._element(turn);
    if (old) old.replaceWith(element);
    else this.page.view.turns.append(element);
    return element;
  }

  _element({ id }) {
    return document.getElementById(`turn-${id}`);
  }

  _body(turn) {
    return this._element(turn).querySelector(".body");
  }

  _watch(turn, token) {
    return watch(this.page, token, {
      ended: (message) => this.arrived(message),
      lost: () => this.end(this.page.texts.failed),
      still: () => Date.now() - turn.at > PATIENCE_MS && this._longer(turn),
    });
  }

  _longer(turn) {
    const waiting = this._body(turn).querySelector(".waiting");
    if (waiting) waiting.textContent = this.page.texts.still_reading;
  }

  _clicked(event) {
    const button = event.target.closest("button");
    const element = button?.closest(".turn");
    const turn = this.current.turns.find((one) => element === this._element(one));
    if (!element || !turn) return;
    const { asWritten, good } = button.dataset;
    if (asWritten) this.ask(turn.question, { turn, alone: true });
    if (good) this._judge(element, turn, good === "yes");
    if (button.dataset.do === "retry") this.ask(turn.question, { turn });
    if (button.dataset.do === "edit") editing(element, turn, this.page.texts, (asked) => this.ask(asked, { turn }));
  }

  async _judge(element, turn, good) {
    Object.assign(turn, { good, at: Date.now() });
    for (const thumb of element.querySelectorAll("[data-good]")) {
      thumb.setAttribute("aria-pressed", String((thumb.dataset.good === "yes") === good));
    }
    this._keep();
    const send = async (word) => {
      const answer = turn.record?.text ?? "";
      const given = { turn: turn.id, good, word, question: turn.question, answer, article: turn.article === store.ALL ? "" : turn.article };
      const { says, error } = await this.page.call("feedback", given);
      this.page.say(error ?? says);
    };
    wording(element, this.page.texts, good, send);
    await send("");
  }
}

function notice(sentence) {
  return h("p", { class: "notice", role: "alert" }, sentence).outerHTML;
}
