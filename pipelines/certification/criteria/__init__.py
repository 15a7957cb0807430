"""The tests of a certification: one module each, `registry` lists them."""
