// Small helps of the page. One listener each: messages and sources come and go.

// The id of a record, from its card.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("button[data-copy]");
  if (!button) return;
  await navigator.clipboard.writeText(button.dataset.copy);
  const label = button.textContent;
  button.textContent = button.dataset.copied;
  setTimeout(() => (button.textContent = label), 1500);
});

// A message as it is read; Gradio's own button copies its Markdown, escapes and all.
document.addEventListener(
  "click",
  async (event) => {
    const button = event.target.closest("#conversation .message-buttons button");
    const message = button?.closest(".message-row")?.querySelector(".message-content");
    if (!message) return;
    event.stopImmediatePropagation();
    for (const link of message.querySelectorAll('a[href^="#src-"]')) link.dataset.number = link.textContent;
    const text = message.innerText.replace(/\n{3,}/g, "\n\n").trim();
    await navigator.clipboard.writeText(text);
  },
  true,
);

function showLatestQuestion() {
  const behavior = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
  const question = [...document.querySelectorAll("#conversation .user-row")].pop();
  question?.scrollIntoView({ block: "start", behavior });
  document.querySelector("#sources-column")?.scrollTo({ top: 0, behavior });
}

// The list of records: who comes back to it goes on where they were.
let openedRecord = null;
document.addEventListener("click", (event) => {
  openedRecord = event.target.closest("button[data-record]")?.dataset.record ?? openedRecord;
});

function showRecords() {
  requestAnimationFrame(() => {
    const back = document.querySelector("#browse-opened .back-to-list");
    const last = openedRecord && document.querySelector(`#browse-list [data-record="${CSS.escape(openedRecord)}"]`);
    if (!back && last) last.scrollIntoView({ block: "center" });
    else document.querySelector("#browse-head")?.scrollIntoView({ block: "start" });
    (back ?? last)?.focus({ preventScroll: true });
    if (!back) openedRecord = null;
  });
}
