"""Articles of our own, and questions that they answer or don’t."""
