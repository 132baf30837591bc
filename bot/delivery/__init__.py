"""What the bot does by itself: daily posts, and what keeps them going."""
