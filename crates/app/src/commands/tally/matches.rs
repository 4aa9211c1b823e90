//! Matches of contributions, from CSV.

use super::{Counted, Said, bad_line, plain as printed, rule_of, text_of};
use crate::cli::Tally;
use serde_json::{Map, Value, json};
use tally::BigRational;
use tally::exact::{at_places, decimal, parse_decimal, ten_to};
use tally::matching::{
    Grants, NotShared, pairwise_bounded, pairwise_saturating, parse, plain, scaled_when_above,
};

/// M of the pairwise bound, and the threshold of Gitcoin's program: as Gitcoin took them.
const M: i64 = 25;
/// After the point, as the reference files have them.
const PLAIN_PLACES: usize = 8;
const PAIRWISE_PLACES: usize = 6;

/// What each grant gets, in their order.
type Matches = Result<Vec<String>, NotShared>;

enum Rule {
    Alone(fn(&Grants) -> Matches),
    OfPool(fn(&Grants, &BigRational) -> Matches),
    /// Of a pool that is a number of whole cents.
    OfCents(fn(&Grants, &BigRational) -> Matches),
}

const RULES: &[(&str, Rule)] = &[
    ("plain_unscaled", Rule::Alone(|round| Ok(shown(&plain(round).unscaled(), PLAIN_PLACES)))),
    (
        "plain_scaled_to_pool",
        Rule::OfPool(|round, pool| Ok(shown(&plain(round).scaled(pool)?, PLAIN_PLACES))),
    ),
    ("plain_cents_largest_remainder", Rule::OfCents(cents)),
    (
        "pairwise_bounded_unscaled",
        Rule::Alone(|round| {
            Ok(shown(&pairwise_bounded(round, &BigRational::from_integer(M.into())), PAIRWISE_PLACES))
        }),
    ),
    ("pairwise_clr_py", Rule::OfPool(saturating)),
];

fn cents(round: &Grants, pool: &BigRational) -> Matches {
    let cents = (pool * BigRational::from_integer(100.into())).to_integer();
    Ok(plain(round).cents(&cents)?.iter().map(ToString::to_string).collect())
}

fn saturating(round: &Grants, pool: &BigRational) -> Matches {
    let matches = pairwise_saturating(round, &BigRational::from_integer(M.into()));
    Ok(shown(&scaled_when_above(matches, pool), PAIRWISE_PLACES))
}

fn shown(matches: &[BigRational], places: usize) -> Vec<String> {
    matches.iter().map(|one| at_places(one, places)).collect()
}

pub(super) fn count(options: &Tally) -> Result<Counted, Said> {
    let (file, name) = (&options.file, options.rule.as_str());
    let rule = rule_of(RULES, name, "contributions")?;
    let pool = pool(options.pool.as_deref(), rule)?;
    let round = Grants::of(parse(&text_of(file)?).map_err(|bad| bad_line(file, &bad))?);
    let matches = match rule {
        Rule::Alone(rule) => rule(&round),
        Rule::OfPool(rule) | Rule::OfCents(rule) => rule(&round, &pool),
    };
    let matches = matches.map_err(|why| Said::because(&file.display().to_string(), why))?;
    let names = round.grants.iter().map(|grant| grant.name.clone());
    let together: BigRational = matches.iter().filter_map(|amount| parse_decimal(amount)).sum();
    let line = |(grant, amount): (String, &String)| format!("{amount:>20}  {}", printed(&grant));
    let mut lines: Vec<String> = names.clone().zip(&matches).map(line).collect();
    lines.push(format!("{:>20}  together", decimal(&together, PLAIN_PLACES)));
    let matches: Map<_, _> = names.zip(matches.into_iter().map(Value::from)).collect();
    Ok(Counted { json: json!({ "rule": name, "match": matches }), lines })
}

/// Zero for a rule that needs none.
fn pool(said: Option<&str>, rule: &Rule) -> Result<BigRational, Said> {
    let Some(text) = said else {
        return match rule {
            Rule::Alone(_) => Ok(BigRational::default()),
            Rule::OfPool(_) | Rule::OfCents(_) => {
                Err(Said::new("this rule shares out a pool: say --pool AMOUNT"))
            }
        };
    };
    let pool = parse_decimal(text).filter(|pool| *pool >= BigRational::default());
    let pool = pool.ok_or_else(|| Said::new(format!("--pool {text:?} is no amount")))?;
    let hundredths = &pool * BigRational::from_integer(ten_to(2));
    if matches!(rule, Rule::OfCents(_)) && !hundredths.is_integer() {
        return Err(Said::new(format!(
            "--pool {text} has parts of a cent, and this rule pays in whole cents"
        )));
    }
    Ok(pool)
}
