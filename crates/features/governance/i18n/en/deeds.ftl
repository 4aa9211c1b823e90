deed-word = Deed
