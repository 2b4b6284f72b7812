// Improves a question's page. Without it everything works, one step later.
"use strict";

const form = document.querySelector("form.question");
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

form.addEventListener("change", (event) => {
  clearContradictions(event.target);
  showStanding();
});
