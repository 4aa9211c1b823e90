//! The files for the bank: what a run pays that two people agreed to.

use super::scene::Scene;
use crate::bank_file::BankFile;
use crate::refused::RunRefused;
use crate::rows::{PayingAccount, PaymentRun};
use crate::run::RunState;
use crate::transfers::transfers;
use axum::extract::{Path, State};
use web::asked::id;
use web::{Answer, Caller, Power, Problem, Reply, Site};

/// What a file for the bank says: only of a run that two people agreed to, and only what is paid by it.
async fn file(caller: &Caller, site: &Site, run: &str) -> Result<BankFile, Problem> {
    caller.may(Power::PayOut)?;
    let (s, run) = (Scene::of(caller, site)?, id::<PaymentRun>(run)?);
    let file = site.db.read(move |reader| {
        let Some(row) = reader.find::<PaymentRun>(&(s.number, run))? else {
            return Ok(Err(RunRefused::NoSuchRun));
        };
        if row.state == RunState::Proposed {
            return Ok(Err(RunRefused::WaitsForConsent));
        }
        let Some(decided_at) = row.decided_at_us.filter(|_| row.state == RunState::Paid) else {
            return Ok(Err(RunRefused::WrongState));
        };
        let Some(payer) = reader.find::<PayingAccount>(&s.number)? else {
            return Ok(Err(RunRefused::PayerMissing));
        };
        let transfers = match transfers(reader, s.currency, &row)? {
            Ok(transfers) => transfers,
            Err(why) => return Ok(Err(why)),
        };
        if transfers.is_empty() {
            return Ok(Err(RunRefused::NothingLeft));
        }
        Ok(Ok(BankFile {
            run: row.id.to_string(),
            number: row.number,
            made_at: decided_at,
            pay_on: s.now.max(decided_at),
            zone: s.zone.clone(),
            payer: payer.text(),
            transfers,
        }))
    });
    Ok(file.await??)
}

/// The file for the bank: ISO 20022 `pain.001.001.03`.
#[utoipa::path(get, path = "/c/{slug}/supply/runs/{run}/bank.xml", tag = "supply",
    params(("slug" = String, Path), ("run" = String, Path)),
    responses((status = 200, description = "pain.001.001.03", content_type = "application/xml", body = String),
        (status = 401, body = web::ProblemBody), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody)))]
pub(crate) async fn bank_xml(
    caller: Caller,
    State(site): State<Site>,
    Path((_, run)): Path<(String, String)>,
) -> Answer {
    let file = file(&caller, &site, &run).await?;
    Reply::download("application/xml", &format!("payments-R{}.xml", file.number), file.pain())
}

/// The same as a table, for the batch transfer of Chinese banks.
#[utoipa::path(get, path = "/c/{slug}/supply/runs/{run}/bank.csv", tag = "supply",
    params(("slug" = String, Path), ("run" = String, Path)),
    responses((status = 200, description = "a table", content_type = "text/csv", body = String),
        (status = 401, body = web::ProblemBody), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody)))]
pub(crate) async fn bank_csv(
    caller: Caller,
    State(site): State<Site>,
    Path((_, run)): Path<(String, String)>,
) -> Answer {
    let file = file(&caller, &site, &run).await?;
    Reply::download("text/csv; charset=utf-8", &format!("payments-R{}.csv", file.number), file.table())
}
