//! Decisions written side by side: each changes what it names, and none undoes unseen what another has changed since.

use crate::world::{DAY, World};
use community::{CharterVersion, Community};
use governance::asks::{Action, Asks, CharterPart};
use governance::ops::Propose;
use governance::proposal::ActionState;
use governance::proposal_refused::ProposalRefused;
use governance::rows::{DecisionRulesVersion, Proposal};
use governance::terms::{DecisionRules, Part};
use kernel::Id;

fn part(field: &str, was: &str, now: &str) -> CharterPart {
    CharterPart { field: field.to_owned(), was: was.to_owned(), now: now.to_owned() }
}

fn charter(parts: &[(&str, &str, &str)]) -> Asks {
    let changes = parts.iter().map(|(field, was, now)| part(field, was, now)).collect();
    Asks { actions: vec![Action::Charter { changes }], ..Asks::default() }
}

fn rules(from_version: Option<i64>, change: impl Fn(&mut DecisionRules)) -> Asks {
    let mut rules = DecisionRules { only_by_decision: true, ..DecisionRules::default() };
    change(&mut rules);
    Asks { actions: vec![Action::Rules { rules: Box::new(rules), from_version }], ..Asks::default() }
}

const HALF: Part = Part { numerator: 1, denominator: 2 };
const THIRD: Part = Part { numerator: 1, denominator: 3 };

impl World {
    async fn rules(&self, version: i64) -> DecisionRules {
        self.find::<DecisionRulesVersion>((self.community, version)).await.rules().unwrap()
    }

    async fn done(&self, proposal: Id<Proposal>) -> Option<String> {
        assert!(self.execute(proposal).await);
        let [(_, refusal)] = self.deeds(proposal).await.try_into().unwrap();
        refusal
    }
}

