"""The roles of the people chapter, which stands above the settings; a test holds the two together."""

ROLES = ("programme-manager", "initiative-owner", "steering-group", "administrator")
