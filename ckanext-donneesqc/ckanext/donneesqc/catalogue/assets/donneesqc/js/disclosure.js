/*
 * Open and close what a button controls; the Escape key closes it and gives the button the focus back.
 *
 * <button aria-expanded="false" aria-controls="id" data-dq-toggle>
 */
(function () {
  "use strict";

  function set(button, open) {
    button.setAttribute("aria-expanded", String(open));
    document.getElementById(button.getAttribute("aria-controls")).classList.toggle("is-open", open);
  }

  document.addEventListener("click", function (event) {
    const button = event.target.closest("[data-dq-toggle]");
    if (button) set(button, button.getAttribute("aria-expanded") !== "true");
  });

  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") return;
    document.querySelectorAll("[data-dq-toggle][aria-expanded='true']").forEach(function (button) {
      set(button, false);
      button.focus();
    });
  });
})();
