// The article: lights the words that a citation names, and marks those that answers rest on.

import { fill, h, nodes } from "./html.js";

export class ArticlePane {
  /** `back(turn)` is called when a reader goes from a passage to the answer that cites it. */
  constructor(section, texts, back) {
    this.section = section;
    this.texts = texts;
    this.id = null;
    this.paragraphs = [];
    this.cited = [];
    this.lit = null;
    section.addEventListener("click", (event) => {
      const link = event.target.closest("a.back");
      if (link) {
        event.preventDefault();
        back(link.dataset.turn, link.dataset.number);
      }
    });
  }

  /** Show an article as the server sent it. */
  show(message) {
    this.id = message.article.id;
    this.lit = null;
    const article = h("article", { lang: "en" }, ...nodes(message.html));
    this.section.replaceChildren(article);
    this.section.scrollTop = 0;
    this.paragraphs = [...article.querySelectorAll("[data-start]")].map((node) => ({
      node,
      text: node.textContent,
      start: Number(node.dataset.start),
      end: Number(node.dataset.start) + points(node.textContent).length,
      shown: "",
    }));
  }

  /** Mark what answers rest on: `cited` has { start, end, number, turn, question }, oldest first. */
  mark(cited) {
    this.cited = cited;
    this._draw();
  }

  /** Light these words and bring them into view. */
  light(start, end) {
    this.lit = { start, end };
    this._draw();
    const first = this.section.querySelector(".lit");
    if (!first) return;
    first.scrollIntoView({ block: "center", behavior: "instant" });
    first.tabIndex = -1;
    first.focus({ preventScroll: true });
  }

  _draw() {
    for (const paragraph of this.paragraphs) {
      const cited = this.cited.filter((span) => touches(span, paragraph));
      const lit = this.lit && touches(this.lit, paragraph) ? this.lit : null;
      const shown = JSON.stringify([cited, lit]);
      if (shown === paragraph.shown || (shown === "[[],null]" && !paragraph.shown)) continue;
      paragraph.shown = shown;
      paragraph.node.replaceChildren(...this._segments(paragraph, cited, lit));
    }
  }

  /** The paragraph cut at every border of a span, so that spans may overlap. */
  _segments({ text, start, end }, cited, lit) {
    const letters = points(text);
    const spans = lit ? [...cited, lit] : cited;
    const inside = spans.flatMap((span) => [span.start, span.end]).filter((at) => at > start && at < end);
    const borders = [...new Set([start, ...inside, end])].sort((a, b) => a - b);
    return borders.slice(0, -1).flatMap((from, index) => {
      const to = borders[index + 1];
      const words = letters.slice(from - start, to - start);
      const piece = typeof words === "string" ? words : words.join("");
      const here = cited.filter((span) => span.start < to && span.end > from);
      const glows = lit && lit.start < to && lit.end > from;
      const shown = here.length || glows ? h("mark", { class: glows ? "lit" : null }, piece) : piece;
      return [shown, ...here.filter((span) => span.end === to).map((span) => this._back(span))];
    });
  }

  _back({ number, turn, question }) {
    const told = fill(this.texts.used_by, { question: question.slice(0, 120) });
    return h("a", { class: "back", href: `#turn-${turn}`, "data-turn": turn, "data-number": number, "aria-label": `${number}: ${told}`, "data-told": told }, String(number));
  }
}

/** The letters of a text as the server counts them; the text itself where that is the same. */
function points(text) {
  return /[\ud800-\udfff]/.test(text) ? Array.from(text) : text;
}

function touches(span, paragraph) {
  return span.start < paragraph.end && span.end > paragraph.start;
}
