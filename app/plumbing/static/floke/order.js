// A list whose order is set by dragging or by its buttons. Without this file the buttons are links to the other order.
(function () {
  "use strict";
  const list = document.querySelector("[data-order]");
  if (!list) return;
  const form = list.closest("form");
  const field = form.querySelector("[name=order]");
  const status = document.querySelector("[data-order-status]");

  const items = () => Array.from(list.children);

  const moved = (item) => {
    const order = items();
    field.value = order.map((one) => one.dataset.code).join(".");
    field.dispatchEvent(new Event("input", { bubbles: true }));
    status.textContent = list.dataset.said
      .replace("{criterion}", item.dataset.title)
      .replace("{place}", String(order.indexOf(item) + 1));
  };

  list.addEventListener("click", (event) => {
    const button = event.target instanceof Element && event.target.closest("[data-move]");
    if (!button) return;
    event.preventDefault();
    const item = button.closest("li");
    const up = button.dataset.move === "-1";
    const other = up ? item.previousElementSibling : item.nextElementSibling;
    if (!other) return;
    if (up) other.before(item);
    else other.after(item);
    // Moving an element takes the focus from it, and at the end of the list this button is not there.
    const ended = up ? !item.previousElementSibling : !item.nextElementSibling;
    (ended ? item.querySelector(`[data-move="${up ? "1" : "-1"}"]`) : button).focus();
    moved(item);
  });

  // The arrow keys do the same on a button, as one expects of a list that is put in order.
  list.addEventListener("keydown", (event) => {
    const button = event.target instanceof Element && event.target.closest("[data-move]");
    if (!button || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
    event.preventDefault();
    const wanted = event.key === "ArrowUp" ? "-1" : "1";
    button.closest("li").querySelector(`[data-move="${wanted}"]`).click();
  });

  list.addEventListener("pointerdown", (event) => {
    const grip = event.target instanceof Element && event.target.closest("[data-grip]");
    if (!grip) return;
    event.preventDefault();
    const item = grip.closest("li");
    const before = field.value;
    item.classList.add("order-dragged");
    grip.setPointerCapture(event.pointerId);
    const follow = (move) => {
      const others = items().filter((one) => one !== item);
      const next = others.find((one) => {
        const box = one.getBoundingClientRect();
        return move.clientY < box.top + box.height / 2;
      });
      if (next) {
        if (item.nextElementSibling !== next) next.before(item);
      } else if (list.lastElementChild !== item) {
        list.append(item);
      }
      // Moving the element ends the capture in some browsers.
      if (!grip.hasPointerCapture(event.pointerId)) grip.setPointerCapture(event.pointerId);
    };
    const end = () => {
      grip.removeEventListener("pointermove", follow);
      grip.removeEventListener("pointerup", end);
      grip.removeEventListener("pointercancel", end);
      item.classList.remove("order-dragged");
      const order = items().map((one) => one.dataset.code).join(".");
      if (order !== before) moved(item);
    };
    grip.addEventListener("pointermove", follow);
    grip.addEventListener("pointerup", end);
    grip.addEventListener("pointercancel", end);
  });
})();
