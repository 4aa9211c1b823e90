decisions = 议事
