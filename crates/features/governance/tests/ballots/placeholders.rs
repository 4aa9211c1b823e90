//! Buyers that an import or a walk-in left behind: members without an account. Things are sold to them and owed to them, and
//! nobody stands behind them who could decide or answer for anything.

use crate::world::{World, asks};
use community::NewMember;
use governance::asks::{Action, Asks};
use governance::ballot::BallotRefused;
use governance::ids::Member;
use governance::ops::{self, Comment, HandOver, NameProxy, Propose};
use governance::proposal_refused::ProposalRefused;
use governance::terms::Kind;
use kernel::Id;

impl World {
    async fn placeholder(&self) -> Id<Member> {
        let new = NewMember { id: self.id(), person: None, display_name: "Walk-in".to_owned(), random: 77 };
        let made = self.act(move |tx, now| community::placeholder_member(tx, &new, now)).await;
        made.unwrap().id
    }

    async fn proposes(&self, by: Id<Member>, actions: Vec<Action>) -> Result<(), ProposalRefused> {
        let asks = Asks { actions, ..asks(Kind::YesNo) };
        let (id, title, body) = (self.id(), "Lamp".to_owned(), "It is dark.".to_owned());
        let input = Propose { id, title, body, asks, key: None };
        self.act(move |tx, now| ops::propose(tx, by, &input, now)).await.map(|_| ())
    }
}

testkit::both_engines! {
    async fn nobody_decides_or_answers_who_has_no_account(world: World) {
        let (m, buyer) = (world.members(2).await, world.placeholder().await);
        let owner = world.steward;
        assert_eq!(world.proposes(buyer, Vec::new()).await, Err(ProposalRefused::NotAMember));
        let ends_at_us = world.now().plus(std::time::Duration::from_secs(90 * 86_400)).micros;
        let carried = Action::Mandate { purpose: "Lamp".into(), fund: 1, ceiling_minor: 100, ends_at_us, carried_by: Some(buyer), kind: governance::asks::MandateUse::Spending };
        assert_eq!(world.proposes(m[0], vec![carried]).await, Err(ProposalRefused::NoSuchMember));
        let role = Action::Role { member: buyer, role: "treasurer".into(), give: true };
        assert_eq!(world.proposes(m[0], vec![role]).await, Err(ProposalRefused::NoSuchMember));

        let proposal = world.draft(owner, asks(Kind::YesNo)).await;
        let proxy = async |by, proxy| {
            let input = NameProxy { proposal, by, proxy };
            world.act(move |tx, now| ops::name_proxy(tx, &input, now)).await
        };
        assert_eq!(proxy(m[0], buyer).await, Err(BallotRefused::NotAMember));
        assert_eq!(proxy(buyer, m[0]).await, Err(BallotRefused::NotAMember));
        let comment = Comment { proposal, parent: None, body: "I say".to_owned(), key: None };
        let said = world.act(move |tx, now| ops::comment(tx, buyer, &comment, now)).await;
        assert_eq!(said.map(|_| ()), Err(ProposalRefused::NotAMember));
        let handed = HandOver { proposal, to: buyer, reason: "Yours now".to_owned() };
        let done = world.act(move |tx, now| ops::hand_over(tx, owner, &handed, now)).await;
        assert_eq!(done.map(|_| ()), Err(ProposalRefused::NoSuchMember));

        let ballot = world.opened(asks(Kind::YesNo)).await;
        let electorate = world.ballot(ballot).await.electorate_count;
        assert_eq!(electorate, 3, "the steward and two members");
        let voted = world.vote(ballot, buyer, governance::choice::Choice::Yes).await;
        assert!(matches!(voted, Err(BallotRefused::NotAMember | BallotRefused::NotInElectorate)));
    }
}
