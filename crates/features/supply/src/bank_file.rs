//! A payment run as a file for the bank: ISO 20022 `pain.001.001.03` (customer credit transfer initiation), and a table for
//! the batch transfer of Chinese banks. Pure.

use crate::bank::{BankText, looks_like_iban};
use kernel::{Money, Timestamp, Zone};
use std::fmt::Write;

/// What a file says.
#[derive(Debug, Clone)]
pub struct BankFile {
    /// The run's id: the bank refuses the same file twice by it.
    pub run: String,
    pub number: i64,
    pub made_at: Timestamp,
    /// The day on which the bank is to pay.
    pub pay_on: Timestamp,
    pub zone: Zone,
    pub payer: BankText,
    pub transfers: Vec<Transfer>,
}

#[derive(Debug, Clone)]
pub struct Transfer {
    /// On both statements.
    pub reference: String,
    pub amount: Money,
    pub to: BankText,
}

impl BankFile {
    /// Sum of all transfers; they have one currency, that of the community.
    fn total(&self) -> String {
        let minor: i64 = self.transfers.iter().map(|transfer| transfer.amount.minor).sum();
        self.transfers
            .first()
            .map_or_else(|| "0".to_owned(), |transfer| Money::new(minor, transfer.amount.currency).plain())
    }

    /// `Max35Text`: the run's id without its prefix is 26 letters and figures.
    fn id(&self) -> String {
        let suffix = self.run.split_once('_').map_or(self.run.as_str(), |(_, suffix)| suffix);
        format!("R{}-{suffix}", self.number).chars().take(35).collect()
    }

    /// The elements in the order of the schema; nothing optional that says nothing.
    pub fn pain(&self) -> String {
        let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        let (id, total, count) = (self.id(), self.total(), self.transfers.len());
        let made = self.made_at.format(&self.zone, "%Y-%m-%dT%H:%M:%S");
        let pay_on = self.pay_on.format(&self.zone, "%Y-%m-%d");
        let payer = escaped(&self.payer.holder);
        // Writing into a String cannot fail.
        let _ = write!(
            xml,
            "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.001.001.03\">\n<CstmrCdtTrfInitn>\n\
             <GrpHdr><MsgId>{id}</MsgId><CreDtTm>{made}</CreDtTm><NbOfTxs>{count}</NbOfTxs><CtrlSum>{total}</CtrlSum>\
             <InitgPty><Nm>{payer}</Nm></InitgPty></GrpHdr>\n\
             <PmtInf><PmtInfId>{id}</PmtInfId><PmtMtd>TRF</PmtMtd><NbOfTxs>{count}</NbOfTxs><CtrlSum>{total}</CtrlSum>\
             <ReqdExctnDt>{pay_on}</ReqdExctnDt><Dbtr><Nm>{payer}</Nm></Dbtr>\
             <DbtrAcct>{}</DbtrAcct><DbtrAgt>{}</DbtrAgt>\n",
            account(&self.payer.account),
            agent(&self.payer),
        );
        for transfer in &self.transfers {
            let Transfer { reference, amount, to } = transfer;
            let _ = writeln!(
                xml,
                "<CdtTrfTxInf><PmtId><EndToEndId>{}</EndToEndId></PmtId>\
                 <Amt><InstdAmt Ccy=\"{}\">{}</InstdAmt></Amt><CdtrAgt>{}</CdtrAgt><Cdtr><Nm>{}</Nm></Cdtr>\
                 <CdtrAcct>{}</CdtrAcct><RmtInf><Ustrd>{}</Ustrd></RmtInf></CdtTrfTxInf>",
                escaped(reference),
                amount.currency,
                amount.plain(),
                agent(to),
                escaped(&to.holder),
                account(&to.account),
                escaped(reference),
            );
        }
        xml.push_str("</PmtInf>\n</CstmrCdtTrfInitn>\n</Document>\n");
        xml
    }

    /// With a mark of UTF-8 at the beginning, by which spreadsheets of Chinese offices know it. The headings are those
    /// that the banks' own tables have.
    pub fn table(&self) -> String {
        let mut csv = String::from("\u{feff}序号,收款人户名,收款账号,开户行,金额,币种,用途\r\n");
        for (number, transfer) in (1..).zip(&self.transfers) {
            let Transfer { reference, amount, to } = transfer;
            let cells = [
                format!("{number}"),
                name(&to.holder),
                // Figures and letters only, as they were read: a bank takes a tab or a quote before them for a part of it.
                cell(&to.account),
                name(&to.bank),
                amount.plain(),
                amount.currency.to_string(),
                cell(reference),
            ];
            csv.push_str(&cells.join(","));
            csv.push_str("\r\n");
        }
        csv
    }
}

fn account(number: &str) -> String {
    match looks_like_iban(number) {
        true => format!("<Id><IBAN>{}</IBAN></Id>", escaped(number)),
        false => format!("<Id><Othr><Id>{}</Id></Othr></Id>", escaped(number)),
    }
}

/// By its code where it is known, else by its name.
fn agent(of: &BankText) -> String {
    match of.bic.is_empty() {
        true => format!("<FinInstnId><Nm>{}</Nm></FinInstnId>", escaped(&of.bank)),
        false => format!("<FinInstnId><BIC>{}</BIC></FinInstnId>", escaped(&of.bic)),
    }
}

