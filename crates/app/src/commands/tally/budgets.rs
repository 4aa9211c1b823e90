//! Participatory budgets: files of Pabulib.

use super::{Counted, Said, bad_line, plain, text_of};
use crate::cli::Tally;
use serde_json::json;
use tally::BigRational;
use tally::budget::{Considered, Ended, Measure, Outcome, Rule, Shares, run};
use tally::exact::{decimal, fraction};
use tally::pabulib::{File, parse};

/// After the point, where an amount does not end.
const PLACES: usize = 6;
const RHO_PLACES: usize = 12;

pub(super) fn count(options: &Tally) -> Result<Counted, Said> {
    let file = parse(&text_of(&options.file)?).map_err(|bad| bad_line(&options.file, &bad))?;
    let rule = rule_of(&file, &options.rule)?;
    let outcome =
        run(&file.instance, rule).map_err(|why| Said::because(&options.file.display().to_string(), why))?;
    for note in &file.notes {
        eprintln!("hehuo: {}, {note}", options.file.display());
    }
    let id = |project: &usize| file.instance.projects[*project].id.as_str();
    let json = json!({
        "rule": options.rule,
        "selected_in_order": outcome.selected.iter().map(id).collect::<Vec<_>>(),
        "selected_sorted": outcome.sorted_ids(&file.instance),
        // Exactly, as the reference files write it.
        "total_cost": fraction(&file.in_currency(outcome.total_cost)),
        "depends_on_tie_breaking": outcome.depends_on_tie_breaking,
    });
    Ok(Counted { json, lines: lines(&file, &outcome) })
}

/// The rule of that name for ballots of this kind, or an answer that names them all.
fn rule_of(file: &File, wanted: &str) -> Result<Rule, Said> {
    let rules = file.kind.rules();
    if let Some(rule) = Rule::parse(wanted).filter(|rule| rules.contains(rule)) {
        return Ok(rule);
    }
    let names: Vec<String> = rules.iter().map(ToString::to_string).collect();
    let (kind, names) = (file.kind.name(), names.join(", "));
    Err(Said::new(format!("no rule for budgets with {kind} ballots is called {wanted:?}; there are {names}")))
}

fn lines(file: &File, outcome: &Outcome) -> Vec<String> {
    let instance = &file.instance;
    let money = |minor| decimal(&file.in_currency(minor), PLACES);
    let mut lines = vec![format!(
        "{}: {} projects, {} voters, budget {}",
        outcome.rule,
        instance.projects.len(),
        instance.voters(),
        money(instance.budget)
    )];
    if let Some(shares) = &outcome.shares {
        lines.extend(rounds(file, outcome.rule.measure(), shares));
    }
    if !outcome.considered.is_empty() {
        lines.extend(list(file, &outcome.considered));
    }
    for project in &outcome.selected {
        let cost = money(instance.projects[*project].cost);
        let line = format!("{:<12} {cost:>14}  {}", called(file, *project), plain(&file.names[*project]));
        lines.push(line.trim_end().to_owned());
    }
    lines.push(format!("{} selected for {}", outcome.selected.len(), money(outcome.total_cost)));
    if outcome.depends_on_tie_breaking {
        lines.push("another order among equally good projects would have selected others".to_owned());
    }
    lines
}

fn rounds(file: &File, measure: Measure, shares: &Shares) -> Vec<String> {
    let money = |minor| decimal(&file.in_currency(minor), PLACES);
    let step = BigRational::from_integer(file.instance.step.into());
    let point = BigRational::from_integer(file.point.into());
    // By cost it is money for money; else money for a project or for a point.
    let unit = if measure == Measure::Cost { BigRational::from_integer(1.into()) } else { &step / point };
    let begin = decimal(&(&shares.first_share / &step), PLACES);
    let mut lines = vec![format!("each voter begins with {begin}")];
    if shares.added > 0 {
        let (added, runs) = (shares.added, shares.computed);
        lines.push(format!("of it, {added} were added one by one; {runs} runs told what each changes"));
    }
    let head = ["project", "cost", "rho", "left with all"];
    lines.push(row(head.map(str::to_owned)));
    for free in &shares.free {
        lines.push(row([called(file, *free), "0".into(), "0".into(), String::new()]));
    }
    for round in &shares.rounds {
        let project = &file.instance.projects[round.project];
        let rho = decimal(&(&round.rho / &unit), RHO_PLACES);
        lines.push(row([called(file, round.project), money(project.cost), rho, money(round.left)]));
    }
    let why = match shares.ended {
        Ended::NothingAffordable => "supporters of no other project hold its cost together",
        Ended::NothingFits => "nothing more that somebody wants fits in the budget",
        Ended::NextWouldOverspend => "with one more for each, it would cost more than the budget",
    };
    lines.push(why.to_owned());
    lines
}

fn list(file: &File, considered: &[Considered]) -> Vec<String> {
    let head = ["project", "cost", "support", "rest of the budget"];
    let mut lines = vec![row(head.map(str::to_owned))];
    for one in considered {
        let project = &file.instance.projects[one.project];
        let [cost, left] = [project.cost, one.left].map(|minor| decimal(&file.in_currency(minor), PLACES));
        let mut line = row([called(file, one.project), cost, one.support.to_string(), left]);
        line.push_str(if one.taken { "  selected" } else { "  costs more" });
        lines.push(line);
    }
    lines
}

/// Its id, as it can be printed.
fn called(file: &File, project: usize) -> String {
    plain(&file.instance.projects[project].id)
}

fn row([project, cost, why, left]: [String; 4]) -> String {
    format!("{project:<12} {cost:>14} {why:>16} {left:>18}").trim_end().to_owned()
}
