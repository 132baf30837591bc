"""What the bot does by itself: posts, and what keeps them going."""
