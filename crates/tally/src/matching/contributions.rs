//! Reads contributions from CSV: columns `contributor`, `grant` and `amount`, in any order, others beside them.

use crate::csv::csv_records;
use crate::exact::{parse_decimal, ten_to};
use crate::text::{BadLine, quoted};
use num_rational::BigRational;

/// One gift as it was made; one that was taken back is negative.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contribution {
    pub contributor: String,
    pub grant: String,
    pub amount: BigRational,
}

/// # Errors
/// The first line that is wrong.
pub fn parse(text: &str) -> Result<Vec<Contribution>, BadLine> {
    let mut records = csv_records(text)?.into_iter();
    let header = records.next().ok_or_else(|| BadLine::new(1, "there is nothing in it"))?;
    let column = |name: &str| {
        let mut at = (0..header.fields.len()).filter(|at| header.fields[*at] == name);
        match (at.next(), at.next()) {
            (Some(at), None) => Ok(at),
            (None, _) => Err(BadLine::new(header.line, format!("no column is called {name}"))),
            (Some(_), Some(_)) => Err(BadLine::new(header.line, format!("two columns are called {name}"))),
        }
    };
    let (contributor, grant, amount) = (column("contributor")?, column("grant")?, column("amount")?);
    let contribution = |record: crate::csv::Record| {
        let bad = |reason: String| Err(BadLine::new(record.line, reason));
        if record.fields.len() != header.fields.len() {
            return bad(format!(
                "{} columns, and the header has {}",
                record.fields.len(),
                header.fields.len()
            ));
        }
        let [contributor, grant, amount] = [contributor, grant, amount].map(|at| record.fields[at].as_str());
        if contributor.is_empty() {
            return bad("no contributor".to_owned());
        }
        if grant.is_empty() {
            return bad("no grant".to_owned());
        }
        let Some(amount) = decimal_or_power(amount) else {
            return bad(format!("{} is no amount", quoted(amount)));
        };
        Ok(Contribution { contributor: contributor.to_owned(), grant: grant.to_owned(), amount })
    };
    records.map(contribution).collect()
}

/// A plain decimal, or one as programs write the very small: `4.5e-05`.
fn decimal_or_power(text: &str) -> Option<BigRational> {
    const POWER_MAX: i32 = 100;
    let Some((decimal, power)) = text.split_once(['e', 'E']) else { return parse_decimal(text) };
    let power: i32 = power.parse().ok().filter(|power: &i32| power.abs() <= POWER_MAX)?;
    let ten = BigRational::from(ten_to(power.unsigned_abs() as usize));
    let number = parse_decimal(decimal)?;
    Some(if power < 0 { number / ten } else { number * ten })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Text → grant of each line with its amount.
    #[test]
    fn files_that_are_read() {
        let check = |text: &str, expected: &[(&str, i64, i64)]| {
            let read = parse(text).unwrap().into_iter().map(|one| (one.grant, one.amount));
            let expected = expected.iter().map(|(grant, above, below)| {
                ((*grant).to_owned(), BigRational::new((*above).into(), (*below).into()))
            });
            assert_eq!(read.collect::<Vec<_>>(), expected.collect::<Vec<_>>(), "{text}");
        };
        check("contributor,grant,amount\n", &[]);
        check(
            "n,contributor,grant,amount,flag\n0,a,Well,95.0,0\n1,b,\"Wood, wind\",.5,1\n",
            &[("Well", 95, 1), ("Wood, wind", 1, 2)],
        );
        check(
            "\u{feff}amount,grant,contributor\r\n-2,Well,a\r\n\r\n4.5e-05,Well,a\r\n",
            &[("Well", -2, 1), ("Well", 9, 200_000)],
        );
    }

    /// Text → line and a word of the reason.
    #[test]
    fn files_that_are_not() {
        for (text, line, reason) in [
            ("", 1, "nothing"),
            ("contributor,grant\n", 1, "amount"),
            ("contributor,grant,amount,grant\n", 1, "two columns"),
            ("contributor,grant,amount\na,b,1\na,b\n", 3, "2 columns"),
            ("contributor,grant,amount\na,b,1,2\n", 2, "4 columns"),
            ("contributor,grant,amount\n,b,1\n", 2, "no contributor"),
            ("contributor,grant,amount\na,,1\n", 2, "no grant"),
            ("contributor,grant,amount\na,b,\n", 2, "no amount"),
            ("contributor,grant,amount\na,b,ten\n", 2, "“ten” is no amount"),
            ("contributor,grant,amount\na,b,1 \n", 2, "no amount"),
            ("contributor,grant,amount\na,b,1e101\n", 2, "no amount"),
            ("contributor,grant,amount\na,b,1e\n", 2, "no amount"),
            ("contributor,grant,amount\na,b,NaN\n", 2, "no amount"),
            ("contributor,grant,amount\n\"a\nb\",\"c\n\nd\",x\n", 2, "no amount"),
            ("contributor,grant,amount\na,b,1\n\"a,b,1\n", 3, "not closed"),
        ] {
            let bad = parse(text).expect_err(text);
            assert!(bad.line == line && bad.reason.contains(reason), "{text}: {bad}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_answered(text in "(contributor,grant,amount\n)?([ab1.e\",\n-]|\\PC){0,40}") {
            let _ = parse(&text);
        }
    }
}
