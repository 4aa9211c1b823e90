//! A payment gateway that is only played: for demo and tests, and every page says so. It has what makes real ones
//! hard: its word comes signed, late, twice, or says that the payment failed.
//!
//! A notification is a JSON body and two headers' worth of proof: when it was signed and an HMAC-SHA256 (RFC 2104)
//! over `signed_at "." body` under a secret of the site, in hexadecimal.

use super::{Course, Instructions, PaymentMethod};
use crate::payment::{MethodCode, PaymentRefused};
use crate::rows::{MarketSettings, Payment};
use crate::settlement::Purse;
use hmac::{Hmac, KeyInit, Mac};
use kernel::{Id, Timestamp};
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use std::time::Duration;

pub(super) struct SimulatedGateway;

impl PaymentMethod for SimulatedGateway {
    fn code(&self) -> MethodCode {
        MethodCode::SimulatedGateway
    }
    fn course(&self) -> Course {
        Course::Notified
    }
    fn offered(&self, _settings: &MarketSettings, simulated: bool) -> bool {
        simulated
    }
    fn instructions(&self, _settings: &MarketSettings) -> Option<Instructions> {
        None
    }
    fn purse(&self) -> Option<Purse> {
        Some(Purse::Gateway)
    }
}

kernel::codes! {
    /// What became of a payment at the gateway.
    pub enum GatewayOutcome { Succeeded = "succeeded", Failed = "failed" }
}

/// What the gateway says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Notification {
    /// The same for every repetition.
    pub nonce: String,
    pub payment: Id<Payment>,
    pub outcome: GatewayOutcome,
    pub amount_minor: i64,
    /// When the money arrived there; the notification itself may come much later.
    pub happened_at: Timestamp,
}

/// A signature older or newer than this is refused: who overhears one cannot use it for ever.
pub const SIGNATURE_LIFE: Duration = Duration::from_secs(300);
const NONCE_CHARS_MAX: usize = 64;

/// A notification as it travels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    pub body: String,
    pub signed_at: Timestamp,
    /// Hexadecimal.
    pub signature: String,
}

impl Notification {
    /// As the gateway sends it.
    pub fn sign(&self, secret: &[u8], signed_at: Timestamp) -> Signed {
        let body = serde_json::json!({
            "nonce": self.nonce,
            "payment": self.payment,
            "outcome": self.outcome,
            "amount_minor": self.amount_minor,
            "happened_at": self.happened_at,
        });
        let body = body.to_string();
        let signature = code(secret, signed_at, &body).finalize().into_bytes();
        let signature = signature.iter().map(|byte| format!("{byte:02x}")).collect();
        Signed { body, signed_at, signature }
    }
}

impl Signed {
    /// Compares in constant time, before the body is read at all.
    ///
    /// # Errors
    /// `SignatureWrong`, `SignatureStale`, `NotificationMalformed`.
    pub fn verify(&self, secret: &[u8], now: Timestamp) -> Result<Notification, PaymentRefused> {
        let signature = bytes(&self.signature).ok_or(PaymentRefused::SignatureWrong)?;
        let sound = code(secret, self.signed_at, &self.body).verify_slice(&signature);
        sound.map_err(|_| PaymentRefused::SignatureWrong)?;
        if self.signed_at > now.plus(SIGNATURE_LIFE) || self.signed_at < now.minus(SIGNATURE_LIFE) {
            return Err(PaymentRefused::SignatureStale);
        }
        let read = serde_json::from_str::<Notification>(&self.body);
        let read = read.map_err(|_| PaymentRefused::NotificationMalformed)?;
        let sound = (1..=NONCE_CHARS_MAX).contains(&read.nonce.chars().count()) && read.amount_minor > 0;
        if sound { Ok(read) } else { Err(PaymentRefused::NotificationMalformed) }
    }
}

fn code(secret: &[u8], signed_at: Timestamp, body: &str) -> Hmac<Sha256> {
    // HMAC takes a key of any length, so this cannot fail; an empty one would, loudly, match nothing we sign.
    let mut code =
        Hmac::<Sha256>::new_from_slice(secret).unwrap_or_else(|_| Hmac::<Sha256>::new(&Default::default()));
    code.update(signed_at.micros.to_string().as_bytes());
    code.update(b".");
    code.update(body.as_bytes());
    code
}

fn bytes(hexadecimal: &str) -> Option<Vec<u8>> {
    let digits: Vec<u8> = hexadecimal
        .bytes()
        .map(|digit| (digit as char).to_digit(16).map(|value| value as u8))
        .collect::<Option<_>>()?;
    let pairs = digits.chunks_exact(2);
    pairs.remainder().is_empty().then(|| pairs.map(|pair| pair[0] << 4 | pair[1]).collect())
}

