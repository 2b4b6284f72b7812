// The matrix by keyboard, like a spreadsheet. Without this script its form works all the same.
"use strict";

{
  const form = document.getElementById("matrix_form");
  if (form) {
    makeSpreadsheet(form);
  }

  function makeSpreadsheet(form) {
    const rows = [...form.querySelectorAll(".matrix tbody tr")];
    const count = document.getElementById("matrix-count");
    let sending = false;
    document.querySelector(".matrix-keys").hidden = false;
    form.querySelectorAll(".matrix tbody td").forEach(mark);
    tellCount();

    form.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        form.requestSubmit();
      } else if (isControl(event.target) && !event.altKey && !event.ctrlKey && !event.metaKey) {
        press(event);
      }
    });
    form.addEventListener("focusin", ({ target }) => target.matches(".matrix input.value") && target.select());
    form.addEventListener("input", ({ target }) => (isControl(target) || isWhy(target)) && update(target));
    form.addEventListener("submit", () => (sending = true));
    window.addEventListener("beforeunload", (event) => {
      if (!sending && form.querySelector("td.changed")) {
        event.preventDefault();
      }
    });

    function press(event) {
      const { key, target, shiftKey } = event;
      if (key === "Escape") {
        undo(target.closest("td"));
        target.select?.();
      } else if (key === "Enter") {
        move(target, shiftKey ? -1 : 1, 0);
      } else if (key === "ArrowUp" || key === "ArrowDown") {
        move(target, key === "ArrowUp" ? -1 : 1, 0);
      } else if ((key === "ArrowLeft" || key === "ArrowRight") && !shiftKey && leaves(target, key)) {
        move(target, 0, key === "ArrowLeft" ? -1 : 1);
      } else if (target.matches("input") && chooseConfidence(target.closest("td"), key)) {
        // No value holds a letter, so in its field a letter is the first one of a confidence, as in the list.
      } else {
        return;
      }
      event.preventDefault();
    }

    // Go on to the next control in a direction; cells that cannot be edited are passed over.
    function move(from, down, right) {
      const cell = from.closest("td");
      if (right) {
        const inRow = controls(cell.parentElement);
        inRow[inRow.indexOf(from) + right]?.focus();
        return;
      }
      const part = from.matches(".value") ? ".value" : ".confidence";
      for (let i = rows.indexOf(cell.parentElement) + down; i >= 0 && i < rows.length; i += down) {
        const next = rows[i].cells[cell.cellIndex].querySelector(part);
        if (next) {
          next.focus();
          return;
        }
      }
    }

    // Return whether the key is the first letter of a confidence.
    function chooseConfidence(cell, key) {
      const list = cell.querySelector(".confidence");
      const option = [...list.options].find(({ text }) => text[0].toLowerCase() === key.toLowerCase() && text !== "–");
      if (option) {
        list.value = option.value;
        update(list);
      }
      return Boolean(option);
    }

    function undo(cell) {
      const [, value, confidence] = cell.querySelector("[name^=seen-]").value.split("|");
      cell.querySelector(".value").value = value ?? "";
      cell.querySelector(".confidence").value = confidence ?? "";
      update(cell);
    }

    function update(inside) {
      mark(inside.closest("td"));
      tellCount();
    }

    function mark(cell) {
      const seen = cell.querySelector("[name^=seen-]");
      if (seen) {
        const [, value, confidence] = seen.value.split("|");
        const now = [cell.querySelector(".value").value.trim(), cell.querySelector(".confidence").value];
        const why = [...cell.querySelectorAll(".matrix-why textarea, .matrix-why input")];
        const changed = now[0] !== value || now[1] !== confidence || why.some((one) => one.value !== one.defaultValue);
        cell.classList.toggle("changed", changed);
      }
    }

    function tellCount() {
      const changed = form.querySelectorAll("td.changed").length;
      count.textContent = changed ? `${changed} changed ${changed === 1 ? "cell" : "cells"}, not saved yet` : "";
    }
  }

  function isControl(element) {
    return element.matches(".matrix .value, .matrix .confidence");
  }

  function isWhy(element) {
    return element.matches(".matrix-why textarea, .matrix-why input");
  }

  function controls(row) {
    return [...row.querySelectorAll(".value, .confidence")];
  }

  // In a text, an arrow moves the caret first.
  function leaves(control, key) {
    if (control.matches("select")) {
      return true;
    }
    const { selectionStart, selectionEnd, value } = control;
    const allSelected = selectionStart === 0 && selectionEnd === value.length;
    const atEdge = selectionStart === selectionEnd && selectionStart === (key === "ArrowLeft" ? 0 : value.length);
    return allSelected || atEdge;
  }
}
