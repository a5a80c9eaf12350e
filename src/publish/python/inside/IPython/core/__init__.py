"""Where IPython keeps what the book asks of it."""
