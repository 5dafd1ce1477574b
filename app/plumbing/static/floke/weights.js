// Sliders beside the fields of points: each moves its field, and the field moves it. htmx fetches the new list.
(function () {
  "use strict";
  document.querySelectorAll("[data-slides]").forEach((slider) => {
    const field = document.getElementById(slider.dataset.slides);
    if (!(field instanceof HTMLInputElement)) return;
    slider.addEventListener("input", () => {
      field.value = slider.value;
    });
    field.addEventListener("input", () => {
      const points = Number(field.value.replace(/\s/g, "").replace(",", "."));
      if (Number.isFinite(points)) slider.value = String(points);
    });
  });
})();
