// The turns of a conversation: on the page, and kept in the browser.

import { h, nodes } from "./html.js";
import * as store from "./store.js";

const KEPT = 2000; // letters of a question: a longer one is refused anyway

export class Conversation {
  constructor(page) {
    this.page = page;
    this.current = store.current();
    this.pending = null;
    page.view.turns.addEventListener("click", (event) => this._clicked(event));
  }

  /** Ask; false when there is nothing to ask or an answer is still coming. */
  ask(question, { alone = false, turn = null } = {}) {
    const { page, current } = this;
    if (this.pending) return false;
    if (!question.trim()) {
      page.say(page.texts.blank);
      return false;
    }
    page.say("");
    page.pane("chat");
    this.pending = turn ?? { id: `turn-${Date.now().toString(36)}`, question: question.slice(0, KEPT), article: page.article };
    if (!turn) current.turns.push(this.pending);
    current.article = page.article;
    current.title ||= question.slice(0, 80);
    this._draw(this.pending).scrollIntoView({ block: "start", behavior: "instant" });
    page.view.ask.textContent = page.texts.stop;
    const history = alone ? [] : this._history(this.pending);
    page.send({ turn: this.pending.id, question, article: this.pending.article, history });
    return true;
  }

  /** A piece of an answer, or all of it. */
  arrived(message) {
    const turn = this.pending;
    if (!turn || message?.turn !== turn.id) return;
    if (message.done) {
      Object.assign(turn, { html: message.html, record: message.record ?? null, failed: Boolean(message.error) });
      this._finish(turn);
    } else {
      this._body(turn).replaceChildren(...nodes(message.html));
    }
  }

  stopped() {
    this._end(this.page.texts.stopped);
  }

  failed(sentence) {
    this._end(sentence);
  }

  _end(sentence) {
    const turn = this.pending;
    if (!turn) return;
    Object.assign(turn, { html: h("p", { class: "notice", role: "alert" }, sentence).outerHTML, record: null, failed: true });
    this._finish(turn);
  }

  _finish(turn) {
    this.pending = null;
    this.page.view.ask.textContent = this.page.texts.ask;
    this._draw(turn);
    this.mark();
    store.use(this.current);
    store.save(this.current);
  }

  /** Everything anew, as after a reload. */
  draw() {
    this.page.view.turns.replaceChildren();
    for (const turn of this.current.turns) if (turn.html) this._draw(turn);
    this.mark();
  }

  /** Ask another article from now on. */
  async turnTo(article) {
    if (await this.page.open(article)) this.current.article = article;
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
    const element = document.getElementById(id);
    if (!element) return;
    this.page.pane("chat");
    const card = element.querySelector(`.card:has(> .who > .ref[data-number="${Number(number)}"])`) ?? element;
    card.scrollIntoView({ block: "center", behavior: "instant" });
    card.classList.add("found-again");
    setTimeout(() => card.classList.remove("found-again"), 1600);
    card.querySelector(".ref")?.focus({ preventScroll: true });
  }

  _history(until) {
    const before = this.current.turns.slice(0, this.current.turns.indexOf(until));
    return before.filter((turn) => turn.record).map(({ record }) => [record.reading, record.text]);
  }

  _draw(turn) {
    const { texts, view } = this.page;
    const body = turn.html && turn !== this.pending ? nodes(turn.html) : [h("p", { class: "waiting" }, texts.reading_now)];
    const element = h(
      "section",
      { class: "turn", id: turn.id },
      h("h3", { class: "asked", dir: "auto" }, h("span", { class: "hidden" }, `${texts.you}: `), turn.question),
      h("div", { class: "body", "aria-busy": String(turn === this.pending) }, ...body),
      turn.failed ? h("button", { type: "button", class: "again", "data-retry": turn.id }, texts.retry) : null,
    );
    const old = document.getElementById(turn.id);
    if (old) old.replaceWith(element);
    else view.turns.append(element);
    return element;
  }

  _body(turn) {
    return document.getElementById(turn.id).querySelector(".body");
  }

  _clicked(event) {
    const button = event.target.closest("button");
    const turn = this.current.turns.find(({ id }) => id === event.target.closest(".turn")?.id);
    if (!button || !turn) return;
    if (button.dataset.retry) this.ask(turn.question, { turn });
    if (button.dataset.asWritten) this.ask(turn.question, { turn, alone: true });
  }
}
