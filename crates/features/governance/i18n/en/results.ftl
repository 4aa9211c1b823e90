result-title = Result of the ballot
result-of = { $title }: result
result-passed = Passed
result-rejected = Not passed
result-no-quorum = No quorum
result-tied = Tied
result-line = { $outcome }: { $figures }
result-half = a half
result-two-thirds = two thirds
result-three-quarters = three quarters
result-comma = {", "}
result-who-took-part = Who took part
result-turnout = Of { $electorate ->
    [one] the one member
   *[other] { $electorate } members
} who could vote, { $voted } did, { $abstained } of them by abstaining.
result-quorum-reached = At least { $needed } had to take part, and did.
result-quorum-missed = At least { $needed } had to take part and did not, so nothing is decided.
result-extended-quorum = The quorum was reached late, so the ballot was extended to { $until }.
result-extended-flip = The outcome flipped late, so the ballot was extended to { $until }.
result-how-counted = How it was counted
result-answer = Answer
result-votes = Votes
result-voters = Members
result-option = Option
result-yes = Yes
result-no = No
result-abstain = Abstained
result-takes-no-side = takes no side
result-yes-no-said = { $yes } of the { $whole } votes for or against were for it. More than { $part } of them had to be: at least { $needed }.
result-yes-no-caption = { $yes } for, { $no } against
result-mark-more-than = The line: more than { $part } was needed
result-consent-none = Nobody objected at the closing, so it passes.
result-consent-objections = { $count -> 
    [one] One objection was not withdrawn, so it does not pass.
   *[other] { $count } objections were not withdrawn, so it does not pass.
}
result-objections-withdrawn = { $count ->
    [one] One more objection was withdrawn before the closing. It counts as an abstention: it takes part and takes no side.
   *[other] { $count } more objections were withdrawn before the closing. They count as abstentions: they take part and take no side.
}
result-consent-caption = Members by what they said
result-agree = Agreed
result-object = Objected
result-objections-caption = Objections and their reasons
result-member = Member
result-reason = Reason
result-chosen = Chosen
result-level = Level
result-most = { $name } has the most: { $figure }.
result-level-said = { $names } are level, and the rule of this ballot does not choose between them.
result-nobody-enough = No option has enough support.
result-approval-said = { $whole } votes took part. An option needs the approval of more than { $part } of them: at least { $needed }.
result-approval-caption = Approvals of each option
result-score-said = The highest sum wins, if its mean is above { $part } of { $highest }, the highest score.
result-score-caption = Sum of scores of each option
result-sum-of-scores = Sum
result-mean-of = judged by { $judges }, mean { $mean }
result-supporters = { $count -> 
    [one] One member gave it a vote
   *[other] { $count } members gave it a vote
}
result-credits-said = { $whole } took part and spent { $spent ->
    [one] one credit
   *[other] { $spent } credits
}. The most votes win, if at least { $needed ->
    [one] one member
   *[other] { $needed } members
} gave it one.
result-credits-caption = Votes bought for each option
result-nobody-ranked = Nobody ranked anything.
result-duel = { $with } to { $against } against { $other }
result-beats-everybody = { $name } beats everybody one against one: { $duels }.
result-path = { $there } to { $back } against { $other }
result-schulze-said = Nobody beats all the others one against one, so the strongest paths decide. From { $name } to each other they are no weaker than back: { $paths }.
result-runoff-said = Round by round the last one goes out and its ballots move to their next choice. In round { $rounds }, { $name } has { $votes } of the { $all } votes that are left.
result-borda-said = { $name } has the most points: one for each option that a ballot ranks below it, less one for each above it.
result-copeland-said = Nobody beats all the others; { $name } has the most wins less defeats, one against one.
result-minimax-said = Nobody beats all the others; the worst defeat of { $name } is the smallest.
result-condorcet-same = One against one, { $name } beats everybody too.
result-condorcet-other = One against one, { $name } beats everybody; the rule of this ballot does not go by that, so the outcome may differ.
result-condorcet-none = One against one, nobody beats all the others.
result-borda-figures = Each ballot gives an option one point for every option it ranks below it and takes one for every option above it; the most points win.
result-copeland-figures = An option gets one point for each that it beats one against one and loses one for each that beats it; the most points win.
result-minimax-figures = The figure is by how many votes an option lost its worst duel; a negative one says that it lost none, and won its closest by so many. The smallest figure wins.
result-against = against { $name }
result-duel-won = won
result-duel-level = level
result-duel-lost = lost
result-duel-mark = The line: a half
result-duels-caption = { $name }, one against one
result-rounds = Round by round
result-rounds-said = Whoever has more than half of the ballots that still count wins. If nobody has, all with the fewest votes go out together, and their ballots move to the next choice that is still there.
result-rounds-tie = Several were level with the fewest on the way and went out together: another rule on ties may choose otherwise.
result-round = Round { $number }
result-round-mark = The line: half of the ballots that still count
result-goes-out = goes out
result-exhausted = No choice left
result-exhausted-note = all that these ballots ranked are out, or level from there on
result-points = Points
result-borda-caption = Points by place
result-copeland-caption = Wins less defeats
result-minimax-caption = Worst defeat: less is better
result-pairs = One against one
result-pairs-caption = Votes that rank the row above the column
result-pairs-note = ▲ the row beats the column, = they are level. Columns are numbered like the rows.
result-paths = Strongest paths
result-paths-said = An option may beat another by way of others. A path is as strong as its weakest step; these are the strongest paths.
result-paths-caption = Strongest path from the row to the column
result-paths-note = ▲ stronger this way, = equally strong.
result-word-beats = beats,
result-word-level = level,
result-word-loses = loses,
result-place = Place
result-remark = Remark
result-ranking-caption = Everybody in order
result-project = Project
result-cost = Cost
result-left = Left
result-turn = Turn
result-no-project = No project was chosen.
result-projects-chosen = { $count -> 
    [one] One project was chosen, for { $total } of { $budget }.
   *[other] { $count } projects were chosen, for { $total } of { $budget }.
}
result-budget-backed = { $backers } of the { $whole } who took part support a project that was chosen. More than { $part } had to: at least { $needed }.
result-rule-greedy = Projects were taken by their votes, the most first, where they fitted.
result-rule-greedy-per-cost = Projects were taken by their votes for what they cost, the most first, where they fitted.
result-rule-shares = The budget was shared equally among the ballots. A project is paid for by those who named it, out of their shares, and chosen if they can.
result-rule-shares-unraised = The budget was shared equally among the ballots. A project is paid for by those who named it, out of their shares, and chosen if they can. This time the shares were not raised at all; what was left went to projects by their votes, where they fitted.
result-rule-shares-completed = The budget was shared equally among the ballots. A project is paid for by those who named it, out of their shares, and chosen if they can. The shares were then raised little by little until the next step would overspend; what was left went to projects by their votes, where they fitted.
result-budget-caption = Where the budget goes
result-support = Support of each project
result-support-caption = Votes and costs
result-costs = costs { $sum }
result-not-chosen-caption = Not chosen, and why
result-why-not = Why
result-not-named = Nobody named it.
result-too-little-left = Only { $left } was left when its turn came: { $missing } too little.
result-then-too-little-left = { $short } When the rest was given out by votes, only { $left } was left at its turn.
result-short-at-once = All the shares of those who named it make { $held } together; it needed { $cost }: { $missing } too little.
result-short-after = Once { $bought } was bought, those who named it had { $held } left together; it needed { $cost }: { $missing } too little.
result-shares-too-small = The shares of those who named it do not pay for it.
result-depends-on-order = Some projects were equally good, and their order on the ballot decided: another order would have chosen others.
result-shares = What the shares paid for
result-first-share = Each ballot had { $sum }.
result-first-share-added = Each ballot had { $sum }. The budget was shared out equally; then every ballot got { $step } more and all was counted anew, again and again. The count that holds is the one { $count ->
    [one] after one such raise
   *[other] after { $count } such raises
}. The { $whole } ballots had { $together } together, more than the budget of { $budget }: those whose projects are all bought cannot spend the rest, and what is bought stays within the budget.
result-ended-nothing-affordable = It ended there: those who named what is left cannot pay for it.
result-ended-nothing-fits = It ended there: nothing that is left fits into the budget.
result-ended-first-would-overspend = The shares were not raised: the first step would already have overspent the budget.
result-ended-next-would-overspend = It ended there: raised once more, the shares would spend more than the budget.
result-purchases-caption = Bought by their supporters, in this order
result-payers = Payers
result-left-with-all = Left with all
result-own-share = Your share
result-own-share-caption = What your share paid for
result-groups = Ballots that say the same
result-groups-said = Ballots that name the same projects pay the same. The row with the projects that you named says what your share paid for. Sums are rounded.
result-groups-caption = What each kind of ballot paid for
result-ballot-names = Names
result-ballots = Ballots
result-each-paid = Each paid
result-named-nothing = nothing
result-paid-nothing = nothing
result-yours = { $named } (yours)
result-too-many-groups = There are too many kinds of ballots to list them.
result-recount = Counting again
result-recount-lead = What is above was counted when the ballot closed. The stored ballots can be counted again at any time.
result-recount-do = Count again now
result-recount-same-tag = The same
result-recount-same = The stored ballots were counted again just now, and give the very same.
result-recount-other-tag = Not the same
result-recount-other = Counted again just now, the stored ballots give something else: votes or result were changed. Tell a steward and the operator.
result-recount-busy = Somebody else is having votes counted again right now. Please try again in a moment.
result-recount-gone = The papers of this ballot had weights and were deleted when appeals ended, because a weight tells whose it is: they cannot be counted again.
result-turnout-none-abstained = Of { $electorate ->
    [one] the one member
   *[other] { $electorate } members
} who could vote, { $voted } did; nobody abstained.
result-after-it = { $count -> 
    [one] one vote
   *[other] { $count } votes
} · { $left } left after it
result-show-own = What my share paid for
result-no-receipt = This browser has no receipt of this ballot, or there is no paper of it.
result-to-receipt = Find it by receipt
result-file = The votes as a file
result-file-ranked = All orders under no names, in the format of PrefLib, which other programs read too. Who abstained is not in it. On a machine with hehuo, this counts them to the same outcome:
result-file-budget = All votes under no names, in the format of Pabulib, which other programs read too. Projects that nobody named are not in it. On a machine with hehuo, this counts them to the same outcome:
result-file-csv = All votes under no names, a row each, for any spreadsheet.
result-file-do = Download
