// Elements from values, and the markup that the server rendered, checked once more before it is shown.

const SHOWN = new Set(
  "a b blockquote button details div h1 h2 li ol p q span summary table tbody td th thead tr ul".split(" "),
);

/** An element; children that are text stay text. */
export function h(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (value === true) element.setAttribute(key, "");
    else if (value !== false && value != null) element.setAttribute(key, value);
  }
  element.append(...children.filter((child) => child != null));
  return element;
}

/** A button with an icon; its name is read, and also shown where there is room. */
export function iconButton(name, path, attributes = {}, named = false) {
  const button = h("button", { type: "button", class: "icon", "aria-label": name, title: name, ...attributes });
  button.innerHTML = `<svg viewBox="0 0 24 24" aria-hidden="true"><path d="${path}"/></svg>`;
  if (named) button.append(h("span", {}, name));
  return button;
}

/** The nodes of rendered markup. What was kept in the browser may have been changed there, so only what the page itself
    makes is let through: no script, no handler, no address but its own places and those of web pages, which open by themselves. */
export function nodes(html) {
  const body = new DOMParser().parseFromString(html ?? "", "text/html").body;
  for (const element of body.querySelectorAll("*")) {
    if (!SHOWN.has(element.localName)) element.remove();
    for (const { name, value } of [...element.attributes]) {
      if (/^(on|style|src)/.test(name) || (name === "href" && !/^(#|https?:)/i.test(value))) element.removeAttribute(name);
    }
    if (/^http/i.test(element.getAttribute("href"))) {
      element.target = "_blank";
      element.rel = "noopener noreferrer";
    }
  }
  return [...body.childNodes];
}

/** The text with its $names filled in. */
export function fill(text, slots) {
  return text.replace(/\$(\w+)/g, (whole, name) => slots[name] ?? whole);
}
