//! Connecting to a PostgreSQL server, with TLS by rustls on ring.
//!
//! `sslmode` means what it means to libpq: `prefer` and `require` encrypt without asking who is there,
//! `verify-full` also checks the certificate and the host's name. Roots are those of Mozilla, or the PEM file
//! named by `sslrootcert`; naming one makes `require` check the certificate too.

use crate::error::Fault;
use postgres::config::SslMode;
use postgres::{Client, Config};
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, ring, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{ClientConfig, DigitallySignedStruct, RootCertStore, SignatureScheme};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tokio_postgres_rustls::MakeRustlsConnect;

/// Compiling a plan takes longer than any statement here runs. A transaction of a node that hangs must not
/// hold a community's book for ever.
const EVERYWHERE: &str = "SET jit = off; SET synchronous_commit = on;
    SET idle_in_transaction_session_timeout = '60s'";

/// For lanes only, which work by key: a plan made while a table was small stays, so the first set-wise read
/// of an empty table would be a scan and a hash join for ever. Readers join and sum; there this is ruinous.
const LANE: &str = "SET plan_cache_mode = force_generic_plan; SET enable_seqscan = off;
    SET enable_hashjoin = off; SET enable_mergejoin = off";

/// How long a line may be silent, or what was sent stay unanswered by the other machine, before it is asked after.
const SILENCE_MAX: Duration = Duration::from_secs(30);

pub(crate) fn connect(url: &str, read_only: bool) -> Result<Client, Fault> {
    let Target { mut config, tls } = Target::parse(url)?;
    if config.get_connect_timeout().is_none() {
        config.connect_timeout(Duration::from_secs(10));
    }
    watch_the_line(&mut config);
    let made = config.connect(MakeRustlsConnect::new(tls.config()?));
    let mut client = made.map_err(|error| Fault::Unreachable(Fault::from(error).to_string().into()))?;
    client.batch_execute(EVERYWHERE)?;
    if !read_only {
        client.batch_execute(LANE)?;
    }
    Ok(client)
}

/// A server whose machine vanished says nothing more. By its own defaults the system notices after two hours, and
/// every community of a lane would wait that long. What the address says itself is left as it is.
fn watch_the_line(config: &mut Config) {
    let by_default = config.get_keepalives_idle() == Config::new().get_keepalives_idle();
    if by_default && config.get_keepalives_interval().is_none() && config.get_keepalives_retries().is_none() {
        config.keepalives_idle(SILENCE_MAX);
        config.keepalives_interval(Duration::from_secs(5)).keepalives_retries(3);
    }
    if config.get_tcp_user_timeout().is_none() {
        config.tcp_user_timeout(SILENCE_MAX);
    }
}

/// Who must be at the other end.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Tls {
    Anyone,
    Known,
    KnownBy(String),
}

struct Target {
    config: Config,
    tls: Tls,
}

impl Target {
    /// Takes out what the client library does not know: `sslrootcert` and `sslmode=verify-full`.
    fn parse(text: &str) -> Result<Target, Fault> {
        let mut root = None;
        let mut mode = None;
        let mut keep = |part: &str| match part.split_once('=') {
            Some(("sslrootcert", value)) => {
                root = Some(value.trim_matches('\'').to_owned());
                false
            }
            Some(("sslmode", value)) => {
                mode = Some(value.trim_matches('\'').to_owned());
                false
            }
            _ => true,
        };
        let rest = match text.split_once('?') {
            Some((head, query)) if text.contains("://") => {
                let kept: Vec<_> = query.split('&').filter(|part| keep(part)).collect();
                if kept.is_empty() { head.to_owned() } else { format!("{head}?{}", kept.join("&")) }
            }
            _ if text.contains("://") => text.to_owned(),
            // Words in quotes may hold spaces; those never begin with these two names.
            _ => text.split(' ').filter(|part| keep(part)).collect::<Vec<_>>().join(" "),
        };
        let unusable = |why: String| Fault::Unusable(format!("the database address: {why}").into());
        let mut config: Config =
            rest.parse().map_err(|error: postgres::Error| unusable(Fault::from(error).to_string()))?;
        let (ssl, tls) = match (mode.as_deref(), root) {
            (Some("disable"), _) => (SslMode::Disable, Tls::Anyone),
            (None | Some("prefer"), None) => (SslMode::Prefer, Tls::Anyone),
            (Some("require"), None) => (SslMode::Require, Tls::Anyone),
            (Some("verify-full"), None) => (SslMode::Require, Tls::Known),
            (None | Some("prefer" | "require" | "verify-full"), Some(root)) => {
                (SslMode::Require, Tls::KnownBy(root))
            }
            (Some(other), _) => {
                let known = "disable, prefer, require or verify-full";
                return Err(unusable(format!("sslmode {other} is not one of {known}")));
            }
        };
        config.ssl_mode(ssl);
        Ok(Target { config, tls })
    }
}

