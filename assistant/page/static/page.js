// The page: its frame, and what a click on anything in it does.

import { ArticlePane } from "./article.js";
import { compose } from "./composer.js";
import { Conversation } from "./conversation.js";
import { Conversations } from "./conversations.js";
import { h, nodes } from "./html.js";
import { LibrarySheet } from "./library.js";
import { Details } from "./details.js";
import { askAboutSelection } from "./selection.js";
import { themeButton } from "./theme.js";
import { tips } from "./tips.js";
import { ALL } from "./store.js";
import { Toast } from "./toast.js";

export async function start({ element, send, add, server, upload }) {
  const root = element.querySelector("#onrecord");
  const texts = JSON.parse(root.dataset.texts);
  const view = skeleton(root, texts);
  const page = { root, texts, view, send, add, upload, article: null, all: false, articles: [], begun: false };

  page.say = (text) => (view.status.textContent = text);
  // Where the server cannot be reached, Gradio gives nothing back.
  page.call = async (name, message) => (await server[name](message).catch(() => null)) ?? { error: texts.failed };
  page.pane = (name) => showPane(root, view, name);
  page.pass = new ArticlePane(view.article, texts, (turn, number) => page.conversation.show(turn, number));
  page.conversation = new Conversation(page);
  page.toast = new Toast(root, texts);
  page.open = (id) => openArticle(page, id);
  page.refresh = () => fillLibrary(page);
  page.conversations = new Conversations(page);
  page.library = new LibrarySheet(page);
  page.details = new Details(page);
  page.asks = () => (page.all ? ALL : page.article);
  page.choose = (all) => choose(page, all);

  compose(page);
  follow(page);
  listen(page);
  tips(root);
  askAboutSelection(page);
  page.conversation.draw();
  await begin(page);
}

function skeleton(root, texts) {
  const view = {
    select: h("select", { id: "articles", "aria-label": texts.articles }),
    actions: h("div", { class: "actions" }, themeButton(texts)),
    welcome: h("div", { class: "welcome" }),
    turns: h("div", { class: "turns", role: "log", "aria-live": "polite", "aria-label": texts.chat }),
    question: h("textarea", { id: "question", rows: 1, placeholder: texts.placeholder, "aria-label": texts.question, enterkeyhint: "send" }),
    ask: h("button", { type: "submit", class: "ask" }, texts.ask),
    status: h("p", { class: "status", role: "status" }),
    article: h("section", { class: "article", "aria-label": texts.article, tabindex: 0 }),
    tabs: h("div", { class: "tabs", role: "group", "aria-label": texts.panes }),
  };
  for (const name of ["chat", "article"]) {
    view.tabs.append(h("button", { type: "button", "data-pane": name, "aria-pressed": String(name === "chat") }, texts[name]));
  }
  view.tabs.addEventListener("click", (event) => event.target.dataset.pane && showPane(root, view, event.target.dataset.pane));
  view.log = h("div", { class: "scroll-log", tabindex: 0, role: "region", "aria-label": texts.chat }, view.welcome, view.turns);
  view.form = h("form", { class: "composer" }, h("div", { class: "field" }, view.question, view.ask), view.status);
  root.replaceChildren(
    h("header", { class: "bar" }, h("span", { class: "brand" }, texts.name), view.select, view.tabs, view.actions),
    h("main", { class: "columns" }, h("section", { class: "chat", "aria-label": texts.chat }, view.log, view.form), view.article),
  );
  root.dataset.pane = "chat";
  return view;
}

function showPane(root, view, name) {
  root.dataset.pane = name;
  for (const tab of view.tabs.children) tab.setAttribute("aria-pressed", String(tab.dataset.pane === name));
}

/** Read the library, say what is being waited for, and go where the address leads. */
async function begin(page) {
  page.say(page.texts.filling);
  await page.refresh();
  page.begun = true;
  page.conversation.begin();
  if (!page.article) return; // the page has said why
  await arrive(page);
  page.say(page.texts.starting);
  const { error } = await page.call("ready", {});
  page.say(error ?? "");
}

/** What a click on anything in an answer or the way in does. */
function follow(page) {
  const { root, view, texts } = page;
  root.addEventListener("click", async (event) => {
    const link = event.target.closest("a[data-start]");
    const button = event.target.closest("button");
    if (link) {
      event.preventDefault();
      page.cameFrom = link;
      await show(page, link.dataset);
    } else if (button?.dataset.ask) {
      page.conversation.ask(button.dataset.ask);
    } else if (button?.dataset.open) {
      button.closest("dialog")?.close();
      await page.conversation.turnTo(button.dataset.open);
    } else if (button?.dataset.copy) {
      await copied(button, button.dataset.copy, texts);
    } else if (button?.dataset.link) {
      await copied(button, new URL(button.dataset.link, location.href).href, texts);
    }
  });
  view.select.addEventListener("change", () => page.conversation.turnTo(view.select.value));
  view.article.addEventListener("keydown", (event) => event.key === "Escape" && goBack(page));
}