/// For the text of an element or an attribute. What XML 1.0 cannot hold is left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&apos;"),
            '\t' | '\n' | '\r' => out.push(' '),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => out.push(c),
        }
    }
    out
}

/// A cell for a bank, which reads it as it stands: what a spreadsheet would take for a formula is left out from the beginning of a
/// name, where no name has it, and nothing is put before it that the bank would take for a part of the name.
fn name(text: &str) -> String {
    cell(text.trim_start_matches(['=', '+', '-', '@', '\t', '\r', ' ']))
}

/// A cell of a table: quoted, and nothing that a spreadsheet takes for a formula.
pub(crate) fn cell(text: &str) -> String {
    let plain = text.trim_start_matches('\t');
    let guard = plain.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let kept: String = text.chars().filter(|c| !matches!(c, '\r' | '\n' | '\u{0}')).collect();
    let kept = kept.replace('"', "\"\"");
    if guard { format!("\"'{kept}\"") } else { format!("\"{kept}\"") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::Currency;

    fn to(holder: &str, account: &str, bic: &str) -> BankText {
        let (holder, account, bank) =
            (holder.to_owned(), account.to_owned(), "青石农商行 <一支行>".to_owned());
        BankText { holder, account, bank, bic: bic.to_owned() }
    }

    fn file() -> BankFile {
        let transfer = |reference: &str, minor, to| Transfer {
            reference: reference.to_owned(),
            amount: Money::new(minor, Currency::CNY),
            to,
        };
        BankFile {
            run: "run_01kax0000000000000000000aa".to_owned(),
            number: 12,
            made_at: Timestamp::from_micros(1_770_000_000_000_000),
            pay_on: Timestamp::from_micros(1_770_000_000_000_000),
            zone: Zone::utc(),
            payer: to("青石互助社", "62220212", ""),
            transfers: vec![
                transfer("R12-1", 123_450, to("老庞 & \"儿子\"<果园>", "6222021202001234", "")),
                transfer("R12-2", 5, to("=Müller", "DE89370400440532013000", "COBADEFFXXX")),
            ],
        }
    }

    /// Element names as they open, in order.
    fn elements(xml: &str) -> Vec<&str> {
        let opened = xml.split('<').skip(1).filter(|part| !part.starts_with(['/', '?']));
        opened.map(|part| part.split(['>', ' ']).next().unwrap_or_default()).collect()
    }

    #[test]
    fn the_elements_stand_in_the_order_of_the_schema() {
        let xml = file().pain();
        let transfer = |agent: &[&'static str], account: &[&'static str]| {
            let head = ["CdtTrfTxInf", "PmtId", "EndToEndId", "Amt", "InstdAmt", "CdtrAgt", "FinInstnId"];
            let name = ["Cdtr", "Nm", "CdtrAcct", "Id"];
            [&head[..], agent, &name, account, &["RmtInf", "Ustrd"]].concat()
        };
        let head = [
            "Document",
            "CstmrCdtTrfInitn",
            "GrpHdr",
            "MsgId",
            "CreDtTm",
            "NbOfTxs",
            "CtrlSum",
            "InitgPty",
            "Nm",
            "PmtInf",
            "PmtInfId",
            "PmtMtd",
            "NbOfTxs",
            "CtrlSum",
            "ReqdExctnDt",
            "Dbtr",
            "Nm",
            "DbtrAcct",
            "Id",
            "Othr",
            "Id",
            "DbtrAgt",
            "FinInstnId",
            "Nm",
        ];
        let expected =
            [&head[..], &transfer(&["Nm"], &["Othr", "Id"]), &transfer(&["BIC"], &["IBAN"])].concat();
        assert_eq!(elements(&xml), expected);
        assert!(xml.contains("<CtrlSum>1234.55</CtrlSum>"), "{xml}");
        assert!(xml.contains("<NbOfTxs>2</NbOfTxs>"));
        assert!(xml.contains("<MsgId>R12-01kax0000000000000000000aa</MsgId>"));
        assert!(xml.contains("<ReqdExctnDt>2026-02-02</ReqdExctnDt>"));
    }

    #[test]
    fn nothing_that_somebody_typed_is_markup() {
        let xml = file().pain();
        assert!(xml.contains("<Nm>老庞 &amp; &quot;儿子&quot;&lt;果园&gt;</Nm>"), "{xml}");
        assert_eq!(xml.matches('<').count(), xml.matches('>').count());
        assert_eq!(escaped("a\u{0}\u{b}b\nc"), "ab c");
    }

    #[test]
    fn a_table_for_batch_transfers() {
        let csv = file().table();
        let lines: Vec<&str> = csv.trim_start_matches('\u{feff}').split("\r\n").collect();
        assert_eq!(lines[0], "序号,收款人户名,收款账号,开户行,金额,币种,用途");
        assert_eq!(
            lines[1],
            "1,\"老庞 & \"\"儿子\"\"<果园>\",\"6222021202001234\",\"青石农商行 <一支行>\",1234.50,CNY,\"R12-1\""
        );
        assert!(lines[2].starts_with("2,\"Müller\","), "a name is no formula: {}", lines[2]);
        assert!(!csv.contains(['\t', '\'']), "nothing that the bank would take for a part of it: {csv}");
        assert_eq!(lines.len(), 4);
    }
}
