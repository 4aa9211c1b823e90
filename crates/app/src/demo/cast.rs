//! Founding the co-op: charter, funds, roles, suppliers and their offers. Who comes later stands on the agenda.

use super::agenda::{Agenda, deed};
use super::content::*;
use super::goods::{OfferText, PROPOSED, SUPPLIERS};
use super::stage::{DAY, HOUR, Stage, WEEKS, done};
use super::{PASSWORD, SIGN_INS};
use crate::commands::Said;
use community::ops::decide_application::{self, DecideInput};
use community::ops::edit_charter::{EditCharterInput, edit_charter};
use community::ops::{apply, label_member, open_fund};
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

const KNOWN: Both = ("邻居，见过面。", "A neighbour; we have met.");

/// Neighbours who buy, beside steward, treasurer and the member of the sign-ins.
const NEIGHBOURS: usize = 104;

const FLAGS: Flags =
    Flags { storefront_public: true, books_public: true, applications_open: true, probation_days: 14 };

pub(crate) async fn assemble(stage: &mut Stage, agenda: &mut Agenda) -> Result<Cast, Said> {
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
    neighbours(stage, agenda, steward, &mut buyers)?;
    at_the_door(stage, agenda, steward)?;
    propose_offer(stage, agenda, member, &funds)?;
    Ok(Cast { steward, treasurer, buyers, suppliers, shelf })
}

/// One of those who are told the password.
async fn told(stage: &mut Stage, email: &str, at: Timestamp) -> Result<PersonId, Said> {
    let site = &stage.running.site;
    let secret = SiteSecret::of(&site.db, &site.ids, at).await?;
    let verifier = Hashing::default().verifier(&secret, &address(email)?, PASSWORD.to_owned()).await?;
    sign_up(stage, email, verifier, at).await
}

async fn sign_up(
    stage: &mut Stage,
    email: &str,
    verifier: Verifier,
    at: Timestamp,
) -> Result<PersonId, Said> {
    let input = signing_up(stage, email, verifier, at)?;
    let (db, person) = (&stage.running.site.db, input.person);
    done("signing up", db.transact(0, move |tx| people::sign_up(tx, &input, at)).await)?;
    Ok(person)
}

fn signing_up(
    stage: &mut Stage,
    email: &str,
    verifier: Verifier,
    at: Timestamp,
) -> Result<SignUpInput, Said> {
    let token = Token::fresh(&stage.running.site.ids);
    let session =
        NewSession { token_hash: token.hash(), id: stage.id(at), agent: String::new(), replaces: None };
    Ok(SignUpInput {
        person: stage.id(at),
        email: address(email)?,
        verifier,
        lang: if stage.english { Lang::En } else { Lang::Zh },
        session,
    })
}

fn address(email: &str) -> Result<Address, Said> {
    Address::parse(email).map_err(|_| Said::new(format!("demo: {email} is no address")))
}

/// Of all who are told no password.
fn nobodys(stage: &Stage) -> Verifier {
    Verifier::of_nobody(stage.running.site.ids.random())
}

