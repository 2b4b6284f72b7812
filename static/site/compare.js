// Comparisons work without this file: "Why" leads to the page with all reasons, and too many frameworks get an error.

// "Why" opens the reasons below its row. The page that it leads to is fetched once.
let reasons;

async function reasonsAt(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(response.statusText);
  return new DOMParser().parseFromString(await response.text(), "text/html");
}

async function ask(link) {
  const id = link.hash.slice(1);
  let row = document.getElementById(id);
  if (!row) {
    reasons ??= reasonsAt(link.href);
    row = document.adoptNode((await reasons).getElementById(id));
    row.cells[0].colSpan += 1;
    row.hidden = true;
    link.closest("tr").after(row);
  }
  row.hidden = !row.hidden;
  link.setAttribute("aria-expanded", String(!row.hidden));
}

document.querySelector(".scores")?.addEventListener("click", (event) => {
  const link = event.target.closest(".ask a");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  ask(link).catch(() => location.assign(link.href));
});

// The form that picks frameworks counts them, and tells at once when there are too many.
const picker = document.querySelector(".picker");

function count() {
  const told = picker.querySelector(".picked");
  const chosen = picker.querySelectorAll("[name=f]:checked").length;
  const most = Number(told.dataset.most);
  const tooMany = chosen > most;
  told.hidden = false;
  told.classList.toggle("too-many", tooMany);
  told.textContent = tooMany
    ? `${chosen} chosen. You can compare up to ${most}: untick ${chosen - most}.`
    : `${chosen} of ${most} chosen`;
}

if (picker) {
  picker.addEventListener("change", count);
  count();
}
