"""词频与语境: how often terms occur, by year, place and publication, and each occurrence on its line."""
