//! Projects within a sum: what was chosen, in which order and out of whose share, and why the others were not.

use super::blocks::{Bar, Bars, Block, Stack, Table, TableRow, column, figures};
use super::ranked::taken;
use super::words::{Words, rounded};
use crate::reckoning::{Budget, Ended, Group, Project, Shares};
use crate::terms::Counting;
use web::ui::Tone;

/// `own` are the options that the reader chose, ascending, where that is known.
pub(super) fn budget(w: &Words, shown: &Budget, own: Option<&[i64]>) -> Vec<Block> {
    let t = w.t;
    let winners = &w.reckoning.winners;
    let rule = match w.reckoning.counting {
        Counting::GreedyByVotes => t.result_rule_greedy(),
        Counting::GreedyByVotesPerCost => t.result_rule_greedy_per_cost(),
        Counting::EqualShares => t.result_rule_shares(),
        _ if raised(shown) == 0 => t.result_rule_shares_unraised(),
        _ => t.result_rule_shares_completed(),
    };
    let chosen = match winners.len() as i64 {
        0 => t.result_no_project(),
        count => t.result_projects_chosen(count, w.sum(shown.total_minor), w.sum(shown.budget_minor)),
    };
    let part = w.reckoning.threshold.map(|part| w.part(part)).unwrap_or_default();
    let backed = t.result_budget_backed(shown.whole, shown.backers, part, shown.needed);
    let mut blocks = vec![Block::Said(chosen), Block::Said(backed), Block::Said(rule)];
    if !winners.is_empty() {
        blocks.push(Block::Stack(in_order(w, shown)));
    }
    blocks.push(Block::Heading(t.result_support()));
    blocks.push(Block::Bars(support(w, shown)));
    if shown.projects.iter().any(|project| !project.chosen) {
        blocks.push(Block::Table(not_chosen(w, shown)));
    }
    if shown.depends_on_order {
        blocks.push(Block::Said(t.result_depends_on_order()));
    }
    if let Some(shares) = &shown.shares {
        blocks.extend(by_shares(w, shown, shares, own));
    }
    blocks
}

/// Times that every ballot's share was raised.
fn raised(shown: &Budget) -> i64 {
    shown.shares.as_ref().map_or(0, |shares| shares.added)
}

fn cost_of(shown: &Budget, option: i64) -> i64 {
    shown.projects.iter().find(|project| project.option == option).map_or(0, |project| project.cost_minor)
}

fn votes_of(shown: &Budget, option: i64) -> i64 {
    shown.projects.iter().find(|project| project.option == option).map_or(0, |project| project.votes)
}

/// As they were chosen, with what was left after each.
fn in_order(w: &Words, shown: &Budget) -> Stack {
    let winners = &w.reckoning.winners;
    let parts = winners.iter().map(|option| (w.option(*option), cost_of(shown, *option)));
    let mut stack = taken(w, w.t.result_budget_caption(), parts.collect(), shown.budget_minor);
    let mut left = shown.budget_minor;
    for (option, part) in winners.iter().zip(&mut stack.parts) {
        left -= part.part;
        part.note = w.t.result_after_it(votes_of(shown, *option), w.sum(left));
    }
    stack
}

fn support(w: &Words, shown: &Budget) -> Bars {
    let t = w.t;
    let most = shown.projects.iter().map(|project| project.votes).max().unwrap_or(0);
    let mut sorted: Vec<&Project> = shown.projects.iter().collect();
    sorted.sort_by_key(|project| (std::cmp::Reverse(project.votes), project.option));
    let bar = |project: &Project| Bar {
        name: w.option(project.option),
        part: project.votes,
        whole: most,
        figure: project.votes.to_string(),
        note: t.result_costs(w.sum(project.cost_minor)),
        tag: project.chosen.then(|| (t.result_chosen(), Tone::Done)),
        faint: !project.chosen,
    };
    let rows = sorted.into_iter().map(bar).collect();
    let heads = [t.result_project(), t.result_votes()];
    Bars { caption: t.result_support_caption(), heads, rows, mark: None }
}

fn not_chosen(w: &Words, shown: &Budget) -> Table {
    let t = w.t;
    let row = |project: &Project| {
        let cells = vec![w.option(project.option), w.sum(project.cost_minor), why_not(w, shown, project)];
        TableRow { cells, own: false }
    };
    let rows = shown.projects.iter().filter(|project| !project.chosen).map(row).collect();
    let heads = vec![column(t.result_project()), figures(t.result_cost()), column(t.result_why_not())];
    Table { caption: t.result_not_chosen_caption(), heads, rows }
}

fn why_not(w: &Words, shown: &Budget, project: &Project) -> String {
    let t = w.t;
    if project.votes == 0 {
        return t.result_not_named();
    }
    let turn = shown.considered.iter().find(|one| one.option == project.option && !one.taken);
    let left_minor = turn.map(|turn| turn.left_minor);
    let too_little =
        |left_minor: i64| t.result_too_little_left(w.sum(left_minor), w.sum(project.cost_minor - left_minor));
    let Some(shares) = &shown.shares else {
        return too_little(left_minor.unwrap_or(shown.budget_minor - shown.total_minor));
    };
    match (too_short(w, shares, project), left_minor) {
        (Some(short), None) => short,
        (Some(short), Some(left_minor)) => t.result_then_too_little_left(short, w.sum(left_minor)),
        (None, Some(left_minor)) => too_little(left_minor),
        (None, None) => t.result_shares_too_small(),
    }
}

