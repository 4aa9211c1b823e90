//! Who joins group buys: paid at once, by transfer, short, over, in parts, out of what is owed, too late or not at all; and who leaves.

use crate::book::worth;
use crate::calls::{Part, Stands};
use crate::formed::Formed;
use crate::town::Town;
use kernel::Quantity;
use market::payment::{ArrivedAt, MethodCode};
use pools::CommitRefused;
use pools::commitment::CommitmentState;
use pools::ops::{self, Commit, ConfirmCommitment, Pay};
use web::ids::MemberId;

impl Town {
    fn some_part(&mut self) -> Option<(usize, usize)> {
        let at = self.some_call()?;
        let count = self.called[at].parts.len() as u64;
        (count > 0).then(|| (at, self.dice.roll(count) as usize))
    }

    fn net(&self, member: MemberId) -> i64 {
        self.book.owed.get(&member).copied().unwrap_or(0)
    }

    pub(crate) async fn joins_in(&mut self) {
        for _ in 0..2 + self.dice.roll(4) {
            match self.some_call() {
                Some(at) => self.joins_call(at).await,
                None => self.calls().await,
            }
        }
    }

    async fn joins_call(&mut self, at: usize) {
        let members = self.members.clone();
        let (member, now) = (self.dice.one(&members), self.now());
        let one = &self.called[at];
        if one.closed.as_ref().is_some_and(Formed::has_spare) {
            return;
        }
        let (pool, milli, terms) = (one.pool, one.terms.step * (1 + self.dice.roll(12)), one.terms.clone());
        let due = worth(terms.ladder[0].1, milli);
        let pay = if self.dice.once_in(2) { Pay::Later } else { Pay::SetOff };
        let may = self.called[at].joins(now)
            && self.here(member)
            && self.called[at].has_room(member, milli)
            && (pay == Pay::Later || self.net(member) >= due);
        let input = Commit {
            id: self.id(),
            pool,
            units: Quantity::from_milli(milli),
            seen_minor: Some(due),
            pay,
            sure: true,
            risk_read: None,
            key: self.key("join"),
        };
        let done = self.act(move |tx, now| ops::commit(tx, member, &input, now)).await;
        assert_eq!(done.is_ok(), may, "joining {done:?}, {}", self.told());
        let Ok(done) = done else { return };
        self.notes("joined together");
        let stands = match pay {
            Pay::SetOff => Stands::Paid,
            Pay::Later => Stands::Waits { claimed: false, had_too_little: false },
        };
        if stands == Stands::Paid {
            self.book.owes(member, -due);
        }
        let (id, number, made_at) = (done.commitment, done.number, now);
        self.called[at].parts.push(Part { id, number, member, milli, due, made_at, stands, sale: None });
        if stands != Stands::Paid && !self.dice.once_in(3) {
            let which = self.called[at].parts.len() - 1;
            self.money_moves(at, which).await;
        }
    }

    /// Somebody says that their money is on its way, or it comes.
    pub(crate) async fn pays_part(&mut self) {
        for _ in 0..2 {
            self.pays_one_part().await;
        }
    }

    async fn pays_one_part(&mut self) {
        if let Some((at, which)) = self.some_part() {
            self.money_moves(at, which).await;
        }
    }

    async fn money_moves(&mut self, at: usize, which: usize) {
        let due = self.called[at].parts[which].due;
        let (over, short) = (due + self.dice.roll(50), 1 + self.dice.roll(due as u64));
        let stands = self.called[at].parts[which].stands;
        let waits_for_rest = matches!(stands, Stands::Waits { had_too_little: true, .. });
        match self.dice.roll(8) {
            0..=4 if waits_for_rest => self.money_comes(at, which, short).await,
            0 | 1 => self.claims(at, which).await,
            2 => self.is_not_found(at, which).await,
            3 => self.applies_credit(at, which).await,
            4 => self.money_comes(at, which, over).await,
            5 => self.money_comes(at, which, short).await,
            _ => self.money_comes(at, which, due).await,
        }
    }

    async fn claims(&mut self, at: usize, which: usize) {
        let part = &self.called[at].parts[which];
        let (commitment, member, stands) = (part.id, part.member, part.stands);
        let (method, proof) = (MethodCode::BankTransfer, "from my account".to_owned());
        let input = ops::ClaimCommitment { commitment, method, proof, key: self.key("claim") };
        let done = self.act(move |tx, now| ops::claim_commitment(tx, member, &input, now)).await;
        let may = matches!(stands, Stands::Waits { claimed: false, .. }) && self.called[at].joins(self.now());
        assert_eq!(done.is_ok(), may, "claiming {done:?}, {}", self.told());
        self.called[at].parts[which].claims(may, true);
    }

