// One question and its answer, as they stand in the chat.

import { submitOnEnter } from "./composer.js";
import { h, iconButton, nodes } from "./html.js";
import { AGAIN, BAD, EDIT, GOOD } from "./icons.js";

/** The element of a turn; `pending` while its answer is still coming. */
export function drawn(turn, pending, texts) {
  const body = pending || !turn.html ? [h("p", { class: "waiting" }, texts.reading_now)] : nodes(turn.html);
  return h(
    "section",
    { class: "turn", id: `turn-${turn.id}` },
    h("h3", { class: "asked", dir: "auto" }, h("span", { class: "hidden" }, `${texts.you}: `), turn.question),
    h("div", { class: "body", "aria-busy": String(pending) }, ...body),
    pending ? null : after(turn, texts),
  );
}

/** What can be done with an answer. */
function after(turn, texts) {
  const thumb = (name, path, value) =>
    iconButton(name, path, { "data-good": value, "aria-pressed": String(turn.good === (value === "yes")) });
  return h(
    "div",
    { class: "after" },
    ...(turn.failed ? [] : [thumb(texts.good, GOOD, "yes"), thumb(texts.bad, BAD, "no")]),
    iconButton(texts.retry, AGAIN, { "data-do": "retry" }),
    iconButton(texts.edit, EDIT, { "data-do": "edit" }),
  );
}

/** A field in the place of the question; `ask(question)` when it is sent. */
export function editing(element, turn, texts, ask) {
  const asked = element.querySelector(".asked");
  const field = h("textarea", { rows: 2, "aria-label": texts.edit, maxlength: 2000, onkeydown: submitOnEnter });
  const close = () => (form.replaceWith(asked), element.querySelector("[data-do=edit]")?.focus());
  const form = h(
    "form",
    { class: "editing" },
    field,
    h("p", {}, h("button", { class: "ask" }, texts.ask), h("button", { type: "button", onclick: close }, texts.cancel)),
  );
  form.addEventListener("submit", (event) => (event.preventDefault(), ask(field.value)));
  form.addEventListener("keydown", (event) => event.key === "Escape" && close());
  field.value = turn.question;
  asked.replaceWith(form);
  field.focus();
}

/** A field for a word about an answer; `send(word)` when it is sent. */
export function wording(element, texts, good, send) {
  element.querySelector(".wording")?.remove();
  const field = h("input", { type: "text", maxlength: 500, "aria-label": good ? texts.add_word : texts.why, placeholder: good ? texts.add_word : texts.why });
  const form = h("form", { class: "wording" }, field, h("button", {}, texts.send));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    form.remove();
    send(field.value.trim());
  });
  element.append(form);
}