impl Tls {
    fn config(&self) -> Result<ClientConfig, Fault> {
        let provider = Arc::new(ring::default_provider());
        let unusable = |why: String| Fault::Unusable(format!("TLS to the database: {why}").into());
        let builder = ClientConfig::builder_with_provider(provider.clone())
            .with_safe_default_protocol_versions()
            .map_err(|error| unusable(error.to_string()))?;
        let roots = match self {
            Tls::Anyone => {
                let anyone = Arc::new(Anyone(provider));
                return Ok(builder
                    .dangerous()
                    .with_custom_certificate_verifier(anyone)
                    .with_no_client_auth());
            }
            Tls::Known => RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() },
            Tls::KnownBy(file) => {
                roots_in(Path::new(file)).map_err(|why| unusable(format!("{file}: {why}")))?
            }
        };
        Ok(builder.with_root_certificates(roots).with_no_client_auth())
    }
}

fn roots_in(file: &Path) -> Result<RootCertStore, String> {
    let mut roots = RootCertStore::empty();
    for certificate in CertificateDer::pem_file_iter(file).map_err(|error| error.to_string())? {
        let certificate = certificate.map_err(|error| error.to_string())?;
        roots.add(certificate).map_err(|error| error.to_string())?;
    }
    if roots.is_empty() { Err("no certificate in it".to_owned()) } else { Ok(roots) }
}

/// `sslmode=require` without a root: encrypted against listeners, not against impostors. That the other end
/// owns the certificate it shows is still checked.
#[derive(Debug)]
struct Anyone(Arc<CryptoProvider>);

impl ServerCertVerifier for Anyone {
    fn verify_server_cert(
        &self,
        _: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls12_signature(message, certificate, signed, &self.0.signature_verification_algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls13_signature(message, certificate, signed, &self.0.signature_verification_algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.signature_verification_algorithms.supported_schemes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Address → mode and who is asked for. None when it is refused.
    #[test]
    fn modes_are_those_of_libpq() {
        let mozilla = Some((SslMode::Require, Tls::Known));
        let file = Some((SslMode::Require, Tls::KnownBy("/etc/ca.pem".to_owned())));
        check("postgres://u@h/d", Some((SslMode::Prefer, Tls::Anyone)));
        check("postgres://u@h/d?sslmode=disable", Some((SslMode::Disable, Tls::Anyone)));
        check("postgres://u@h/d?sslmode=require&connect_timeout=3", Some((SslMode::Require, Tls::Anyone)));
        check("postgres://u@h/d?sslmode=verify-full", mozilla.clone());
        check("host=h user=u sslmode=verify-full dbname=d", mozilla);
        check("postgres://u@h/d?sslrootcert=/etc/ca.pem&sslmode=verify-full", file.clone());
        check("host=h sslmode=require sslrootcert='/etc/ca.pem' options='-c search_path=x'", file);
        check("postgres://u@h/d?sslmode=verify-ca", None);
        check("postgres://u@h/d?nonsense=1", None);
    }

    fn check(address: &str, expected: Option<(SslMode, Tls)>) {
        let parsed = Target::parse(address).ok().map(|target| (target.config.get_ssl_mode(), target.tls));
        assert_eq!(parsed, expected, "{address}");
    }

    #[test]
    fn a_silent_line_is_noticed_unless_the_address_says_otherwise() {
        let told = |address: &str| {
            let mut config = Target::parse(address).ok().unwrap().config;
            watch_the_line(&mut config);
            (config.get_keepalives_idle().as_secs(), config.get_tcp_user_timeout().map(Duration::as_secs))
        };
        assert_eq!(told("postgres://u@h/d"), (30, Some(30)));
        assert_eq!(told("postgres://u@h/d?keepalives_idle=90&tcp_user_timeout=7"), (90, Some(7)));
    }

    #[test]
    fn a_root_file_that_is_none_is_said_in_words() {
        let fault = Tls::KnownBy("/no/such/file".to_owned()).config().map(drop);
        assert!(matches!(&fault, Err(Fault::Unusable(text)) if text.contains("/no/such/file")), "{fault:?}");
    }
}
