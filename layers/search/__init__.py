"""Finding things by what they are called: pinyin, an index of names, coordinates that were typed. Headless."""