/** What the server and the browser tell. */
function listen(page) {
  const { conversation, library, texts } = page;
  document.addEventListener("arrived", (event) => conversation.arrived(event.detail));
  document.addEventListener("failed", () => conversation.failed());
  document.addEventListener("added", (event) => library.arrived(event.detail));
  document.addEventListener("not-added", () => library.notAdded());
  addEventListener("hashchange", () => arrive(page));
}

/** Show the words that the address names, such as #3797dcbaa4715ea6:120-180. */
async function arrive(page) {
  const [, article, start, end] = /^#([0-9a-f]{16}):(\d+)-(\d+)$/.exec(location.hash) ?? [];
  if (article) await show(page, { article, start, end });
}

async function show(page, { article, start, end }) {
  if (page.article !== article && !(await page.open(article))) return;
  page.pane("article");
  page.pass.light(Number(start), Number(end));
}

/** From the article to the number that led there. */
function goBack(page) {
  if (!page.cameFrom?.isConnected) return;
  page.pane("chat");
  page.cameFrom.focus();
}

async function copied(button, text, texts) {
  const name = button.textContent;
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = texts.copied;
  } catch {
    button.textContent = texts.not_copied; // a page that is not served from this computer may not
  }
  setTimeout(() => (button.textContent = name), 1500);
}

async function fillLibrary(page) {
  const { view, conversation, texts } = page;
  const { articles, trouble, error } = await page.call("library", {});
  if (error) return page.say(error);
  page.articles = articles;
  const current = articles.filter(({ id, outdated }) => !outdated || id === page.article);
  const everything = current.length > 1 ? [h("option", { value: ALL }, texts.all_articles)] : [];
  view.select.replaceChildren(...everything, ...current.map(({ id, title }) => h("option", { value: id }, title)));
  page.library.fill(articles);
  if (trouble) view.welcome.replaceChildren(...nodes(trouble));
  choose(page, everything.length ? page.all || conversation.current.article === ALL : false);
  if (articles.some(({ id }) => id === page.article)) return;
  if (page.article) gone(page);
  else if (articles.length) await page.open((articles.find(({ id }) => id === conversation.current.article) ?? articles[0]).id);
  else if (!trouble) empty(page, texts);
}

/** Whether all articles are asked, or only the one that is shown. */
function choose(page, all) {
  page.all = all;
  page.view.select.value = page.asks();
  page.view.question.placeholder = all ? page.texts.placeholder_all : page.texts.placeholder;
}

/** The article that is being read was taken away: it stays to be read, and nothing is asked of it. */
function gone(page) {
  page.view.select.prepend(h("option", { value: page.article, disabled: true, selected: true }, page.texts.gone_title));
  page.say(page.articles.length ? page.texts.gone : page.texts.no_article);
}

function empty({ view, texts }) {
  view.welcome.replaceChildren(h("h2", {}, texts.welcome), h("p", { class: "lead" }, texts.no_article));
}

/** Whether the article could be shown; where it cannot, the page says why. */
async function openArticle(page, id) {
  const message = await page.call("open", { article: id });
  if (message.error) {
    page.say(message.error);
    return false;
  }
  page.article = id;
  page.say("");
  if (!page.all && ![...page.view.select.options].some(({ value }) => value === id)) await page.refresh(); // an older version
  choose(page, page.all);
  page.pass.show(message);
  page.conversation.mark();
  welcome(page, message);
  return true;
}

async function welcome(page, { article, speakers }) {
  const { view, texts } = page;
  const asked = h("div", { class: "suggested" }, h("p", { class: "finding" }, texts.finding));
  view.welcome.replaceChildren(
    h("h2", {}, texts.welcome),
    h("p", { class: "lead" }, texts.welcome_more),
    h("h3", {}, texts.suggested),
    asked,
    ...(speakers ? [h("h3", {}, texts.speakers), ...nodes(speakers)] : []),
  );
  const { html } = await page.call("suggest", { article: article.id });
  if (!asked.isConnected) return; // another article is shown by now
  if (html) asked.replaceChildren(...nodes(html));
  else asked.previousElementSibling.remove(), asked.remove();
}
