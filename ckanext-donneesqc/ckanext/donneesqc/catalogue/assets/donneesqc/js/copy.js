/*
 * Copy the text of an element, and say so aloud.
 *
 * <button data-dq-copy="id-of-the-text" data-dq-copied="Copied">Copy</button>
 * <span role="status"></span>  (right after the button)
 */
(function () {
  "use strict";

  function copyBySelection(element) {
    const range = document.createRange();
    range.selectNodeContents(element);
    const selection = window.getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
    document.execCommand("copy");
    selection.removeAllRanges();
  }

  // navigator.clipboard only exists on https and on the machine itself.
  function copy(element) {
    if (!navigator.clipboard) {
      copyBySelection(element);
      return Promise.resolve();
    }
    return navigator.clipboard
      .writeText(element.textContent.trim())
      .catch(function () { copyBySelection(element); });
  }

  document.addEventListener("click", function (event) {
    const button = event.target.closest("[data-dq-copy]");
    if (!button) return;
    copy(document.getElementById(button.dataset.dqCopy)).then(function () {
      button.nextElementSibling.textContent = button.dataset.dqCopied;
    });
  });
})();
