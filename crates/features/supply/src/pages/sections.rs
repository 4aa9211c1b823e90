//! What this feature shows on the desk and on a member's own page.

use super::account_page::in_use;
use super::purchase_page::asked_as_one;
use super::scene::Scene;
use crate::asked_store::{credits_open, unanswered_by};
use crate::bank::masked;
use crate::books::read_due;
use crate::ops::{CONSENTS, SETTLES};
use crate::purchase::PurchaseState;
use crate::rows::{CreditAsked, PaymentRun, Purchase, Supplier, SupplierBank};
use crate::run::RunState;
use crate::supply_store::{purchases_in, purchases_of, read_of_member, runs_in};
use community::{Provider, Section, SectionLink, SectionRow, Sections, Viewer};
use std::sync::Arc;
use store::{Fault, Reader};
use web::ui::Tone;
use web::{CommunityContext, Power};

/// For the program that puts the features together.
pub fn sections() -> Sections {
    Sections {
        own: vec![Arc::new(ToAnswer), Arc::new(CreditsToAnswer)],
        desk: vec![
            Arc::new(PurchasesWaiting),
            Arc::new(CreditsWaiting),
            Arc::new(Waiting),
            Arc::new(RunsWaiting),
        ],
        tools: vec![Arc::new(Tools)],
        mine: vec![Arc::new(Mine), Arc::new(PaidTo)],
        ..Sections::default()
    }
}

const SHOWN: i64 = 6;

fn row(reader: &mut Reader, s: &Scene, purchase: &Purchase) -> Result<SectionRow, Fault> {
    let supplier = reader.find::<Supplier>(&(s.number, purchase.supplier_id))?;
    let name = supplier.map_or_else(|| s.t.nobody(), |supplier| s.supplier_name(&supplier));
    let row = SectionRow::new(format!("{} · {name}", s.t.purchase_numbered(purchase.number)));
    Ok(row.note(s.delivery_day(purchase)).href(format!("{}/supply/orders/{}", s.base, purchase.id)))
}

/// What was ordered of the member and not answered yet.
struct ToAnswer;

impl Provider for ToAnswer {
    fn section(
        &self,
        reader: &mut Reader,
        community: &CommunityContext,
        viewer: &Viewer,
    ) -> Result<Option<Section>, Fault> {
        let Some(s) = Scene::seen(community, viewer) else { return Ok(None) };
        let Some(supplier) = read_of_member(reader, s.number, s.me)? else { return Ok(None) };
        let mut rows = Vec::new();
        for id in purchases_of(reader, s.number, supplier, i64::MAX, SHOWN, true)? {
            let Some(purchase) = reader.find::<Purchase>(&(s.number, id))? else { continue };
            if purchase.state == PurchaseState::Sent {
                rows.push(row(reader, &s, &purchase)?.tag(s.t.to_answer(), Tone::Act));
            }
        }
        Ok(Some(Section {
            code: "to_answer".into(),
            title: s.t.ordered_of_you(),
            rows,
            ..Section::default()
        }))
    }
}

/// What the member is asked to be owed less, and has not answered.
struct CreditsToAnswer;

impl Provider for CreditsToAnswer {
    fn section(
        &self,
        reader: &mut Reader,
        community: &CommunityContext,
        viewer: &Viewer,
    ) -> Result<Option<Section>, Fault> {
        let Some(s) = Scene::seen(community, viewer) else { return Ok(None) };
        let Some(supplier) = read_of_member(reader, s.number, s.me)? else { return Ok(None) };
        let mut rows = Vec::new();
        for id in unanswered_by(reader, s.number, supplier)? {
            let Some(asked) = reader.find::<CreditAsked>(&(s.number, id))? else { continue };
            let Some(purchase) = reader.find::<Purchase>(&(s.number, asked.purchase_id))? else { continue };
            let row = row(reader, &s, &purchase)?.money(s.sum(-asked.amount_minor));
            rows.push(row.note(asked.reason).tag(s.t.to_answer(), Tone::Act));
        }
        let (code, title) = ("credits_to_answer".into(), s.t.to_answer_credit());
        Ok(Some(Section { code, title, rows, ..Section::default() }))
    }
}

/// What suppliers object to or could not see: for who may settle it. What they may still answer waits for them.
struct CreditsWaiting;

