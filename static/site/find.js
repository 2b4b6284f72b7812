// Suggests the names of frameworks and criteria in the search fields, fetched when one is first used.

async function suggest(event) {
  const field = event.target;
  if (!field.matches(".find-box input") || field.list) return;
  const names = document.createElement("datalist");
  names.id = `${field.id}-names`;
  field.after(names);
  field.setAttribute("list", names.id);
  const response = await fetch(field.form.dataset.names);
  if (response.ok) names.append(...(await response.json()).map((name) => new Option(name)));
}

addEventListener("focusin", suggest);
