// Improves a question's page. Without it everything works, one step later.
"use strict";

const form = document.querySelector("form.question");
// The answers of this tab, kept until it is closed: the browser's own Back shows an address from before the later ones.
const KEPT = "answers";
const soFar = document.getElementById("so-far");
let asking = new AbortController();

// "None of these" and "Not sure" contradict every other answer.
function clearContradictions(ticked) {
  if (ticked.type !== "checkbox" || !ticked.checked) return;
  for (const other of form.elements[ticked.name]) {
    if (other !== ticked && (ticked.dataset.alone !== undefined || other.dataset.alone !== undefined)) other.checked = false;
  }
}

// The same page, asked with what is chosen now, says who is ahead then.
async function showStanding() {
  asking.abort();
  asking = new AbortController();
  const address = `${location.pathname}?${new URLSearchParams(new FormData(form))}`;
  try {
    const response = await fetch(address, { signal: asking.signal });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    soFar.replaceChildren(...page.getElementById("so-far").childNodes);
  } catch {
    // Overtaken by the next choice, or no network: the page keeps what it shows.
  }
}

function keep(pairs) {
  try {
    sessionStorage.setItem(KEPT, new URLSearchParams(pairs));
  } catch {
    // The browser keeps nothing for us: then Back goes back in every respect.
  }
}

function kept() {
  try {
    return [...new URLSearchParams(sessionStorage.getItem(KEPT) ?? "")];
  } catch {
    return [];
  }
}

// Puts the answers that were given later into the form, the links and the address of an earlier page.
function bringLaterAnswers() {
  const own = form.querySelector("fieldset input").name;
  const here = new Set([own, "edition", "to", "from", "dropped", "completed", ...new FormData(form).keys()]);
  const later = kept().filter(([key]) => !here.has(key));
  if (later.length === 0) return;
  for (const [name, value] of later) {
    form.prepend(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  }
  for (const link of document.querySelectorAll("main a[href*='/advise/']")) link.href = withLater(link.href, later);
  history.replaceState(history.state, "", withLater(location.href, later));
  showStanding();
}

function withLater(href, later) {
  const address = new URL(href);
  const there = new Set(address.searchParams.keys());
  for (const [key, value] of later) if (!there.has(key)) address.searchParams.append(key, value);
  return address;
}

// The next question begins at its heading: Tab leads to the first choice, and screen readers read the question.
function focusQuestion() {
  if (!document.referrer.startsWith(`${location.origin}/advise/`) || form.querySelector("[autofocus]")) return;
  form.querySelector("h1").focus({ preventScroll: true });
}

function keepAnswers() {
  keep([...new FormData(form)].filter(([key]) => key !== "from"));
}

form.addEventListener("submit", keepAnswers);

addEventListener("pageshow", (event) => {
  const [arrival] = performance.getEntriesByType("navigation");
  if (event.persisted || arrival?.type === "back_forward") bringLaterAnswers();
  else keep(new URLSearchParams(location.search));
  if (arrival?.type === "navigate") focusQuestion();
});

form.addEventListener("change", (event) => {
  clearContradictions(event.target);
  keepAnswers();
  showStanding();
});
