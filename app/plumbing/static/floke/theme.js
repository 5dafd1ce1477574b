// Set the colour scheme before the first paint, and let a person choose the other one. Loaded without defer for that reason.
(function () {
  "use strict";
  const KEY = "floke.colour-scheme";
  const page = document.documentElement;
  const prefersDark = window.matchMedia("(prefers-color-scheme: dark)");

  function stored() {
    try {
      const value = window.localStorage.getItem(KEY);
      return value === "light" || value === "dark" ? value : null;
    } catch {
      return null; // Storage is refused in some browsers; the machine's own preference then stands.
    }
  }

  function isDark() {
    return (stored() || (prefersDark.matches ? "dark" : "light")) === "dark";
  }

  function apply() {
    page.setAttribute("data-color-scheme", stored() || "auto");
    page.toggleAttribute("data-dark", isDark());
    document.querySelectorAll("[data-theme-toggle]").forEach((button) => button.setAttribute("aria-pressed", String(isDark())));
    page.dispatchEvent(new CustomEvent("floke:colours"));
  }

  page.setAttribute("data-scripts", "");
  apply();
  prefersDark.addEventListener("change", apply);
  document.addEventListener("DOMContentLoaded", apply);
  document.addEventListener("click", (event) => {
    if (!(event.target instanceof Element) || !event.target.closest("[data-theme-toggle]")) return;
    try {
      window.localStorage.setItem(KEY, isDark() ? "light" : "dark");
    } catch {
      return;
    }
    apply();
  });
})();
