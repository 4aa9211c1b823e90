ballot-word = Ballot
