//! Founding the co-op: charter, funds, people, roles, suppliers and their offers.

use super::content::*;
use super::stage::{Stage, done};
use super::{PASSWORD, SIGN_INS};
use crate::commands::Said;
use community::ids::ApplicationId;
use community::ops::edit_charter::{EditCharterInput, edit_charter};
use community::ops::{apply, decide_application, label_member, open_fund};
use community::role::Role;
use community::{CharterText, Flags, GrantInput, NewCommunity, NewMember, RuleText, Slug};
use kernel::{Currency, Id, Price, Quantity, Timestamp};
use ledger::FundKind;
use market::offer::Audience;
use market::ops::{CreateOffer, NewVariant, SetUpMarket};
use market::rows::Offer;
use market::split::{Party, Split, SplitPart, Take};
use market::{Actor, When};
use people::{Address, Hashing, NewSession, SignUpInput, SiteSecret, Token, Verifier};
use web::Lang;
use web::ids::{MemberId, PersonId};

/// Everybody on the stage.
pub(crate) struct Cast {
    pub steward: MemberId,
    pub treasurer: MemberId,
    /// Those who buy, the three above included, suppliers not.
    pub buyers: Vec<Buyer>,
    pub suppliers: Vec<MemberId>,
    pub shelf: Vec<Shelf>,
}

