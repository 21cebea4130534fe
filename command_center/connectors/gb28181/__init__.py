"""GB/T 28181-2016 and 2022: a registration server for cameras, recorders and platforms, and their live pictures.

`sip`, `digest`, `sdp`, `ptz`, `manscdp`, `rtp`, `ps` are pure; `transport` owns the sockets; `connector` is what the
host runs; `relay` hands the pictures to the decoding processes over loopback.
"""
