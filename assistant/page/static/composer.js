// Where questions are typed: Enter asks, Shift and Enter begin a line, and while an answer comes the button stops it.

export function compose({ view, texts, conversation }) {
  const grow = () => {
    view.question.style.height = "auto";
    view.question.style.height = `${view.question.scrollHeight}px`;
  };
  view.question.addEventListener("input", grow);
  view.question.addEventListener("keydown", submitOnEnter);
  view.form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (conversation.pending) conversation.stop();
    else if (conversation.ask(view.question.value)) {
      view.question.value = "";
      grow();
    }
  });
  conversation.changed = () => (view.ask.textContent = conversation.pending ? texts.stop : texts.ask);
}

export function submitOnEnter(event) {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  event.target.form.requestSubmit();
}
