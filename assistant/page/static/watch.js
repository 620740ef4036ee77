// What was asked for is looked after until it is there: Gradio does not tell when a question cannot reach the server, and
// its stream may be closing just when the next one is asked, so that an answer never comes over it.

const LOOK_MS = 3000;

/** Look how it ended on the server, until the function is called that this returns. */
export function watch(page, token, { ended, lost, still = () => {} }) {
  let over = false;
  const look = async () => {
    const outcome = await page.call("outcome", { token });
    if (over) return;
    if (outcome.done) ended(outcome);
    else if (outcome.error) lost();
    else still();
  };
  const timer = setInterval(look, LOOK_MS);
  look();
  return () => {
    over = true;
    clearInterval(timer);
  };
}
