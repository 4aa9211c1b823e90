decisions = Decisions
