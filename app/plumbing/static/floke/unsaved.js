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
})();