async fn found(stage: &mut Stage, person: PersonId, at: Timestamp) -> Result<MemberId, Said> {
    let lang = if stage.english { Lang::En } else { Lang::Zh };
    // The last rule is what three months have taught; see `amend_charter`.
    let charter = charter(stage, &RULES[..RULES.len() - 1], String::new())?;
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

/// As a form would have it: words that a charter cannot say would stand, and every later decision about it would fail.
fn charter(stage: &Stage, rules: &[(Both, Both)], note: String) -> Result<CharterText, Said> {
    let rules =
        rules.iter().map(|(rule, reason)| RuleText { rule: stage.say(*rule), reason: stage.say(*reason) });
    let text =
        CharterText { theme: stage.say(THEME), belief: stage.say(BELIEF), rules: rules.collect(), note };
    let accepted = community::charter::accept(text, FLAGS);
    accepted.map_err(|unfit| Said::new(format!("demo: a charter cannot say this: {unfit:?}")))
}

/// The last act: the charter's third version (the second came by decision). Versions are never changed or removed, so it is also what tells a
/// demo that was played to its end (see `standing`).
pub(crate) async fn amend_charter(stage: &Stage, cast: &Cast) -> Result<(), Said> {
    let (last, before) = RULES.split_last().ok_or_else(|| Said::new("demo: a charter without rules"))?;
    // Between them stands what was decided.
    let rules = [before, &[super::motions::RULE_UNCOLLECTED], &[*last]].concat();
    let text = charter(stage, &rules, stage.say(super::standing::AMENDED))?;
    let lane = stage.running.site.db.read(|reader| community::by_slug(reader, SLUG)).await?;
    let from_version = lane.map_or(0, |lane| lane.charter_version);
    let input =
        EditCharterInput { actor: cast.steward, name: stage.say(NAME), text, flags: FLAGS, from_version };
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
    let input = asking(stage, person, name, String::new(), at);
    let (application, member) = (input.application, input.new.id);
    stage.act("applying", move |tx| apply::apply(tx, &input, at)).await?;
    let input = DecideInput { actor: steward, application, admit: true, reason: stage.say(KNOWN) };
    let at = at.plus(HOUR);
    stage
        .act("deciding", move |tx| decide_application::decide_application(tx, &input, at))
        .await
        .map(|_| member)
}

fn asking(
    stage: &mut Stage,
    person: PersonId,
    name: String,
    about: String,
    at: Timestamp,
) -> apply::ApplyInput {
    let random = stage.random.next();
    let new = NewMember { id: stage.id(at), person: Some(person), display_name: name, random };
    apply::ApplyInput { person, application: stage.id(at), new, about, key: None }
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
            "演示用户名：青石里菜社（不是真实账户）。转账附言请照付款页上的写。",
            "Demo account: Qingshi Lane Food Co-op (no real account). Quote the number of the order or subscription.",
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
    let label = stage
        .act("making a label", move |tx| label_member::create_label(tx, steward, &name, None, at))
        .await?;
    let (mut members, mut shelf) = (Vec::new(), Vec::new());
    for (number, text) in SUPPLIERS.iter().enumerate() {
        let email = format!("supplier{:02}@qingshi.example", number + 1);
        let person = match SIGN_INS.iter().any(|known| known.email == email) {
            true => told(stage, &email, at).await?,
            false => {
                let verifier = nobodys(stage);
                sign_up(stage, &email, verifier, at).await?
            }
        };
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
    let id = stage.id(at);
    let (input, weekly, step) = offer(stage, id, supplier, text, funds)?;
    let (offer, when) = (input.id, When::from(at));
    stage
        .act("opening an offer", move |tx| {
            market::ops::create_offer(tx, Actor::Member(steward), &input, when)
        })
        .await?;
    Ok(Shelf { offer, supplier: number, weekly, step })
}

/// What a neighbour makes and would like to sell here: the steward has not looked at it yet.
fn propose_offer(stage: &Stage, agenda: &mut Agenda, member: MemberId, funds: &Funds) -> Result<(), Said> {
    let at = stage.at(WEEKS, 1, 19, 20);
    let id = Id::from_parts(at.milliseconds(), [7; 10]);
    let (input, ..) = offer(stage, id, member, &PROPOSED, funds)?;
    agenda.add(stage.community, at, "proposing an offer", move |tx| {
        let proposed = market::ops::create_offer(tx, Actor::Member(member), &input, When::from(at));
        deed(proposed, |_| false).map(drop)
    });
    Ok(())
}

/// The offer, what a week brings of it, and its step.
fn offer(
    stage: &Stage,
    id: Id<Offer>,
    supplier: MemberId,
    text: &OfferText,
    funds: &Funds,
) -> Result<(CreateOffer, Quantity, Quantity), Said> {
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
        id,
        title: stage.say(text.title),
        story: stage.say(text.story),
        audience: Audience::Everyone,
        limit,
        variants: vec![variant],
        split,
        key: None,
    };
    Ok((input, weekly, step))
}

/// A third at once, the others over eight weeks.
fn neighbours(
    stage: &mut Stage,
    agenda: &mut Agenda,
    steward: MemberId,
    buyers: &mut Vec<Buyer>,
) -> Result<(), Said> {
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
        let email = format!("neighbour{:03}@qingshi.example", number + 1);
        let answer = (steward, true, stage.say(KNOWN), at.plus(HOUR));
        let member = comes(stage, agenda, &email, (name, String::new()), at, Some(answer))?;
        // Nearly all transfer or scan, as neighbours do.
        let pays = match stage.random.below(20) {
            0..=11 => Pays::Transfer,
            12..=18 => Pays::Code,
            _ => Pays::Gateway,
        };
        let appetite = 25 + stage.random.below(50);
        buyers.push(Buyer { member, since: at.plus(HOUR), appetite, pays });
    }
    Ok(())
}

/// Signs up and applies; who answers, how and when, where somebody did.
fn comes(
    stage: &mut Stage,
    agenda: &mut Agenda,
    email: &str,
    (name, about): (String, String),
    at: Timestamp,
    answer: Option<(MemberId, bool, String, Timestamp)>,
) -> Result<MemberId, Said> {
    let community = stage.community;
    let person = signing_up(stage, email, nobodys(stage), at)?;
    let input = asking(stage, person.person, name, about, at);
    let (application, member) = (input.application, input.new.id);
    agenda.add(0, at, "signing up", move |tx| deed(people::sign_up(tx, &person, at), |_| false).map(drop));
    agenda.add(community, at, "applying", move |tx| deed(apply::apply(tx, &input, at), |_| false).map(drop));
    if let Some((actor, admit, reason, at)) = answer {
        let input = DecideInput { actor, application, admit, reason };
        agenda.add(community, at, "deciding", move |tx| {
            deed(decide_application::decide_application(tx, &input, at), |_| false).map(drop)
        });
    }
    Ok(member)
}

/// Three wait for an answer, one was told no and why.
fn at_the_door(stage: &mut Stage, agenda: &mut Agenda, steward: MemberId) -> Result<(), Said> {
    let at = stage.now.minus(DAY * 2);
    let (name, about, reason) = DECLINED;
    let (said, reason) = ((stage.say(name), stage.say(about)), stage.say(reason));
    let answer = (steward, false, reason, at.plus(HOUR * 3));
    comes(stage, agenda, "agent@elsewhere.example", said, at, Some(answer))?;
    for (number, (name, about)) in WAITING.iter().enumerate() {
        let at = stage.now.minus(HOUR * (30 - 9 * number as u32));
        let email = format!("waiting{}@elsewhere.example", number + 1);
        let said = (stage.say(*name), stage.say(*about));
        comes(stage, agenda, &email, said, at, None)?;
    }
    Ok(())
}
