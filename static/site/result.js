// The result page answers at once. It works without this file: its forms lead to the same addresses.
//
// A form marked data-at-once is sent when one of its fields changes. The page that answers is fetched, and what
// is marked data-fresh is taken from it; the form itself stays under the visitor's hands.

// Some programs put answers behind a `#`, where the server does not see them. No place in the page has such a name.
if (/=|%3D/i.test(location.hash)) {
  const parts = [location.search.slice(1), location.hash.replace(/^#\??/, "")];
  location.replace(`${location.pathname}?${parts.filter(Boolean).join("&")}`);
}

let latest = 0;

function address(form) {
  const filled = [...new FormData(form)].filter(([, value]) => value !== "");
  return `${location.pathname}?${new URLSearchParams(filled)}`;
}

async function answer(form) {
  const own = ++latest;
  const response = await fetch(address(form));
  if (!response.ok) throw new Error(response.statusText);
  const text = await response.text();
  if (own !== latest) return;
  show(new DOMParser().parseFromString(text, "text/html"));
  history.replaceState(null, "", response.url);
  keepAnswers();
}

function show(fresh) {
  const focused = document.activeElement?.id;
  for (const part of document.querySelectorAll("[data-fresh]")) {
    const now = fresh.getElementById(part.id);
    if (now) part.innerHTML = now.innerHTML;
  }
  document.title = fresh.title;
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
  offerCopying();
}

function offerCopying() {
  for (const link of document.querySelectorAll("a[data-copy]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = link.className;
    button.dataset.copy = link.dataset.copy;
    button.textContent = "Copy";
    link.replaceWith(button);
  }
}

async function copy(button) {
  const field = document.getElementById(button.dataset.copy);
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
    button.textContent = "Copied";
  } catch {
    button.textContent = "Selected: copy it now";
  }
}

document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-at-once]");
  if (form?.reportValidity()) answer(form).catch(() => form.submit());
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-copy]");
  if (button) copy(button);
});

// For the questions, which bring these answers along when the browser goes back to one of them (wizard.js).
function keepAnswers() {
  try {
    sessionStorage.setItem("answers", location.search);
  } catch {
    // The browser keeps nothing for us.
  }
}

addEventListener("pageshow", (event) => {
  const [arrival] = performance.getEntriesByType("navigation");
  if (!event.persisted && arrival?.type !== "back_forward") keepAnswers();
});

document.documentElement.classList.add("has-script");
offerCopying();
