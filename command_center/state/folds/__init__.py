"""One file a table: how each event changes it. Pure functions over `Work`, on the folding thread.

A handler never raises for events that do not fit (an acknowledgement of an unknown alarm): it ignores them, because a
journal may start anywhere and arrive in any order.
"""
