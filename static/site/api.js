// Copy buttons for the code on the page about the API. Without this file the code is there to select.

async function copy(button, code) {
  try {
    await navigator.clipboard.writeText(code.textContent);
    button.textContent = "Copied";
  } catch {
    getSelection().selectAllChildren(code);
    button.textContent = "Selected: copy it now";
  }
}

for (const block of document.querySelectorAll(".api-code")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "api-copy";
  button.textContent = "Copy";
  button.setAttribute("aria-live", "polite");
  button.addEventListener("click", () => copy(button, block.querySelector("code")));
  const frame = document.createElement("div");
  frame.className = `api-frame ${block.classList.contains("api-in") ? block.className.replace("api-code", "") : ""}`;
  block.replaceWith(frame);
  frame.append(block, button);
}
