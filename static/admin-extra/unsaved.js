// Ask before a form is left with changes that are not saved. What was refused with errors is not saved either.
"use strict";

{
  const form = document.querySelector("#content-main form[method=post]");
  if (form) {
    let before = "";
    let sending = false;
    const written = () => JSON.stringify([...new FormData(form)].map(([name, value]) => [name, value.name ?? value]));
    // Other scripts fill in fields while the page loads.
    window.addEventListener("load", () => setTimeout(() => (before = written())));
    form.addEventListener("submit", () => (sending = true));
    window.addEventListener("pageshow", () => (sending = false));
    window.addEventListener("beforeunload", (event) => {
      if (!sending && (written() !== before || document.querySelector(".error-list"))) {
        event.preventDefault();
      }
    });
  }
}
