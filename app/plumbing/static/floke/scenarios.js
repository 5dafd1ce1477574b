// Each weight is a number and a slider that say the same; the form's own request weighs anew while one drags.
(function () {
  "use strict";
  function pair(range) {
    const number = document.getElementById(range.dataset.rangeOf);
    if (!number) return;
    range.disabled = false;
    range.addEventListener("input", () => {
      number.value = range.value;
    });
    number.addEventListener("input", () => {
      const typed = Number(number.value.replace(",", "."));
      if (Number.isFinite(typed)) range.value = String(typed);
    });
  }
  function start(root) {
    root.querySelectorAll("[data-range-of]").forEach((range) => {
      if (range.disabled) pair(range);
    });
  }
  start(document);
  document.addEventListener("htmx:after:swap", () => start(document));
})();
