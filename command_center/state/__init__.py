"""The world state: a fold of the journal to immutable snapshots, and the rules that commands obey. No I/O."""
