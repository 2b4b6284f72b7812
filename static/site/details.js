// Opens what an address points at when it is folded away. Browsers that do so by themselves do it first.

function openTarget() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  const own = target.querySelector(":scope > details");
  const around = target.closest("details");
  if (own) own.open = true;
  if (around) around.open = true;
  target.scrollIntoView();
}

addEventListener("hashchange", openTarget);
if (location.hash) openTarget();
