// While articles are checked: tells how many are, and shows the findings when all are. Without this
// script the link does it.

const EVERY = 2000;

const checked = document.getElementById("checked");

async function look(): Promise<void> {
  const reply = await fetch("/validation.json");
  if (!reply.ok) return;
  const found = (await reply.json()) as { checked: number; articles: number };
  if (checked) checked.textContent = String(found.checked);
  if (found.checked < found.articles) setTimeout(() => void look(), EVERY);
  else location.reload();
}

if (checked) setTimeout(() => void look(), EVERY);
