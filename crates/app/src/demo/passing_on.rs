//! What members do with the shares they have: one passes two on to a neighbour, one puts hers on paper, one offers hers to the co-op,
//! and one who moves away asks for her money back, which waits for a decision that permits it. And who is behind a company that buys here.

use super::agenda::{Agenda, deed};
use super::cast::Cast;
use super::content::Both;
use super::owning::instrument;
use super::stage::Stage;
use governance::rows::Proposal;
use kernel::Id;
use ownership::company::Owner;
use ownership::ops::{
    AnswerOwner, AskParting, EndOffer, MakeCertificate, NameOwners, OfferUnits, TakeUp, answer_owner,
    approve_transfer, ask_parting, make_certificate, name_owners, offer_units, say_paid, take_up,
};
use ownership::register::PartingKind;
use ownership::rows::OwnerWord;

const YUAN: i64 = 100;
/// Among the buyers: the treasurer, the member of the sign-ins, and neighbours who hold some.
const MEMBER: usize = 2;
const SELLER: usize = 6;
const TAKER: usize = 9;
const LEAVING: usize = 15;
/// Buys for the bean curd shop; behind it are the member of the sign-ins, who has not said so yet, and a neighbour, who has.
const BEAN_CURD: usize = 18;
const PARTNER: usize = 8;
const COMPANY: Both = ("青石豆腐坊", "Qingshi Bean Curd");
/// There is one version of the risks.
const RISKS: Option<i64> = Some(1);
const MOVES_AWAY: Both = ("月底搬去外地，带不走了。", "I am moving away at the end of the month.");

fn behind_a_company(stage: &mut Stage, agenda: &mut Agenda, cast: &Cast) {
    let who = |at: usize| cast.buyers[at].member;
    let (community, steward) = (stage.community, cast.steward);
    let (company, partner) = (who(BEAN_CURD), who(PARTNER));
    let owner = |member, share_parts| Owner { member, share_parts, whole_parts: 100 };
    let owners = vec![owner(partner, 60), owner(who(MEMBER), 40)];
    let named = stage.at(11, 5, 10, 30);
    let input = NameOwners { company, name: stage.say(COMPANY), owners, key: None };
    agenda.add(community, named, "naming who is behind a company", move |tx| {
        deed(name_owners(tx, steward, &input, named), |_| false).map(drop)
    });
    let said = stage.at(11, 5, 19, 45);
    agenda.add(community, said, "saying that it is so", move |tx| {
        let word = OwnerWord::Confirmed;
        let input = AnswerOwner { company, version: 1, word, reason: String::new(), key: None };
        deed(answer_owner(tx, partner, &input, said), |_| false).map(drop)
    });
}

/// After the shares of the cold store were paid for.
pub(super) fn passed_on(stage: &mut Stage, agenda: &mut Agenda, cast: &Cast, decision: Id<Proposal>) {
    let who = |at: usize| cast.buyers[at].member;
    let (community, treasurer) = (stage.community, cast.treasurer);
    let (seller, taker, member, leaving) = (who(SELLER), who(TAKER), who(MEMBER), who(LEAVING));

    behind_a_company(stage, agenda, cast);
    let offered = stage.at(10, 6, 10, 20);
    let transfer = stage.id(offered);
    agenda.add(community, offered, "offering shares", move |tx| {
        let instrument = instrument(tx, decision)?;
        let input = OfferUnits {
            id: transfer,
            instrument,
            units: 2,
            price_minor: YUAN * 100,
            named: None,
            key: None,
        };
        deed(offer_units(tx, seller, &input, offered), |_| false).map(drop)
    });
    let taken = stage.at(11, 2, 19, 5);
    agenda.add(community, taken, "taking shares up", move |tx| {
        let input = TakeUp { transfer, risk_read: RISKS, some: None, key: None };
        deed(take_up(tx, taker, &input, taken), |_| false).map(drop)
    });
    let paid = stage.at(11, 2, 21, 40);
    agenda.add(community, paid, "saying that the money came", move |tx| {
        let input = EndOffer { transfer, reason: String::new(), key: None };
        deed(say_paid(tx, seller, &input, paid), |_| false).map(drop)
    });
    let approved = stage.at(11, 3, 9, 15);
    agenda.add(community, approved, "approving a transfer", move |tx| {
        let input = EndOffer { transfer, reason: String::new(), key: None };
        deed(approve_transfer(tx, treasurer, &input, approved), |_| false).map(drop)
    });

    let paper = stage.at(11, 2, 20, 30);
    let certificate = stage.id(paper);
    agenda.add(community, paper, "putting shares on paper", move |tx| {
        let instrument = instrument(tx, decision)?;
        let input = MakeCertificate { id: certificate, instrument, risk_read: RISKS, key: None };
        deed(make_certificate(tx, member, &input, paper), |_| false).map(drop)
    });

    let open = stage.at(11, 5, 21, 10);
    let last = stage.id(open);
    agenda.add(community, open, "offering a share", move |tx| {
        let instrument = instrument(tx, decision)?;
        let input =
            OfferUnits { id: last, instrument, units: 1, price_minor: YUAN * 110, named: None, key: None };
        deed(offer_units(tx, member, &input, open), |_| false).map(drop)
    });

    let asked = stage.at(11, 6, 8, 50);
    let (parting, reason) = (stage.id(asked), stage.say(MOVES_AWAY));
    agenda.add(community, asked, "asking for a share's money back", move |tx| {
        let input = AskParting {
            id: parting,
            kind: PartingKind::BuyBack,
            instrument: instrument(tx, decision)?,
            holder: leaving,
            units: 2,
            reason: reason.clone(),
            heirs: Vec::new(),
            died_on: None,
            files: Vec::new(),
            key: None,
        };
        deed(ask_parting(tx, leaving, &input, asked), |_| false).map(drop)
    });
}
