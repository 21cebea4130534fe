"""Maps of other processes: a desk sets what a wall shows, and desks and walls follow who presents. All through the journal."""
