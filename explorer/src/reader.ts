// The reader: layers switch at once, without the button. Without this script the button does it.

const layers = document.getElementById("layers") as HTMLFormElement | null;
const button = layers?.querySelector("button");
if (button) button.hidden = true;
layers?.addEventListener("change", () => layers.requestSubmit());
