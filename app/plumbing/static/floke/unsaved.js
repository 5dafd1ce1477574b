// Nothing typed is lost by accident: ask before leaving a form with changes, and put the reader where the errors are.
(function () {
  "use strict";
  let changed = false;

  document.addEventListener("input", (event) => {
    if (event.target instanceof Element && event.target.closest("form[data-guard]")) changed = true;
  });
  document.addEventListener("submit", () => {
    changed = false;
  });
  window.addEventListener("beforeunload", (event) => {
    if (changed) event.preventDefault();
  });

  const first = document.querySelector("[data-focus-on-load]");
  if (first instanceof HTMLElement) {
    first.focus();
    // A form that came back with errors holds what was typed and is not saved.
    changed = document.querySelector("form[data-guard]") !== null;
  }

  // A menu closes when the reader turns elsewhere or presses Escape.
  document.addEventListener("click", (event) => {
    document.querySelectorAll("details.menu[open]").forEach((menu) => {
      if (event.target instanceof Node && !menu.contains(event.target)) menu.removeAttribute("open");
    });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    document.querySelectorAll("details.menu[open]").forEach((menu) => {
      menu.removeAttribute("open");
      if (menu.contains(document.activeElement)) menu.querySelector("summary").focus();
    });
  });
})();