impl Provider for CreditsWaiting {
    fn section(
        &self,
        reader: &mut Reader,
        community: &CommunityContext,
        viewer: &Viewer,
    ) -> Result<Option<Section>, Fault> {
        let Some(s) = Scene::seen(community, viewer) else { return Ok(None) };
        if !SETTLES.iter().any(|power| s.can(*power)) {
            return Ok(None);
        }
        let one = community::one_with_shown(reader, s.number, s.me)?;
        let mut rows = Vec::new();
        let (shown, more) = credits_open(reader, s.number, s.me, SHOWN)?;
        for id in shown {
            let Some(asked) = reader.find::<CreditAsked>(&(s.number, id))? else { continue };
            let Some(purchase) = reader.find::<Purchase>(&(s.number, asked.purchase_id))? else { continue };
            let own = asked.asked_by == s.me || one.contains(&asked.asked_by);
            let (text, tone) = match asked.state.uphold(asked.silence_at_us).is_ok() {
                true if own => (s.t.credit_waits_for_second(), Tone::Wait),
                true => (s.t.credit_waits_for_second(), Tone::Act),
                false => (s.t.credit_state_asked(), Tone::Wait),
            };
            let row = row(reader, &s, &purchase)?.money(s.sum(-asked.amount_minor));
            rows.push(row.note(asked.reason).tag(text, tone));
        }
        if more > 0 {
            rows.push(SectionRow::new(s.t.credits_more(more)).href(format!("{}/supply", s.base)));
        }
        let (code, title) = ("credits_asked".into(), s.t.credits_title());
        Ok(Some(Section { code, title, rows, ..Section::default() }))
    }
}

/// What is on its way, and what was declined: for who orders and receives.
struct Waiting;

impl Provider for Waiting {
    fn section(
        &self,
        reader: &mut Reader,
        community: &CommunityContext,
        viewer: &Viewer,
    ) -> Result<Option<Section>, Fault> {
        let Some(s) = Scene::seen(community, viewer) else { return Ok(None) };
        if !s.can(Power::ManageOffers) && !s.can(Power::FulfilOrders) {
            return Ok(None);
        }
        let mut rows = Vec::new();
        for (state, text, tone) in [
            (PurchaseState::Declined, s.t.state_declined(), Tone::Act),
            (PurchaseState::Delivered, s.t.to_close(), Tone::Act),
            (PurchaseState::DeliveredInPart, s.t.state_in_part(), Tone::Wait),
            (PurchaseState::Confirmed, s.t.state_confirmed(), Tone::Wait),
            (PurchaseState::Sent, s.t.state_sent(), Tone::Wait),
        ] {
            for id in purchases_in(reader, s.number, state, SHOWN)? {
                let Some(purchase) = reader.find::<Purchase>(&(s.number, id))? else { continue };
                rows.push(row(reader, &s, &purchase)?.tag(text.clone(), tone));
            }
        }
        let more = Some(SectionLink { href: format!("{}/supply", s.base), text: s.t.suppliers() });
        let more = more.filter(|_| !rows.is_empty());
        let title = s.t.on_its_way();
        Ok(Some(Section { code: "deliveries".into(), title, rows, more, ..Section::default() }))
    }
}

/// Purchase orders that wait for a second person's yes: for who asked and who may say it.
struct PurchasesWaiting;

impl Provider for PurchasesWaiting {
    fn section(
        &self,
        reader: &mut Reader,
        community: &CommunityContext,
        viewer: &Viewer,
    ) -> Result<Option<Section>, Fault> {
        let Some(s) = Scene::seen(community, viewer) else { return Ok(None) };
        let consents = CONSENTS.iter().any(|power| s.can(*power));
        if !consents && !s.can(Power::ManageOffers) {
            return Ok(None);
        }
        let mut rows = Vec::new();
        for id in purchases_in(reader, s.number, PurchaseState::Asked, SHOWN)? {
            let Some(purchase) = reader.find::<Purchase>(&(s.number, id))? else { continue };
            let own = asked_as_one(reader, &s, &purchase)?;
            let (text, tone) = match consents && !own {
                true => (s.t.state_asked(), Tone::Act),
                false => (s.t.second_waits_short(), Tone::Wait),
            };
            let row = row(reader, &s, &purchase)?.money(s.sum(purchase.total_minor));
            rows.push(row.tag(text, tone));
        }
        let title = s.t.second_title();
        Ok(Some(Section { code: "purchases_asked".into(), title, rows, ..Section::default() }))
    }
}