    async fn is_not_found(&mut self, at: usize, which: usize) {
        let (commitment, stands) = (self.called[at].parts[which].id, self.called[at].parts[which].stands);
        let (reason, by) = ("Not on the account".to_owned(), self.treasurer);
        let input = ops::RefuseClaim { commitment, reason, key: self.key("not found") };
        let done = self.act(move |tx, now| ops::refuse_claim(tx, by, &input, now)).await;
        let may = matches!(stands, Stands::Waits { claimed: true, .. });
        assert_eq!(done.is_ok(), may, "not found {done:?}, {}", self.told());
        self.called[at].parts[which].claims(may, false);
    }

    async fn applies_credit(&mut self, at: usize, which: usize) {
        let part = &self.called[at].parts[which];
        let (commitment, member, due, stands) = (part.id, part.member, part.due, part.stands);
        let may = matches!(stands, Stands::Waits { claimed: false, .. })
            && self.called[at].joins(self.now())
            && self.net(member) >= due;
        let input = ops::ApplyCredit { commitment, key: self.key("apply") };
        let done = self.act(move |tx, now| ops::apply_credit(tx, member, &input, now)).await;
        assert_eq!(done.is_ok(), may, "applying {done:?}, {}", self.told());
        if may {
            self.notes("paid out of what is owed");
            self.called[at].parts[which].stands = Stands::Paid;
            self.book.owes(member, -due);
        }
    }

    /// So much is on the account: today, or when it was made and only seen now.
    async fn money_comes(&mut self, at: usize, which: usize, minor: i64) {
        let now = self.now();
        let (one, part) = (&self.called[at], &self.called[at].parts[which]);
        let (commitment, member, due, stands, made_at) =
            (part.id, part.member, part.due, part.stands, part.made_at);
        let (open, closes_at) = (one.is_open(), one.closes_at);
        let seen_late = self.dice.once_in(3);
        let arrived = if seen_late { made_at } else { now };
        let in_time = open && arrived < closes_at;
        let input = ConfirmCommitment {
            commitment,
            arrived_at: ArrivedAt::Instant(arrived),
            amount_minor: minor,
            reference: "line 7".to_owned(),
            key: self.key("found"),
        };
        let by = self.treasurer;
        let done = self.act(move |tx, now| ops::confirm_commitment(tx, by, &input, now)).await;
        if seen_late && matches!(done, Err(CommitRefused::PeriodClosed)) {
            return self.notes("in a closed month");
        }
        let comes = matches!(stands, Stands::Waits { .. } | Stands::Lapsed);
        assert_eq!(done.is_ok(), comes, "{minor} of {due} came: {done:?}, {}", self.told());
        let Ok(done) = done else { return };
        self.book.bank += minor;
        let Stands::Waits { had_too_little, .. } = stands else {
            self.notes("came too late");
            self.book.owes(member, minor);
            self.called[at].parts[which].stands = Stands::Ended;
            return;
        };
        let missing = due - minor;
        let (what, stands) = match () {
            () if missing <= 0 && in_time => ("paid by transfer", Stands::Paid),
            () if missing <= 0 => ("came too late", Stands::Ended),
            () if in_time && had_too_little && self.net(member) >= missing => ("the rest came", Stands::Paid),
            () => ("came too little", Stands::Waits { claimed: false, had_too_little: true }),
        };
        self.notes(what);
        self.book.owes(member, if stands == Stands::Paid { -missing } else { minor });
        assert_eq!(done.state == CommitmentState::Held, stands == Stands::Paid, "{done:?} {}", self.told());
        self.called[at].parts[which].stands = stands;
    }

    pub(crate) async fn leaves_call(&mut self) {
        let Some((at, which)) = self.some_part() else { return };
        let (one, part) = (&self.called[at], &self.called[at].parts[which]);
        let (commitment, member, due, stands) = (part.id, part.member, part.due, part.stands);
        let moved = one.extended_at.is_some_and(|at| part.made_at < at);
        let may = one.joins(self.now())
            && match stands {
                Stands::Waits { claimed, .. } => !claimed,
                Stands::Paid => one.terms.may_leave || moved,
                Stands::Lapsed | Stands::Ended => false,
            };
        let input = ops::LeavePool { commitment, key: self.key("leave call") };
        let done = self.act(move |tx, now| ops::leave_pool(tx, member, &input, now)).await;
        assert_eq!(done.is_ok(), may, "leaving {done:?}, {}", self.told());
        if !may {
            return;
        }
        self.notes("left together");
        let paid = stands == Stands::Paid;
        self.called[at].parts[which].stands = if paid { Stands::Ended } else { Stands::Lapsed };
        self.book.owes(member, if paid { due } else { 0 });
    }
}

impl Part {
    fn claims(&mut self, may: bool, claims: bool) {
        if let (true, Stands::Waits { claimed, .. }) = (may, &mut self.stands) {
            *claimed = claims;
        }
    }
}
