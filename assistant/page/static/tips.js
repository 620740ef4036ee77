// What a number shows when it is pointed at or focused.

import { h } from "./html.js";

export function tips(root) {
  const tip = h("div", { class: "tip", "aria-hidden": "true" });
  root.append(tip);
  const hide = () => tip.classList.remove("shown");
  const show = (event) => {
    const link = event.target.closest?.("a.ref, a.back");
    if (!link) return hide();
    tip.replaceChildren(...told(link.dataset));
    tip.classList.add("shown");
    place(tip, link.getBoundingClientRect());
  };
  root.addEventListener("pointerover", show);
  root.addEventListener("focusin", show);
  root.addEventListener("focusout", hide);
  root.addEventListener("scroll", hide, true);
  root.addEventListener("keydown", (event) => event.key === "Escape" && hide());
}

/** Of a number in an answer the quote and whose it is; of one in the article the question that it answers. */
function told({ quote, speaker, voice, told }) {
  if (told) return [h("span", { dir: "auto" }, told)];
  return [h("q", { dir: "auto" }, shortened(quote)), h("b", { dir: "auto" }, `${speaker} · ${voice}`)];
}

function place(tip, at) {
  const { width, height } = tip.getBoundingClientRect();
  const left = Math.min(Math.max(8, at.left), innerWidth - width - 8);
  const above = at.top - height - 8;
  tip.style.left = `${left}px`;
  tip.style.top = `${above > 8 ? above : at.bottom + 8}px`;
}

function shortened(quote) {
  const words = quote.replace(/^[“"]|[”"]$/g, "");
  return words.length > 240 ? `${words.slice(0, 240)}…` : words;
}
