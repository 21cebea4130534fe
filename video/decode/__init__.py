"""The decode process: `python -m video.decode FD`, started by `video.pool`. It knows nothing of the journal."""
