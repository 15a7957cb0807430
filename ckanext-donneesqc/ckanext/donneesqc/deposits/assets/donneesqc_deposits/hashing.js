/* Computes the SHA-256 of a file, block by block, beside the page: it is told how far it is. */
"use strict";
importScripts("sha256.min.js");

var BLOCK = 4 << 20; // octets

self.onmessage = function (message) {
  var file = message.data;
  var hash = sha256.create();

  function next(start) {
    if (start >= file.size) {
      self.postMessage({ sha256: hash.hex() });
      return;
    }
    file.slice(start, start + BLOCK).arrayBuffer().then(function (block) {
      hash.update(block);
      self.postMessage({ read: Math.min(start + BLOCK, file.size) });
      next(start + BLOCK);
    }, function (error) {
      self.postMessage({ failed: String(error) });
    });
  }

  next(0);
};
