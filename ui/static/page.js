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

// A place on this page. Gradio's `<base>` would make a link to it a link to the page without its question.
document.addEventListener("click", (event) => {
  const link = event.target.closest('a[href^="#"]');
  if (!link || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  if (location.hash === link.hash) document.querySelector(link.hash)?.scrollIntoView();
  location.hash = link.hash;
});

// A message as it is read, with its sources below; Gradio's own button copies its Markdown, escapes and all.
document.addEventListener(
  "click",
  async (event) => {
    const button = event.target.closest("#conversation .bot-row .message-buttons button:first-child");
    const message = button?.closest(".message-row")?.querySelector(".message-content");
    if (!message) return;
    event.stopImmediatePropagation();
    const text = message.innerText.replace(/\n{3,}/g, "\n\n").trim();
    await navigator.clipboard.writeText([text, ...sourcesOf(message)].join("\n"));
    showDone(button);
  },
  true,
);

// `[2] formal reference` for each number in a message, as far as the panel still shows its source.
function sourcesOf(message) {
  const lines = new Map();
  for (const link of message.querySelectorAll('a[href^="#src-"]')) {
    const card = document.querySelector(link.hash)?.closest(".source");
    const reference = card?.querySelector("footer button[data-copy]");
    if (reference) lines.set(link.textContent, `[${link.textContent}] ${reference.dataset.copy}`);
  }
  return lines.size ? ["", ...lines.values()] : [];
}

// The page in another language shows what this one shows, and is what the next visit begins with.
document.addEventListener("click", (event) => {
  const link = event.target.closest(".languages a");
  if (!link) return;
  document.cookie = `hemicycle-language=${link.lang}; path=/; max-age=34560000; SameSite=Lax`;
  link.search = location.search;
});

function showAddress(query) {
  if (query) history.replaceState(null, "", location.pathname + (query === "?" ? "" : query));
}

async function copyLink() {
  const address = new URL(location.href);
  address.searchParams.delete("c");
  await navigator.clipboard.writeText(address.href);
  showDone(document.querySelector("#link"));
}

function showDone(button) {
  button.classList.add("done");
  setTimeout(() => button.classList.remove("done"), 1500);
}

// What Gradio names in English alone, or leaves unsaid to who does not see it.
new MutationObserver(() => {
  for (const [name, ours] of Object.entries(ownNames)) {
    for (const element of document.querySelectorAll(`#conversation [aria-label="${name}"]`)) {
      element.setAttribute("aria-label", ours);
      if (element.matches("button")) element.title = ours;
    }
  }
  for (const examples of document.querySelectorAll('.examples[role="list"]')) examples.removeAttribute("role");
  for (const example of document.querySelectorAll("button.example[aria-label]")) example.removeAttribute("aria-label");
  // A browser stops at what scrolls, on the way from one list to the next; the list then stays open.
  for (const list of document.querySelectorAll('ul[role="listbox"]:not([tabindex])')) list.tabIndex = -1;
  for (const fold of document.querySelectorAll("button.label-wrap")) {
    fold.setAttribute("aria-expanded", fold.classList.contains("open"));
  }
}).observe(document.documentElement, { childList: true, subtree: true, attributeFilter: ["class"] });

// The key that leaves a list would open it again: Gradio takes it for one that is typed.
window.addEventListener(
  "keydown",
  (event) => {
    if (event.key === "Tab" && event.target.matches('[role="combobox"]')) event.stopPropagation();
  },
  true,
);

// From tab to tab by arrows, as everywhere else.
document.addEventListener("keydown", (event) => {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  const tab = event.target.closest('#tabs [role="tab"]');
  if (!step || !tab) return;
  const tabs = [...tab.parentElement.querySelectorAll('[role="tab"]')];
  const next = tabs.at((tabs.indexOf(tab) + step) % tabs.length);
  next.focus();
  next.click();
});

// The part of a record that the address names, which was not there yet when the browser looked for it.
function showPlace() {
  if (location.hash) setTimeout(() => document.querySelector(location.hash)?.scrollIntoView({ block: "start" }), 300);
}

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
