// Keyboard shortcuts: / search, g m mission, g p portfolio, ? the list. They can all be turned off, and the choice is kept.
(function () {
  "use strict";
  const KEY = "floke.keys";
  const WAIT = 1500; // milliseconds between g and the letter after it
  const list = document.getElementById("keys");
  if (!(list instanceof HTMLDialogElement)) return;
  const choice = list.querySelector("[data-keys-on]");
  let pending = 0;

  function areOn() {
    try {
      return window.localStorage.getItem(KEY) !== "off";
    } catch {
      return true;
    }
  }

  function isTyping(target) {
    return target instanceof Element && target.closest("input, textarea, select, [contenteditable]") !== null;
  }

  function open() {
    choice.checked = areOn();
    if (!list.open) list.showModal();
  }

  choice.addEventListener("change", () => {
    try {
      window.localStorage.setItem(KEY, choice.checked ? "on" : "off");
    } catch {
      choice.checked = true; // The choice cannot be kept here, so do not pretend that it was.
    }
  });
  document.querySelectorAll("[data-open-keys]").forEach((button) => button.addEventListener("click", open));

  document.addEventListener("keydown", (event) => {
    if (!areOn() || list.open || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    if (event.key === "?") {
      event.preventDefault();
      open();
    } else if (event.key === "/") {
      const search = document.querySelector("[data-key-target='search']");
      if (!(search instanceof HTMLElement)) return;
      event.preventDefault();
      search.focus();
    } else if (event.key === "g") {
      pending = event.timeStamp;
      return;
    } else if (pending && event.timeStamp - pending < WAIT) {
      const goal = { m: list.dataset.goMission, p: list.dataset.goPortfolio }[event.key];
      if (goal) window.location.assign(goal);
    }
    pending = 0;
  });
})();
