// @ts-check
// While articles are checked: tells how many are, and shows the findings when all are. Without this
// script the link does it.

export {};

const checked = document.getElementById("checked");

const look = async () => {
  const reply = await fetch("/validation.json");
  if (!reply.ok) return;
  const found = await reply.json();
  if (checked) checked.textContent = found.checked;
  if (found.checked < found.articles) setTimeout(look, 2000);
  else location.reload();
};

if (checked) setTimeout(look, 2000);
