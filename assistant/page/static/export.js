// A conversation as a file, with every citation.

import { fill, h } from "./html.js";

export function exportMarkdown(conversation, texts) {
  save(conversation, texts, "md", "text/markdown", asMarkdown(conversation, texts));
}

export function exportJson(conversation, texts) {
  save(conversation, texts, "json", "application/json", asJson(conversation));
}

export function asJson({ title, turns }) {
  const answered = turns.filter((turn) => turn.record).map(({ question, record }) => ({ ...record, question }));
  return `${JSON.stringify({ title, turns: answered }, null, 2)}\n`;
}

export function asMarkdown({ title, turns }, texts) {
  const parts = turns.filter((turn) => turn.record).map(({ question, record }) => turn(question, record, texts));
  return `${[`# ${plain(title)}`, ...parts].join("\n\n")}\n`;
}

function turn(question, { reading, text, citations }, texts) {
  const read = reading === question ? [] : [`*${texts.read_as} ${plain(reading)}*`];
  const said = text.split(/\n\s*\n/).map((part) => plain(part).replace(/\\\[(\d+)\\\]/g, "[$1]"));
  return [`## ${plain(question)}`, ...read, ...said, ...citations.map((citation) => cited(citation, texts))].join("\n\n");
}

function cited({ number, quote, speaker, role, voice, paragraph, article, link }, texts) {
  const who = [speaker, role].filter(Boolean).join(", ");
  const place = fill(texts.paragraph, { number: paragraph });
  const title = `“${plain(article.title)}”`;
  // Percent signs for what would end the link: the address is the article's own.
  const linked = /^https?:/i.test(link) ? `[${title}](<${link.replace(/[<>\\\s]/g, encodeURIComponent)}>)` : title;
  const from = [who && plain(who), texts[voice], linked, place].filter(Boolean).join(" · ");
  return `> [${number}] ${quote.split("\n").map(plain).join("\n> ")}\n>\n> ${from}`;
}

/** The text so that Markdown shows it as it is. */
function plain(text) {
  return text.replace(/[\\`*_<>[\]~|]/g, "\\$&").replace(/^(\s*)([#+-]|\d+[.)])/, "$1\\$2");
}

function save({ title }, texts, ending, type, text) {
  const link = h("a", { download: `${fileName(title) || fileName(texts.untitled)}.${ending}`, href: URL.createObjectURL(new Blob([text], { type })) });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

function fileName(title) {
  return title.normalize("NFKD").replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "").slice(0, 60);
}
