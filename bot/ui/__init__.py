"""How the bot answers, whoever asks."""
