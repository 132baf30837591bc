"""Reading of articles that strangers send, in separate processes with limited resources."""
