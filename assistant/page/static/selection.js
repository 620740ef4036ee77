// Words that are selected in the article can be asked about.

import { fill, h } from "./html.js";

const MOST = 160; // letters of a selection that a question quotes

export function askAboutSelection({ view, texts, conversation }) {
  const button = h("button", { type: "button", class: "ask-about" }, texts.ask_about);
  button.hidden = true;
  view.article.after(button);
  button.addEventListener("mousedown", (event) => event.preventDefault()); // the selection stays
  button.addEventListener("click", () => {
    const words = selected(view.article);
    button.hidden = true;
    getSelection().removeAllRanges();
    if (words) conversation.ask(fill(texts.about_this, { words }));
  });
  const offer = () => {
    button.hidden = !selected(view.article);
    if (!button.hidden) place(button, getSelection().getRangeAt(0).getBoundingClientRect());
  };
  document.addEventListener("selectionchange", offer);
  view.article.addEventListener("scroll", offer);
}

/** The words of the article that are selected, on one line, without the numbers that we put there. */
function selected(section) {
  const selection = getSelection();
  if (selection.isCollapsed || !selection.rangeCount) return "";
  const range = selection.getRangeAt(0);
  if (!section.contains(range.commonAncestorContainer)) return "";
  const copy = range.cloneContents();
  for (const number of copy.querySelectorAll(".back")) number.remove();
  for (const paragraph of copy.querySelectorAll("p, h1")) paragraph.append(" ");
  const words = copy.textContent.replace(/\s+/g, " ").trim();
  return words.length > MOST ? `${words.slice(0, MOST).replace(/\s\S*$/, "")} …` : words;
}

function place(button, at) {
  const { width, height } = button.getBoundingClientRect();
  const below = at.bottom + 8;
  button.style.left = `${Math.min(Math.max(8, at.left + at.width / 2 - width / 2), innerWidth - width - 8)}px`;
  button.style.top = `${Math.min(at.top > height + 80 ? at.top - height - 8 : below, innerHeight - height - 8)}px`;
}