testkit::both_engines! {
    /// Name, theme, belief, what is open to whom and the words of a rule: a community that changes by decision only
    /// is not stuck with any of it, and the version names the decision.
    async fn a_charter_changes_whole_by_decision(world: World) {
        world.act(|tx, _| community::set_by_decision_only(tx, true)).await.unwrap();
        let asks = charter(&[
            ("name", "Co-op", "Lane co-op"),
            ("theme", "food", "bread"),
            ("belief", "fair", ""),
            ("storefront_public", "yes", "no"),
            ("books_public", "yes", "no"),
            ("applications_open", "yes", "no"),
            ("probation_days", "30", "7"),
        ]);
        let reworded = Action::ChangeRule {
            position: 2,
            rule: "No dogs".to_owned(),
            to: "Dogs on a lead".to_owned(),
            reason: "Nobody minds".to_owned(),
        };
        let id = world.passed(Asks { actions: [vec![reworded], asks.actions].concat(), ..asks }, &[]).await;
        world.clock.advance(DAY * 3);
        assert!(world.execute(id).await);
        assert_eq!(world.deeds(id).await, vec![(ActionState::Done, None); 2]);
        let community = world.find::<Community>(world.community).await;
        assert_eq!((community.name.as_str(), community.theme.as_str()), ("Lane co-op", "bread"));
        let flags = community.flags();
        assert!(!flags.storefront_public && !flags.books_public && !flags.applications_open);
        assert_eq!((flags.probation_days, community.by_decision_only), (7, true));
        let version = world.find::<CharterVersion>((world.community, community.charter_version)).await;
        assert_eq!((version.theme.as_str(), version.belief.as_str(), version.probation_days), ("bread", "", 7));
        assert_eq!((version.decision, version.written_by), (Some(id.to_string()), None));
        let rule = world.find::<community::CharterRule>((world.community, community.charter_version, 2)).await;
        assert_eq!((rule.rule.as_str(), rule.reason.as_str()), ("Dogs on a lead", "Nobody minds"));
    }

    /// What another decision changed since is not overwritten, and says so; what it did not touch is changed.
    async fn charters_written_side_by_side(world: World) {
        let first = world.passed(charter(&[("theme", "food", "bread"), ("belief", "fair", "fair to all")]), &[]).await;
        let same = world.passed(charter(&[("theme", "food", "soup"), ("probation_days", "30", "7")]), &[]).await;
        let other = world.passed(charter(&[("probation_days", "30", "21")]), &[]).await;
        world.clock.advance(DAY * 20);
        assert_eq!(world.done(first).await, None);
        assert_eq!(world.done(same).await.as_deref(), Some("charter_moved"));
        assert_eq!(world.retry(world.ana, same, 1, "a").await, Ok(ActionState::Failed), "nor on a second try");
        assert_eq!(world.done(other).await, None);
        let community = world.find::<Community>(world.community).await;
        assert_eq!((community.theme.as_str(), community.probation_days, community.charter_version), ("bread", 21, 3));
        // Nor is it asked for any more.
        for (asks, why) in [
            (charter(&[("theme", "food", "soup")]), ProposalRefused::CharterMoved),
            (charter(&[("theme", "bread", " ")]), ProposalRefused::CharterUnfit),
            (charter(&[("theme", "bread", "bread")]), ProposalRefused::CharterUnfit),
            (charter(&[("theme", "bread", "soup"), ("theme", "bread", "rice")]), ProposalRefused::CharterUnfit),
            (charter(&[("slug", "coop", "mine")]), ProposalRefused::CharterUnfit),
            (charter(&[]), ProposalRefused::CharterUnfit),
        ] {
            let new = Propose { asks, ..world.idea("Soup") };
            assert_eq!(world.propose(world.ana, new).await, Err(why));
        }
        let twice = charter(&[("theme", "bread", "soup")]).actions;
        let other = charter(&[("belief", "fair to all", "")]).actions;
        let new = Propose { asks: Asks { actions: [twice, other].concat(), ..Asks::default() }, ..world.idea("Soup") };
        assert_eq!(world.propose(world.ana, new).await, Err(ProposalRefused::DeedTwice));
    }

    /// The same of the rules of deciding, whether the version is named or is that of the ballot.
    async fn rules_written_side_by_side(world: World) {
        let only = world.passed(rules(Some(0), |_| {}), &[]).await;
        let quorum = world.passed(rules(Some(0), |rules| rules.quorum = HALF), &[]).await;
        let delay = world.passed(rules(Some(0), |rules| rules.delay_hours = 5), &[]).await;
        let other = world.passed(rules(Some(0), |rules| rules.quorum = THIRD), &[]).await;
        let unnamed = world.passed(rules(None, |rules| rules.quorum = THIRD), &[]).await;
        let agrees = world.passed(rules(Some(0), |rules| (rules.quorum, rules.late_hours) = (HALF, 7)), &[]).await;
        world.clock.advance(DAY * 40);
        assert_eq!(world.done(only).await, None);
        assert_eq!(world.done(quorum).await, None);
        assert_eq!(world.done(delay).await, None);
        let now = world.rules(3).await;
        assert_eq!((now.quorum, now.delay_hours, now.only_by_decision), (HALF, 5, true));
        assert_eq!(world.done(other).await.as_deref(), Some("rules_moved"));
        assert_eq!(world.done(unnamed).await.as_deref(), Some("rules_moved"));
        assert_eq!(world.done(agrees).await, None);
        let now = world.rules(4).await;
        assert_eq!((now.quorum, now.delay_hours, now.late_hours), (HALF, 5, 7));
        for from in [0, 9] {
            let new = Propose { asks: rules(Some(from), |rules| rules.quorum = THIRD), ..world.idea("Quorum") };
            assert_eq!(world.propose(world.ana, new).await, Err(ProposalRefused::RulesMoved), "{from}");
        }
        let new = Propose { asks: rules(Some(4), |rules| rules.quorum = THIRD), ..world.idea("Quorum") };
        world.propose(world.ana, new).await.unwrap();
    }
}
