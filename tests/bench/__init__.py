"""Figures that a test can't hold: how long, how fast, and what random deaths leave behind (`make bench`)."""