/// What its supporters held when it was first too little. None where that was not kept.
fn too_short(w: &Words, shares: &Shares, project: &Project) -> Option<String> {
    let short = shares.short.iter().find(|short| short.option == project.option)?;
    let held_minor = w.held(&short.held)?;
    let [held, missing] = [held_minor, project.cost_minor - held_minor].map(|minor| w.sum(minor));
    let cost = w.sum(project.cost_minor);
    Some(match short.after {
        None => w.t.result_short_at_once(held, cost, missing),
        Some(bought) => w.t.result_short_after(w.option(bought), held, cost, missing),
    })
}

fn by_shares(w: &Words, shown: &Budget, shares: &Shares, own: Option<&[i64]>) -> Vec<Block> {
    let t = w.t;
    let mut blocks = vec![Block::Heading(t.result_shares())];
    blocks.push(Block::Said(match shares.added {
        0 => t.result_first_share(w.share(&shares.first_share)),
        added => {
            // Every ballot got the step so many times, whether it names anything or not.
            let together = shown.budget_minor + added * shares.step_minor * shown.whole;
            t.result_first_share_added(
                w.share(&shares.first_share),
                w.sum(shares.step_minor),
                added,
                shown.whole,
                w.sum(together),
                w.sum(shown.budget_minor),
            )
        }
    }));
    blocks.push(Block::Said(match shares.ended {
        Ended::NothingAffordable => t.result_ended_nothing_affordable(),
        Ended::NothingFits => t.result_ended_nothing_fits(),
        // Nothing was raised, and the sentence does not tell of a raise.
        Ended::NextWouldOverspend if shares.added == 0 => t.result_ended_first_would_overspend(),
        Ended::NextWouldOverspend => t.result_ended_next_would_overspend(),
    }));
    if !shares.rounds.is_empty() {
        blocks.push(Block::Table(purchases(w, shares)));
    }
    let mine = own.and_then(|own| shares.groups.iter().find(|group| group.options == own));
    if let Some(group) = mine {
        blocks.push(Block::Heading(t.result_own_share()));
        // Rounded one by one, as in the table of groups: what is drawn is what is read there.
        let paid = group.paid.iter().filter_map(|(option, sum)| Some((w.option(*option), rounded(sum)?)));
        let parts: Vec<(String, i64)> = paid.collect();
        let whole = parts.iter().map(|(_, minor)| minor).chain(&rounded(&group.left)).sum();
        blocks.push(Block::Stack(taken(w, t.result_own_share_caption(), parts, whole)));
    }
    match shares.groups.is_empty() {
        true => blocks.push(Block::Said(t.result_too_many_groups())),
        false => {
            blocks.push(Block::Heading(t.result_groups()));
            blocks.push(Block::Said(t.result_groups_said()));
            blocks.push(Block::Table(groups(w, shares, mine)));
        }
    }
    blocks
}

fn purchases(w: &Words, shares: &Shares) -> Table {
    let t = w.t;
    let row = |(at, round): (usize, &crate::reckoning::Bought)| {
        let cells = vec![
            (at + 1).to_string(),
            w.option(round.option),
            round.payer_count.to_string(),
            w.sum(round.left_minor),
        ];
        TableRow { cells, own: false }
    };
    let heads = vec![
        figures(t.result_turn()),
        column(t.result_project()),
        figures(t.result_payers()),
        figures(t.result_left_with_all()),
    ];
    let rows = shares.rounds.iter().enumerate().map(row).collect();
    Table { caption: t.result_purchases_caption(), heads, rows }
}

fn groups(w: &Words, shares: &Shares, mine: Option<&Group>) -> Table {
    let t = w.t;
    let row = |group: &Group| {
        let paid: Vec<_> = group
            .paid
            .iter()
            .map(|(option, sum)| format!("{} {}", w.option(*option), w.share(sum)))
            .collect();
        let named = match group.options.as_slice() {
            [] => t.result_named_nothing(),
            options => w.options(options),
        };
        let paid = if paid.is_empty() { t.result_paid_nothing() } else { paid.join(&t.result_comma()) };
        let own = mine == Some(group);
        let named = if own { t.result_yours(named) } else { named };
        TableRow { cells: vec![named, group.voter_count.to_string(), paid, w.share(&group.left)], own }
    };
    let mut sorted: Vec<&Group> = shares.groups.iter().collect();
    sorted.sort_by(|a, b| b.voter_count.cmp(&a.voter_count).then_with(|| a.options.cmp(&b.options)));
    let heads = vec![
        column(t.result_ballot_names()),
        figures(t.result_ballots()),
        column(t.result_each_paid()),
        figures(t.result_left()),
    ];
    Table { caption: t.result_groups_caption(), heads, rows: sorted.into_iter().map(row).collect() }
}
