"""Template helpers of the room `catalogue`; every name starts with `dq_`."""