/// One thing the played gateway will do: send this, after that long.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sending {
    pub after: Duration,
    pub notification: Notification,
}

/// What the played gateway does with a payment, decided by `dice` alone: four in five succeed within seconds, one
/// in ten fails first, one in five is told twice, one in ten is told only after an hour.
pub fn play(payment: Id<Payment>, amount_minor: i64, now: Timestamp, dice: u64) -> Vec<Sending> {
    let (first, second) = (dice % 10, dice / 10 % 10);
    let told = |outcome, after: Duration, number: u64| Sending {
        after,
        notification: Notification {
            nonce: format!("{payment}-{number}"),
            payment,
            outcome,
            amount_minor,
            happened_at: now.plus(after.min(Duration::from_secs(2))),
        },
    };
    let seconds = Duration::from_secs;
    let mut sendings = Vec::new();
    if first == 0 {
        sendings.push(told(GatewayOutcome::Failed, seconds(1), 0));
    }
    let after = if first == 1 { seconds(3_600) } else { seconds(2 + second) };
    sendings.push(told(GatewayOutcome::Succeeded, after, 1));
    if second < 2 {
        sendings.push(told(GatewayOutcome::Succeeded, after + seconds(1), 1));
    }
    sendings
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_micros(1_000_000_000_000);
    const SECRET: &[u8] = b"a secret of the site";

    fn notification() -> Notification {
        Notification {
            nonce: "n1".into(),
            payment: Id::from_parts(1, [1; 10]),
            outcome: GatewayOutcome::Succeeded,
            amount_minor: 500,
            happened_at: NOW,
        }
    }

    #[test]
    fn what_was_signed_is_read() {
        assert_eq!(notification().sign(SECRET, NOW).verify(SECRET, NOW), Ok(notification()));
    }

    /// A change to any of it is noticed.
    #[test]
    fn a_wrong_signature_is_refused() {
        use PaymentRefused::*;
        let good = notification().sign(SECRET, NOW);
        let check = |signed: Signed, answer| assert_eq!(signed.verify(SECRET, NOW), Err(answer));
        check(Signed { body: good.body.replace("500", "501"), ..good.clone() }, SignatureWrong);
        check(Signed { signed_at: NOW.plus(Duration::from_secs(1)), ..good.clone() }, SignatureWrong);
        check(Signed { signature: good.signature[2..].to_owned(), ..good.clone() }, SignatureWrong);
        check(Signed { signature: String::new(), ..good.clone() }, SignatureWrong);
        check(Signed { signature: "zz".into(), ..good.clone() }, SignatureWrong);
        assert_eq!(good.verify(b"another", NOW), Err(SignatureWrong));
    }

    /// Seconds between signing and reading → is it still good.
    #[test]
    fn a_signature_lives_five_minutes() {
        for (seconds, good) in [(-301, false), (-300, true), (0, true), (300, true), (301, false)] {
            let now = Timestamp::from_micros(NOW.micros + seconds * 1_000_000);
            assert_eq!(notification().sign(SECRET, NOW).verify(SECRET, now).is_ok(), good, "{seconds}");
        }
    }

    #[test]
    fn nonsense_is_refused_even_when_signed() {
        for wrong in [
            Notification { amount_minor: 0, ..notification() },
            Notification { nonce: String::new(), ..notification() },
            Notification { nonce: "x".repeat(65), ..notification() },
        ] {
            let answer = wrong.sign(SECRET, NOW).verify(SECRET, NOW);
            assert_eq!(answer, Err(PaymentRefused::NotificationMalformed));
        }
    }

    /// Every payment is told of at last, and some twice, late or after a failure.
    #[test]
    fn the_played_gateway_is_as_awkward_as_real_ones() {
        let all: Vec<_> = (0..100).map(|dice| play(notification().payment, 5, NOW, dice)).collect();
        let succeeded = |sendings: &Vec<Sending>| {
            sendings.iter().filter(|one| one.notification.outcome == GatewayOutcome::Succeeded).count()
        };
        assert!(all.iter().all(|sendings| succeeded(sendings) >= 1));
        assert_eq!(all.iter().filter(|sendings| succeeded(sendings) == 2).count(), 20);
        assert_eq!(
            all.iter().flatten().filter(|one| one.notification.outcome == GatewayOutcome::Failed).count(),
            10
        );
        assert_eq!(all.iter().filter(|sendings| sendings[0].after >= Duration::from_secs(3_600)).count(), 10);
    }
}