/// Runs that wait for a second person: for whoever may be it.
struct RunsWaiting;

impl Provider for RunsWaiting {
    fn section(
        &self,
        reader: &mut Reader,
        community: &CommunityContext,
        viewer: &Viewer,
    ) -> Result<Option<Section>, Fault> {
        let Some(s) = Scene::seen(community, viewer) else { return Ok(None) };
        if !CONSENTS.iter().any(|power| s.can(*power)) {
            return Ok(None);
        }
        let mut rows = Vec::new();
        for id in runs_in(reader, s.number, RunState::Proposed, SHOWN)? {
            let Some(run) = reader.find::<PaymentRun>(&(s.number, id))? else { continue };
            let own = run.made_by == s.me;
            let (text, tone) =
                if own { (s.t.run_waits(), Tone::Wait) } else { (s.t.run_proposed(), Tone::Act) };
            let row = SectionRow::new(s.t.run_numbered(run.number)).money(s.sum(run.total_minor));
            rows.push(row.href(format!("{}/supply/runs/{}", s.base, run.id)).tag(text, tone));
        }
        Ok(Some(Section { code: "payment_runs".into(), title: s.t.runs_title(), rows, ..Section::default() }))
    }
}

struct Tools;

impl Provider for Tools {
    fn section(
        &self,
        _: &mut Reader,
        community: &CommunityContext,
        viewer: &Viewer,
    ) -> Result<Option<Section>, Fault> {
        let Some(s) = Scene::seen(community, viewer).filter(Scene::of_office) else { return Ok(None) };
        let mut rows = vec![SectionRow::new(s.t.suppliers()).href(format!("{}/supply", s.base))];
        if s.of_money() {
            rows.push(SectionRow::new(s.t.runs_title()).href(format!("{}/supply/runs", s.base)));
        }
        Ok(Some(Section { code: "supply_tools".into(), title: s.t.supply(), rows, ..Section::default() }))
    }
}

/// The member's own page as a supplier.
struct Mine;

impl Provider for Mine {
    fn section(
        &self,
        reader: &mut Reader,
        community: &CommunityContext,
        viewer: &Viewer,
    ) -> Result<Option<Section>, Fault> {
        let Some(s) = Scene::seen(community, viewer) else { return Ok(None) };
        let Some(supplier) = read_of_member(reader, s.number, s.me)? else { return Ok(None) };
        let due = read_due(reader, s.number, s.me, s.currency)?.total();
        let row = SectionRow::new(s.t.my_deliveries()).note(s.t.my_deliveries_note()).money(s.sum(due));
        let rows = vec![row.href(format!("{}/supply/{supplier}", s.base))];
        Ok(Some(Section { code: "my_deliveries".into(), title: s.t.supply(), rows, ..Section::default() }))
    }
}

fn bank_as_supplier(reader: &mut Reader, s: &Scene) -> Result<Option<SupplierBank>, Fault> {
    let Some(supplier) = read_of_member(reader, s.number, s.me)? else { return Ok(None) };
    let Some(row) = reader.find::<Supplier>(&(s.number, supplier))? else { return Ok(None) };
    reader.find::<SupplierBank>(&(s.number, row.id, row.bank_version))
}

/// Where the member wants to be paid to.
struct PaidTo;

impl Provider for PaidTo {
    fn section(
        &self,
        reader: &mut Reader,
        community: &CommunityContext,
        viewer: &Viewer,
    ) -> Result<Option<Section>, Fault> {
        let Some(s) = Scene::seen(community, viewer) else { return Ok(None) };
        let note = match in_use(reader, s.number, s.me)? {
            Some(bank) => format!("{} {}", bank.bank, masked(&bank.account)),
            // What is delivered is paid to the account of a supplier, and what else is owed to none yet.
            None => match bank_as_supplier(reader, &s)? {
                Some(bank) => s.t.paid_to_as_supplier(format!("{} {}", bank.bank, masked(&bank.account))),
                None => s.t.paid_to_none(),
            },
        };
        let row = SectionRow::new(s.t.paid_to_title()).note(note);
        let rows = vec![row.href(format!("{}/supply/account", s.base))];
        Ok(Some(Section { code: "paid_to".into(), title: s.t.paid_to_section(), rows, ..Section::default() }))
    }
}
