"""One search box over what the asker may see."""
