// Everything works without this file; it makes pages smoother.
