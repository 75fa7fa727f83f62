// @ts-check
// The reader: layers switch at once, without the button. Without this script the button does it.

const layers = /** @type {HTMLFormElement | null} */ (document.getElementById("layers"));
if (layers) {
  const button = layers.querySelector("button");
  if (button) button.hidden = true;
  layers.addEventListener("change", () => layers.requestSubmit());
}
