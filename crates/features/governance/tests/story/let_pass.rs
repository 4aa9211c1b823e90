//! Words that read like a promise and are none: once a second person has let them pass they are proposed, put to the vote and carried out.

use crate::world::World;
use governance::asks::{Action, Asks};
use governance::ids::Member;
use governance::ops::{self, Comment, OpenBallot, Propose};
use governance::proposal_refused::ProposalRefused::{self, CommentPromises, PromisesReturn};
use governance::terms::Kind;
use kernel::Id;
use ownership::TextPlace;

const HONEST: &str = "老话说“很快就能回本”，我们不知道能不能。";

impl World {
    /// Handed in by one, let pass by another.
    async fn let_pass(&self, by: Id<Member>, second: Id<Member>, place: TextPlace, words: &str) {
        let input = ownership::ops::AskAboutText { place, words: words.to_owned(), key: None };
        let asked = self.act(move |tx, now| ownership::ops::ask_about_text(tx, by, &input, now)).await;
        let reason = "It quotes a saying".to_owned();
        let input = ownership::ops::PassText { place, sha256: asked.unwrap(), reason, key: None };
        self.act(move |tx, now| ownership::ops::pass_text(tx, second, &input, now)).await.unwrap();
    }
}

fn oven(risk: &str) -> Action {
    Action::Instrument {
        kind: "member_capital".to_owned(),
        name: "Oven".to_owned(),
        fund: 1,
        price_minor: 100,
        units_max: 10,
        units_each_max: 2,
        terms: "For the oven".to_owned(),
        risk: risk.to_owned(),
    }
}

testkit::both_engines! {
    /// Terms, the text around them and a comment are three places; and whoever let words pass does not publish them.
    async fn passed_words_are_proposed(world: World) {
        let asks = |risk: &str| Asks { kind: Kind::YesNo, actions: vec![oven(risk)], ..Asks::default() };
        let new = |world: &World, risk: &str, body: &str| Propose {
            asks: asks(risk), body: body.to_owned(), ..world.idea("An oven of our own")
        };
        let (ana, steward) = (world.ana, world.steward);
        let refused = |done: Result<_, ProposalRefused>| done.map(drop);
        assert_eq!(refused(world.propose(ana, new(&world, HONEST, "For bread")).await), Err(PromisesReturn));
        world.let_pass(ana, steward, TextPlace::Share, HONEST).await;
        assert_eq!(refused(world.propose(steward, new(&world, HONEST, "For bread")).await), Err(PromisesReturn));
        assert_eq!(refused(world.propose(ana, new(&world, HONEST, HONEST)).await), Err(PromisesReturn));
        assert_eq!(refused(world.propose(ana, new(&world, "保本", "For bread")).await), Err(PromisesReturn));
        world.let_pass(ana, steward, TextPlace::Proposal, HONEST).await;
        let id = world.propose(ana, new(&world, HONEST, HONEST)).await.unwrap();

        let say = |by: Id<Member>| {
            let input = Comment { proposal: id, parent: None, body: HONEST.to_owned(), key: None };
            world.act(move |tx, now| ops::comment(tx, by, &input, now))
        };
        assert_eq!(say(world.bo).await, Err(CommentPromises));
        world.let_pass(world.bo, steward, TextPlace::Comment, HONEST).await;
        assert_eq!((say(steward).await, say(world.bo).await), (Err(CommentPromises), Ok(1)));
    }

    /// What passed when it was written is put to the vote by anybody who may.
    async fn passed_words_are_put_to_the_vote(world: World) {
        let (ana, steward) = (world.ana, world.steward);
        world.let_pass(ana, steward, TextPlace::Share, HONEST).await;
        let asks = Asks { kind: Kind::YesNo, actions: vec![oven(HONEST)], ..Asks::default() };
        let proposal = world.draft("An oven of our own", asks).await;
        let row = world.proposal(proposal).await;
        let closes_at = world.now().plus(std::time::Duration::from_secs(30 * 86_400));
        let input = OpenBallot {
            id: world.id(), proposal, version: row.text_version, by: row.owner, closes_at, reason: String::new(), key: None,
        };
        world.act(move |tx, now| ops::open_ballot(tx, &input, now)).await.unwrap();
    }
}
