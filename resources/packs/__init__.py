"""Domain packs, one TOML file a department."""
