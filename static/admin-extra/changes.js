/* The page of unpublished changes: tell how many changes are ticked while they are, before the server does. */
(() => {
  const form = document.getElementById("changes_form");
  const publish = document.getElementById("publish");
  const heading = document.getElementById("going");
  if (!form || !heading || !form.querySelector("input[name=change]")) return;

  const boxes = [...form.querySelectorAll("input[name=change]")];
  const elsewhere = form.elements.elsewhere.value.split(" ").filter(Boolean).length;
  const before = { heading: heading.textContent, publish: publish && publish.value };
  const shown = boxes.map((box) => box.defaultChecked);

  function told() {
    const same = boxes.every((box, index) => box.checked === shown[index]);
    const ticked = elsewhere + boxes.filter((box) => box.checked).length;
    const changes = ticked === 1 ? "1 change" : `${ticked} changes`;
    heading.textContent = same ? before.heading : `${changes} ticked, not looked at yet`;
    if (publish) publish.value = same ? before.publish : `See what publishing ${changes} would do`;
  }

  form.addEventListener("change", told);
  window.addEventListener("pageshow", told);
})();
