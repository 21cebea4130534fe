"""Footage that leaves the house: the recorder's files untouched, a clip and a watermarked copy of each camera, and a
signed list of them all that anybody with openssl can check. Headless; runs in a process of its own (__main__.py)."""
