// Turns links beside a read-only field into buttons that copy it. Without it the links open what they lead to.
"use strict";

for (const link of document.querySelectorAll("a[data-copy]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = link.className;
  button.textContent = "Copy";
  button.addEventListener("click", () => copy(button, document.getElementById(link.dataset.copy)));
  link.replaceWith(button);
}

async function copy(button, field) {
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
    button.textContent = "Copied";
  } catch {
    button.textContent = "Selected: copy it now";
  }
}
