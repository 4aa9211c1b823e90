//! A supplier's account: who makes it, who sees where it is paid to, and how its owner comes in.

use crate::world::{World, bank};
use community::NewMember;
use community::role::Role;
use kernel::Id;
use store::IdempotencyKey;
use supply::SupplierRefused;
use supply::ids::Member;
use supply::ops::{self, AcceptLink, MakeLink};
use supply::rows::{Supplier, SupplierBank};
use testkit::answer;
use web::TokenHash;
use web::ids::PersonId;

fn key(text: &str) -> IdempotencyKey {
    IdempotencyKey::of("test", text, "link", &text).unwrap()
}

impl World {
    async fn link(
        &self,
        by: Id<Member>,
        supplier: Id<Supplier>,
        secret: &str,
    ) -> Result<(), SupplierRefused> {
        let input =
            MakeLink { supplier, invitation: self.id(), token_hash: TokenHash::of(secret), key: key(secret) };
        self.act(move |tx, now| ops::make_link(tx, by, &input, now)).await.map(drop)
    }

    async fn come_in(
        &self,
        supplier: Id<Supplier>,
        secret: &str,
        (person, member): (PersonId, Option<Id<Member>>),
    ) -> Result<(), SupplierRefused> {
        let new = NewMember {
            id: self.id(),
            person: Some(person),
            display_name: "Lao Pang".to_owned(),
            random: self.ids.count(),
        };
        let token_hash = TokenHash::of(secret);
        let input = AcceptLink { supplier, person, token_hash, member, new, key: key(person.as_str()) };
        self.act(move |tx, now| ops::accept_link(tx, &input, now)).await.map(drop)
    }

    async fn supplier(&self, id: Id<Supplier>) -> Supplier {
        self.find::<Supplier>((self.community, id)).await
    }
}

