// The page: asks, shows what comes, and keeps the conversation in this browser.

import { ArticlePane } from "./article.js";
import { Conversation } from "./conversation.js";
import { h, iconButton, nodes } from "./html.js";
import { tips } from "./tips.js";

const THEME = "M12 3a9 9 0 1 0 0 18V3Z";

export async function start({ element, send, stop, server, upload }) {
  const root = element.querySelector("#onrecord");
  const texts = JSON.parse(root.dataset.texts);
  const view = skeleton(root, texts);
  const page = { root, texts, view, send, stop, server, upload, article: null };

  page.say = (text) => (view.status.textContent = text);
  page.pane = (name) => showPane(root, view, name);
  page.pass = new ArticlePane(view.article, texts, (turn, number) => page.conversation.show(turn, number));
  page.conversation = new Conversation(page);
  page.open = (id) => openArticle(page, id);
  page.refresh = () => fillLibrary(page);

  compose(page);
  follow(page);
  tips(root);
  document.addEventListener("arrived", (event) => page.conversation.arrived(event.detail));
  document.addEventListener("failed", () => page.conversation.failed(texts.failed));

  page.conversation.draw();
  page.say(texts.filling);
  await page.refresh();
  page.say(texts.starting);
  await server.ready({});
  page.say("");
}

function skeleton(root, texts) {
  const view = {
    select: h("select", { id: "articles", "aria-label": texts.articles }),
    theme: iconButton(texts.theme, THEME, { onclick: changeTheme }),
    actions: h("div", { class: "actions" }),
    welcome: h("div", { class: "welcome" }),
    turns: h("div", { class: "turns", role: "log", "aria-live": "polite", "aria-label": texts.chat }),
    question: h("textarea", { id: "question", rows: 1, placeholder: texts.placeholder, "aria-label": texts.question, enterkeyhint: "send" }),
    ask: h("button", { type: "submit", class: "ask" }, texts.ask),
    status: h("p", { class: "status", role: "status" }),
    article: h("section", { class: "article", "aria-label": texts.article, tabindex: 0 }),
    tabs: h("div", { class: "tabs", role: "group", "aria-label": texts.panes }),
  };
  view.actions.append(view.theme);
  for (const name of ["chat", "article"]) {
    view.tabs.append(h("button", { type: "button", "data-pane": name, "aria-pressed": String(name === "chat") }, texts[name]));
  }
  view.tabs.addEventListener("click", (event) => event.target.dataset.pane && showPane(root, view, event.target.dataset.pane));
  view.log = h("div", { class: "scroll-log", tabindex: 0, role: "region", "aria-label": texts.chat }, view.welcome, view.turns);
  view.form = h("form", { class: "composer" }, h("div", { class: "field" }, view.question, view.ask), view.status);
  root.replaceChildren(
    h("header", { class: "bar" }, h("span", { class: "brand" }, "On Record"), view.select, view.tabs, view.actions),
    h("main", { class: "columns" }, h("section", { class: "chat" }, view.log, view.form), view.article),
  );
  root.dataset.pane = "chat";
  return view;
}

function showPane(root, view, name) {
  root.dataset.pane = name;
  for (const tab of view.tabs.children) tab.setAttribute("aria-pressed", String(tab.dataset.pane === name));
}

function changeTheme() {
  document.body.classList.toggle("dark");
}

function compose({ view, conversation, stop }) {
  const grow = () => {
    view.question.style.height = "auto";
    view.question.style.height = `${view.question.scrollHeight}px`;
  };
  view.question.addEventListener("input", grow);
  view.question.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      view.form.requestSubmit();
    }
  });
  view.form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (conversation.pending) {
      stop();
      conversation.stopped();
    } else if (conversation.ask(view.question.value)) {
      view.question.value = "";
      grow();
    }
  });
}

/** What a click on anything in an answer or the way in does. */
function follow(page) {
  page.root.addEventListener("click", async (event) => {
    const link = event.target.closest("a[data-start]");
    const button = event.target.closest("button");
    if (link) {
      event.preventDefault();
      await show(page, link.dataset);
    } else if (button?.dataset.ask) {
      page.conversation.ask(button.dataset.ask);
    } else if (button?.dataset.copy) {
      await copied(button, button.dataset.copy, page.texts);
    } else if (button?.dataset.link) {
      await copied(button, new URL(button.dataset.link, location.href).href, page.texts);
    }
  });
  page.view.select.addEventListener("change", () => page.conversation.turnTo(page.view.select.value));
}

async function show(page, { article, start, end }) {
  if (page.article !== article && !(await page.open(article))) return;
  page.pane("article");
  page.pass.light(Number(start), Number(end));
}

async function copied(button, text, texts) {
  await navigator.clipboard.writeText(text);
  const name = button.textContent;
  button.textContent = texts.copied;
  setTimeout(() => (button.textContent = name), 1500);
}

async function fillLibrary(page) {
  const { view, conversation, texts } = page;
  const { articles, trouble } = await page.server.library({});
  view.select.replaceChildren(...articles.map(({ id, title }) => h("option", { value: id }, title)));
  if (trouble) view.welcome.replaceChildren(...nodes(trouble));
  else if (!articles.length) view.welcome.replaceChildren(h("p", { class: "lead" }, texts.no_article));
  const wanted = articles.find(({ id }) => id === conversation.current.article) ?? articles[0];
  if (wanted) await page.open(wanted.id);
}

/** Whether the article could be shown; where it cannot, the page says why. */
async function openArticle(page, id) {
  const message = await page.server.open({ article: id });
  if (message.error) {
    page.say(message.error);
    return false;
  }
  page.article = id;
  page.view.select.value = id;
  page.pass.show(message);
  page.conversation.mark();
  welcome(page, message);
  return true;
}

async function welcome({ view, texts, server }, { article, speakers }) {
  const asked = h("div", { class: "suggested" }, h("p", { class: "finding" }, texts.finding));
  view.welcome.replaceChildren(
    h("h2", {}, texts.welcome),
    h("p", { class: "lead" }, texts.welcome_more),
    h("h3", {}, texts.suggested),
    asked,
    ...(speakers ? [h("h3", {}, texts.speakers), ...nodes(speakers)] : []),
  );
  const { html } = await server.suggest({ article: article.id });
  if (html) asked.replaceChildren(...nodes(html));
  else asked.previousElementSibling.remove(), asked.remove();
}