pub(crate) struct Buyer {
    pub member: MemberId,
    pub since: Timestamp,
    /// In a hundred weeks.
    pub appetite: u64,
    pub pays: Pays,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pays {
    Transfer,
    Code,
    Gateway,
}

/// One offer with its one variant.
#[derive(Clone, Copy)]
pub(crate) struct Shelf {
    pub offer: Id<Offer>,
    pub supplier: usize,
    pub weekly: Quantity,
    pub step: Quantity,
}

/// Neighbours who buy, beside steward, treasurer and the member of the sign-ins.
const NEIGHBOURS: usize = 104;

const FLAGS: Flags =
    Flags { storefront_public: true, books_public: true, applications_open: true, probation_days: 14 };

pub(crate) async fn assemble(stage: &mut Stage) -> Result<Cast, Said> {
    let founded = stage.at(-1, 2, 19, 30);
    let steward_person = told(stage, SIGN_INS[0].email, founded).await?;
    let steward = found(stage, steward_person, founded).await?;
    let treasurer_person = told(stage, SIGN_INS[1].email, founded).await?;
    let treasurer = join(stage, steward, treasurer_person, TREASURER, founded).await?;
    appoint(stage, steward, treasurer, Role::Treasurer, founded).await?;
    let funds = open_funds(stage, steward, founded).await?;
    set_up(stage, steward, founded).await?;
    let mut buyers = vec![
        Buyer { member: steward, since: founded, appetite: 70, pays: Pays::Transfer },
        Buyer { member: treasurer, since: founded, appetite: 60, pays: Pays::Gateway },
    ];
    let member_person = told(stage, SIGN_INS[2].email, founded).await?;
    let member = join(stage, steward, member_person, MEMBER, founded).await?;
    buyers.push(Buyer { member, since: founded, appetite: 95, pays: Pays::Transfer });
    let (suppliers, shelf) = suppliers(stage, steward, &funds, founded).await?;
    neighbours(stage, steward, &mut buyers).await?;
    at_the_door(stage, steward).await?;
    Ok(Cast { steward, treasurer, buyers, suppliers, shelf })
}

/// One of the three who are told the password.
async fn told(stage: &mut Stage, email: &str, at: Timestamp) -> Result<PersonId, Said> {
    let site = &stage.running.site;
    let secret = SiteSecret::of(&site.db, &site.ids, at).await?;
    let verifier = Hashing::default().verifier(&secret, &address(email)?, PASSWORD.to_owned()).await?;
    sign_up(stage, email, verifier, at).await
}

/// One of all the others.
async fn locked(stage: &mut Stage, email: &str, at: Timestamp) -> Result<PersonId, Said> {
    let verifier = Verifier::of_nobody(stage.running.site.ids.random());
    sign_up(stage, email, verifier, at).await
}

fn address(email: &str) -> Result<Address, Said> {
    Address::parse(email).map_err(|_| Said::new(format!("demo: {email} is no address")))
}

async fn sign_up(
    stage: &mut Stage,
    email: &str,
    verifier: Verifier,
    at: Timestamp,
) -> Result<PersonId, Said> {
    let person = stage.id(at);
    let token = Token::fresh(&stage.running.site.ids);
    let session =
        NewSession { token_hash: token.hash(), id: stage.id(at), agent: String::new(), replaces: None };
    let input = SignUpInput {
        person,
        email: address(email)?,
        verifier,
        lang: if stage.english { Lang::En } else { Lang::Zh },
        session,
    };
    let db = &stage.running.site.db;
    done("signing up", db.transact(0, move |tx| people::sign_up(tx, &input, at)).await)?;
    Ok(person)
}

async fn found(stage: &mut Stage, person: PersonId, at: Timestamp) -> Result<MemberId, Said> {
    let lang = if stage.english { Lang::En } else { Lang::Zh };
    // The last rule is what three months have taught; see `amend_charter`.
    let charter = charter(stage, &RULES[..RULES.len() - 1], String::new());
    let founder = NewMember {
        id: stage.id(at),
        person: Some(person),
        display_name: stage.say(STEWARD),
        random: stage.random.next(),
    };
    let steward = founder.id;
    let new = NewCommunity {
        slug: Slug::parse(SLUG).map_err(|_| Said::new("demo: the short name"))?,
        name: stage.say(NAME),
        lang,
        currency: Currency::CNY,
        zone: stage.zone.clone(),
        charter,
        flags: FLAGS,
        founder: Some(founder),
        general_fund_name: stage.say(FUND_GENERAL),
        key: None,
    };
    stage.community = done("founding", community::found(&stage.running.site.db, new, at).await)?.number;
    Ok(steward)
}

fn charter(stage: &Stage, rules: &[(Both, Both)], note: String) -> CharterText {
    let rules =
        rules.iter().map(|(rule, reason)| RuleText { rule: stage.say(*rule), reason: stage.say(*reason) });
    CharterText { theme: stage.say(THEME), belief: stage.say(BELIEF), rules: rules.collect(), note }
}

/// The last act: the charter's second version. Versions are never changed or removed, so it is also what tells a
/// demo that was played to its end (see `standing`).
pub(crate) async fn amend_charter(stage: &Stage, cast: &Cast) -> Result<(), Said> {
    let text = charter(stage, &RULES, stage.say(super::standing::AMENDED));
    let input =
        EditCharterInput { actor: cast.steward, name: stage.say(NAME), text, flags: FLAGS, from_version: 1 };
    let now = stage.now;
    stage.act("amending the charter", move |tx| edit_charter(tx, &input, now)).await.map(drop)
}

/// Applies and is let in by the steward.
async fn join(
    stage: &mut Stage,
    steward: MemberId,
    person: PersonId,
    name: Both,
    at: Timestamp,
) -> Result<MemberId, Said> {
    let name = stage.say(name);
    join_as(stage, steward, person, name, at).await
}

async fn join_as(
    stage: &mut Stage,
    steward: MemberId,
    person: PersonId,
    name: String,
    at: Timestamp,
) -> Result<MemberId, Said> {
    let (application, member) = ask(stage, person, name, String::new(), at).await?;
    let reason = stage.say(("邻居，见过面。", "A neighbour; we have met."));
    decide(stage, steward, application, true, reason, at.plus(super::stage::HOUR)).await?;
    Ok(member)
}

async fn ask(
    stage: &mut Stage,
    person: PersonId,
    name: String,
    about: String,
    at: Timestamp,
) -> Result<(ApplicationId, MemberId), Said> {
    let random = stage.random.next();
    let new = NewMember { id: stage.id(at), person: Some(person), display_name: name, random };
    let (application, member) = (stage.id(at), new.id);
    let input = apply::ApplyInput { person, application, new, about };
    stage.act("applying", move |tx| apply::apply(tx, &input, at)).await?;
    Ok((application, member))
}

async fn decide(
    stage: &Stage,
    actor: MemberId,
    application: ApplicationId,
    admit: bool,
    reason: String,
    at: Timestamp,
) -> Result<(), Said> {
    let input = decide_application::DecideInput { actor, application, admit, reason };
    stage.act("deciding", move |tx| decide_application::decide_application(tx, &input, at)).await.map(drop)
}

async fn appoint(
    stage: &mut Stage,
    steward: MemberId,
    member: MemberId,
    role: Role,
    at: Timestamp,
) -> Result<(), Said> {
    let reason = stage.say(("成立会上大家举手定的。", "By show of hands at the founding meeting."));
    let input = GrantInput { actor: steward, member, role, give: true, reason };
    stage.act("appointing", move |tx| community::grant_role(tx, &input, at)).await.map(drop)
}

/// Numbers of the funds that splits name.
struct Funds {
    general: i64,
    aid: i64,
}

async fn open_funds(stage: &mut Stage, steward: MemberId, at: Timestamp) -> Result<Funds, Said> {
    let mut numbers = Vec::new();
    for (kind, name) in
        [(FundKind::MutualAid, FUND_AID), (FundKind::Project, FUND_COLD), (FundKind::Reserve, FUND_RESERVE)]
    {
        let key = stage.key("open_fund")?;
        let input = open_fund::OpenFundInput { actor: steward, kind, name: stage.say(name), key };
        numbers.push(stage.act("opening a fund", move |tx| open_fund::open_fund(tx, &input, at)).await?);
    }
    Ok(Funds { general: 1, aid: numbers[0] })
}

async fn set_up(stage: &mut Stage, steward: MemberId, at: Timestamp) -> Result<(), Said> {
    let input = SetUpMarket {
        hold_seconds: 24 * 3_600,
        claim_seconds: 3 * 86_400,
        after_sales_seconds: 3 * 86_400,
        bank_instructions: Some(stage.say((
            "演示用户名：青石里菜社（不是真实账户）。转账附言请写订单号。",
            "Demo account: Qingshi Lane Food Co-op (no real account). Quote the order's number.",
        ))),
        code_instructions: Some(stage.say((
            "演示收款码：自提点桌上那张，付完在这里报一声。",
            "Demo collection code: the card on the pick-up table; tell us here when you have paid.",
        ))),
        code_image: None,
    };
    let when = When::from(at);
    stage
        .act("setting up the market", move |tx| {
            market::ops::set_up_market(tx, Actor::Member(steward), &input, when)
        })
        .await
}

async fn suppliers(
    stage: &mut Stage,
    steward: MemberId,
    funds: &Funds,
    at: Timestamp,
) -> Result<(Vec<MemberId>, Vec<Shelf>), Said> {
    let name = stage.say(("供货人", "Supplier"));
    let label =
        stage.act("making a label", move |tx| label_member::create_label(tx, steward, &name, at)).await?;
    let (mut members, mut shelf) = (Vec::new(), Vec::new());
    for (number, text) in SUPPLIERS.iter().enumerate() {
        let person = locked(stage, &format!("supplier{:02}@qingshi.example", number + 1), at).await?;
        let member = join(stage, steward, person, text.name, at).await?;
        stage
            .act("labelling", move |tx| label_member::label_member(tx, steward, member, label, true))
            .await?;
        for offer in text.offers {
            shelf.push(open_offer(stage, steward, member, number, offer, funds, at).await?);
        }
        members.push(member);
    }
    Ok((members, shelf))
}

async fn open_offer(
    stage: &mut Stage,
    steward: MemberId,
    supplier: MemberId,
    number: usize,
    text: &OfferText,
    funds: &Funds,
    at: Timestamp,
) -> Result<Shelf, Said> {
    let odd = |_| Said::new(format!("demo: a figure of {}", text.title.1));
    let part = |to, bp| SplitPart { to, take: Take::BasisPoints(bp) };
    let split = Split {
        parts: vec![part(Party::Fund(funds.general), text.common_bp), part(Party::Fund(funds.aid), 300)],
        rest: Party::Member(supplier),
    };
    let (step, weekly) =
        (Quantity::parse(text.step).map_err(odd)?, Quantity::parse(text.weekly).map_err(odd)?);
    let limit = text.limit.map(Quantity::parse).transpose().map_err(odd)?;
    let variant = NewVariant {
        title: String::new(),
        unit: stage.say(text.unit),
        price: Price::parse(text.price).map_err(odd)?,
        step,
        stock: Some(weekly),
    };
    let input = CreateOffer {
        id: stage.id(at),
        title: stage.say(text.title),
        story: stage.say(text.story),
        audience: Audience::Everyone,
        limit,
        variants: vec![variant],
        split,
        key: None,
    };
    let offer = input.id;
    let when = When::from(at);
    stage
        .act("opening an offer", move |tx| {
            market::ops::create_offer(tx, Actor::Member(steward), &input, when)
        })
        .await?;
    Ok(Shelf { offer, supplier: number, weekly, step })
}

/// A third at once, the others over eight weeks.
async fn neighbours(stage: &mut Stage, steward: MemberId, buyers: &mut Vec<Buyer>) -> Result<(), Said> {
    for number in 0..NEIGHBOURS {
        let week = if number < NEIGHBOURS / 3 { 0 } else { (number * 8 / NEIGHBOURS) as i64 };
        let (hour, minute) = (8 + stage.random.below(12) as u32, stage.random.below(60) as u32);
        let at = stage.at(week, 0, hour, minute);
        let surname = SURNAMES[stage.random.below(SURNAMES.len() as u64) as usize];
        let given = GIVEN[stage.random.below(GIVEN.len() as u64) as usize];
        let house = 1 + stage.random.below(18);
        let name = match stage.english {
            true => format!("{} {}, No. {house}", given.1, surname.1),
            false => format!("{house}号·{}{}", surname.0, given.0),
        };
        let person = locked(stage, &format!("neighbour{:03}@qingshi.example", number + 1), at).await?;
        let member = join_as(stage, steward, person, name, at).await?;
        let pays = match stage.random.below(10) {
            0..=4 => Pays::Transfer,
            5..=7 => Pays::Code,
            _ => Pays::Gateway,
        };
        buyers.push(Buyer {
            member,
            since: at.plus(super::stage::HOUR),
            appetite: 25 + stage.random.below(50),
            pays,
        });
    }
    Ok(())
}

/// Three wait for an answer, one was told no and why.
async fn at_the_door(stage: &mut Stage, steward: MemberId) -> Result<(), Said> {
    let at = stage.now.minus(super::stage::DAY * 2);
    let (name, about, reason) = DECLINED;
    let person = locked(stage, "agent@elsewhere.example", at).await?;
    let (name, about, reason) = (stage.say(name), stage.say(about), stage.say(reason));
    let (application, _) = ask(stage, person, name, about, at).await?;
    decide(stage, steward, application, false, reason, at.plus(super::stage::HOUR * 3)).await?;
    for (number, (name, about)) in WAITING.iter().enumerate() {
        let at = stage.now.minus(super::stage::HOUR * (30 - 9 * number as u32));
        let person = locked(stage, &format!("waiting{}@elsewhere.example", number + 1), at).await?;
        let (name, about) = (stage.say(*name), stage.say(*about));
        ask(stage, person, name, about, at).await?;
    }
    Ok(())
}