testkit::both_engines! {
    async fn an_account_is_made_by_a_steward_for_somebody_else(world: World) {
        let dan = world.member("Dan").await;
        for (by, member, answer) in [
            (world.treasurer, None, Err(SupplierRefused::NotAllowed)),
            (world.chen, None, Err(SupplierRefused::NotAllowed)),
            (world.steward, Some(world.steward), Err(SupplierRefused::OwnSupplier)),
            (world.steward, Some(world.chen), Err(SupplierRefused::MemberTaken)),
            (world.steward, Some(world.id()), Err(SupplierRefused::MemberUnknown)),
            (world.id(), None, Err(SupplierRefused::NotAMember)),
        ] {
            assert_eq!(world.create(by, member).await.map(drop), answer, "{by}");
        }
        let new = world.create(world.steward, Some(dan)).await.unwrap();
        let to_another = world.keep(new, Some(world.moderator));
        assert_eq!(world.edit(world.steward, to_another).await, Err(SupplierRefused::AlreadyLinked));
        let nowhere = world.keep(world.id(), None);
        assert_eq!(world.edit(world.steward, nowhere).await, Err(SupplierRefused::NoSuchSupplier));
        for (name, contact, answer) in [
            (" ", "", Err(SupplierRefused::NameMissing)),
            (&*"n".repeat(61), "", Err(SupplierRefused::NameTooLong)),
            ("n", &*"c".repeat(301), Err(SupplierRefused::ContactTooLong)),
            ("n", "", Ok(())),
        ] {
            let (name, contact) = (name.to_owned(), contact.to_owned());
            let input = ops::KeepSupplier { name, contact, ..world.keep(new, Some(dan)) };
            assert_eq!(world.edit(world.steward, input).await, answer);
        }
    }

    /// A steward who is a supplier leaves the own account to another.
    async fn nobody_edits_the_own_account(world: World) {
        world.grant(world.chen, community::role::Role::Steward).await;
        let own = world.keep(world.supplier, Some(world.chen));
        assert_eq!(world.edit(world.chen, own).await, Err(SupplierRefused::OwnSupplier));
    }

    async fn bank_details_are_the_suppliers_and_each_change_is_kept(world: World) {
        let of = world.supplier;
        assert_eq!(world.set_bank(world.steward, of, "62220213").await, Err(SupplierRefused::NotAllowed));
        assert_eq!(world.set_bank(world.id(), of, "62220213").await, Err(SupplierRefused::NotAMember));
        let nobody = world.id();
        assert_eq!(world.set_bank(world.treasurer, nobody, "6222021").await, Err(SupplierRefused::NoSuchSupplier));
        assert_eq!(world.set_bank(world.chen, of, "12").await, Err(SupplierRefused::AccountMalformed));
        for (text, why) in [
            (ops::BankText { holder: String::new(), ..bank("62220213") }, SupplierRefused::HolderMissing),
            (ops::BankText { bank: String::new(), ..bank("62220213") }, SupplierRefused::BankMissing),
            (ops::BankText { bank: "b".repeat(71), ..bank("62220213") }, SupplierRefused::BankTooLong),
        ] {
            let (input, by) = (ops::SetBank { supplier: of, text, key: None }, world.chen);
            assert_eq!(world.act(move |tx, now| ops::set_bank(tx, by, &input, now)).await, Err(why));
        }
        world.set_bank(world.chen, of, "6222 0212").await.unwrap();
        assert_eq!(world.supplier(of).await.bank_version, 1, "the same again is no change");
        world.set_bank(world.treasurer, of, "62220213").await.unwrap();
        assert_eq!(world.supplier(of).await.bank_version, 2);
        let first = world.find::<SupplierBank>((world.community, of, 1)).await;
        assert_eq!((first.account.as_str(), first.changed_by), ("62220212", world.chen));
        let second = world.find::<SupplierBank>((world.community, of, 2)).await;
        assert_eq!((second.account.as_str(), second.changed_by), ("62220213", world.treasurer));
    }

    /// A link lets one person in, once, and gives them their page.
    async fn a_supplier_comes_in_by_a_link(world: World) {
        let new = world.create(world.steward, None).await.unwrap();
        assert_eq!(world.link(world.treasurer, new, "s1").await, Err(SupplierRefused::NotAllowed));
        assert_eq!(world.link(world.steward, world.supplier, "s1").await, Err(SupplierRefused::AlreadyLinked));
        world.link(world.steward, new, "s1").await.unwrap();
        assert_eq!(world.link(world.steward, new, "s1").await, Err(SupplierRefused::LinkMade));
        let (pang, other): (PersonId, PersonId) = (world.id(), world.id());
        assert_eq!(world.come_in(new, "wrong", (pang, None)).await, Err(SupplierRefused::LinkUnusable));
        assert_eq!(world.come_in(world.supplier, "s1", (pang, None)).await, Err(SupplierRefused::LinkUnusable));
        let chen = Some(world.chen);
        assert_eq!(world.come_in(new, "s1", (pang, chen)).await, Err(SupplierRefused::MemberTaken));
        let steward = Some(world.steward);
        assert_eq!(world.come_in(new, "s1", (pang, steward)).await, Err(SupplierRefused::OwnSupplier));
        world.come_in(new, "s1", (pang, None)).await.unwrap();
        let member = world.supplier(new).await.member.unwrap();
        let row = world.find::<community::Member>((world.community, member)).await;
        assert_eq!((row.person_id, row.display_name.as_str()), (Some(pang), "Lao Pang"));
        assert_eq!(world.come_in(new, "s1", (other, None)).await, Err(SupplierRefused::LinkUnusable));
        assert_eq!(world.link(world.steward, new, "s2").await, Err(SupplierRefused::AlreadyLinked));
    }

    /// The secret of a link is answered to whoever made it: they do not become the supplier by it, nor does their company.
    async fn who_made_the_link_does_not_come_in_by_it(world: World) {
        let new = world.create(world.steward, None).await.unwrap();
        world.grant(world.treasurer, Role::Steward).await;
        world.link(world.treasurer, new, "s1").await.unwrap();
        let maker = (world.id(), Some(world.treasurer));
        assert_eq!(world.come_in(new, "s1", maker).await, Err(SupplierRefused::OwnSupplier));
        let (mill, owner) = (world.member("Mill").await, world.treasurer);
        world.act(move |tx, _| Ok::<_, store::OpError<()>>(community::name_behind(tx, mill, &[], &[owner])?)).await.unwrap();
        let company = (world.id(), Some(mill));
        assert_eq!(world.come_in(new, "s1", company).await, Err(SupplierRefused::OwnSupplier));
        world.come_in(new, "s1", (world.id(), None)).await.unwrap();
    }

    /// The key of one request is not one of another: of making, of changing, of bank details.
    async fn a_key_of_a_supplier_is_of_one_request(world: World) {
        let (steward, chen) = (world.steward, world.chen);
        let key = |operation, input: &str| {
            Some(store::IdempotencyKey::of(steward.as_str(), "click", operation, &input).unwrap())
        };
        let make = |name: &str| {
            let key = key("create_supplier", name);
            let input = ops::KeepSupplier { name: name.to_owned(), key, ..world.keep(world.id(), None) };
            world.act(move |tx, now| ops::create_supplier(tx, steward, &input, now))
        };
        let first = make("Hill farm").await.unwrap();
        assert_eq!(make("Hill farm").await.map(|kept| kept.supplier), Ok(first.supplier));
        assert_eq!(make("Mill farm").await.map(drop), Err(SupplierRefused::KeyReused));
        let input = ops::KeepSupplier { key: key("edit_supplier", "a"), ..world.keep(first.supplier, None) };
        let edited = world.act(move |tx, now| ops::edit_supplier(tx, steward, &input, now)).await;
        assert_eq!(edited.map(drop), Err(SupplierRefused::KeyReused));
        let input = ops::SetBank {
            supplier: world.supplier,
            text: crate::world::bank("62229999"),
            key: key("set_bank", "a"),
        };
        let set = world.act(move |tx, now| ops::set_bank(tx, chen, &input, now)).await;
        assert_eq!(set.map(drop), Err(SupplierRefused::KeyReused));
        assert_eq!(world.supplier(world.supplier).await.bank_version, 1);
    }

    async fn a_link_is_good_for_two_weeks(world: World) {
        let new = world.create(world.steward, None).await.unwrap();
        world.link(world.steward, new, "s1").await.unwrap();
        world.clock.advance(crate::world::DAY * 14);
        let pang = (world.id(), None);
        assert_eq!(world.come_in(new, "s1", pang).await, Err(SupplierRefused::LinkUnusable));
    }

    /// What is theirs goes, what the books rest on stays.
    async fn an_erased_supplier_leaves_no_account_number_behind(world: World) {
        let purchase = world.sent(world.bought()).await;
        world.reply(world.chen, purchase, false, "my son is ill").await.unwrap();
        let chen = world.chen;
        answer(world.db.transact(world.community, move |tx| ops::forget_member(tx, chen)).await).unwrap();
        let supplier = world.supplier(world.supplier).await;
        assert_eq!((supplier.name.as_str(), supplier.contact.as_str(), supplier.is_open), ("", "", false));
        let bank = world.find::<SupplierBank>((world.community, world.supplier, 1)).await;
        assert_eq!((bank.holder.as_str(), bank.account.as_str(), bank.bank.as_str()), ("", "", ""));
        let event = world.find::<supply::rows::PurchaseEvent>((world.community, purchase, 3)).await;
        assert_eq!(event.reason, None);
        world.assert_whole().await;
    }
}
