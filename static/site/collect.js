// Counts the frameworks that are ticked for a comparison. Without it the page of the comparison says what is wrong.
"use strict";

const collecting = document.querySelector("form.collect");

function count() {
  const boxes = [...collecting.querySelectorAll("[name=f]")];
  const most = Number(collecting.dataset.most);
  const ticked = boxes.filter((box) => box.checked).length;
  for (const box of boxes) box.disabled = !box.checked && ticked >= most;
  document.getElementById("collected").textContent = ticked === 0 ? "Tick two to six." : `${ticked} of ${most} ticked.`;
}

if (collecting) {
  collecting.addEventListener("change", count);
  addEventListener("pageshow", count);
}
