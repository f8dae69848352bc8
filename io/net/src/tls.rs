//! TLS by rustls: whom a client believes, and what a server shows.

use crate::error::{Error, Kind};
use crate::identity::{Fingerprint, Identity};
use crate::options::{Options, Trust};
use hullo_wire::address::{Address, Endpoint, Host};
use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{
    CertificateError, ClientConfig, DigitallySignedStruct, RootCertStore, ServerConfig,
    SignatureScheme,
};
use std::path::Path;
use std::sync::{Arc, OnceLock};
use tokio::net::TcpStream;
use tokio_rustls::{TlsAcceptor, TlsConnector, TlsStream};

/// A TLS connection, of either side.
pub(crate) type Tls = TlsStream<TcpStream>;

/// Makes a TLS connection over `tcp`.
pub(crate) async fn connect(
    tcp: TcpStream,
    address: &Address,
    endpoint: &Endpoint,
    options: &Options,
) -> Result<TlsStream<TcpStream>, Error> {
    let asked = match (&options.server_name, &endpoint.host) {
        (Some(name), _) => name.clone(),
        (None, Host::Name(name)) => name.clone(),
        (None, Host::Ip(ip)) => ip.to_string(),
        (None, Host::Scoped(ip, _)) => ip.to_string(),
        (None, Host::Any) => "localhost".to_owned(),
    };
    let name = ServerName::try_from(asked.clone()).map_err(|_| {
        Error::new(
            "use TLS with",
            address,
            Kind::Local,
            format!("{asked:?} is not a server name"),
        )
    })?;
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let judge = Arc::new(Judge::new(&options.trust, &provider, address)?);
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| Error::new("use TLS with", address, Kind::Tls, error.to_string()))?
        .dangerous()
        .with_custom_certificate_verifier(judge.clone())
        .with_no_client_auth();
    let connected = TlsConnector::from(Arc::new(config))
        .connect(name, tcp)
        .await;
    connected
        .map(TlsStream::from)
        .map_err(|error| match judge.refused.get() {
            Some((seen, why)) => {
                let why = format!("{why}; the certificate's fingerprint is {seen}");
                Error::new("trust", address, Kind::Tls, why)
            }
            None => Error::system("agree on TLS with", address, &error),
        })
}

/// What a server needs to accept TLS, and the fingerprint of the certificate that it shows.
pub(crate) fn acceptor(
    identity: &Identity,
    address: &Address,
) -> Result<(TlsAcceptor, Fingerprint), Error> {
    let loaded = identity.load()?;
    let fingerprint = Fingerprint::of(&loaded.chain[0]);
    let config =
        ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .with_safe_default_protocol_versions()
            .map(|builder| builder.with_no_client_auth())
            .and_then(|builder| builder.with_single_cert(loaded.chain, loaded.key))
            .map_err(|error| {
                Error::new(
                    "use the certificate for",
                    address,
                    Kind::Local,
                    error.to_string(),
                )
            })?;
    Ok((TlsAcceptor::from(Arc::new(config)), fingerprint))
}

/// Judges the server's certificate by the user's [`Trust`], and remembers what it refused, for the error's words.
#[derive(Debug)]
struct Judge {
    rule: Rule,
    provider: Arc<CryptoProvider>,
    refused: OnceLock<(Fingerprint, String)>,
}

#[derive(Debug)]
enum Rule {
    Chain(Arc<dyn ServerCertVerifier>),
    Pin(Fingerprint),
    Anybody,
}

impl Judge {
    fn new(
        trust: &Trust,
        provider: &Arc<CryptoProvider>,
        address: &Address,
    ) -> Result<Judge, Error> {
        let rule = match trust {
            Trust::System => {
                let roots =
                    rustls_platform_verifier::Verifier::new(provider.clone()).map_err(|error| {
                        Error::new(
                            "read the system's certificates for",
                            address,
                            Kind::Local,
                            error.to_string(),
                        )
                    })?;
                Rule::Chain(Arc::new(roots))
            }
            Trust::Authorities(path) => Rule::Chain(authorities(path, provider)?),
            Trust::Pin(fingerprint) => Rule::Pin(*fingerprint),
            Trust::Anybody => Rule::Anybody,
        };
        Ok(Judge {
            rule,
            provider: provider.clone(),
            refused: OnceLock::new(),
        })
    }
}

fn authorities(
    path: &Path,
    provider: &Arc<CryptoProvider>,
) -> Result<Arc<dyn ServerCertVerifier>, Error> {
    let bad = |why: String| Error::new("read", path.display(), Kind::Local, why);
    let mut roots = RootCertStore::empty();
    for certificate in
        CertificateDer::pem_file_iter(path).map_err(|error| bad(error.to_string()))?
    {
        let certificate = certificate.map_err(|error| bad(error.to_string()))?;
        roots
            .add(certificate)
            .map_err(|error| bad(error.to_string()))?;
    }
    let verifier = WebPkiServerVerifier::builder_with_provider(Arc::new(roots), provider.clone())
        .build()
        .map_err(|_| bad("no certificate in this file (expected PEM)".to_owned()))?;
    Ok(verifier)
}

impl ServerCertVerifier for Judge {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        let seen = Fingerprint::of(end_entity);
        let judged = match &self.rule {
            Rule::Chain(chain) => {
                chain.verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now)
            }
            Rule::Pin(pin) if *pin == seen => Ok(ServerCertVerified::assertion()),
            Rule::Pin(_) => Err(CertificateError::ApplicationVerificationFailure.into()),
            Rule::Anybody => Ok(ServerCertVerified::assertion()),
        };
        judged.inspect_err(|error| {
            let why = match (&self.rule, error) {
                (Rule::Pin(pin), _) => format!("its certificate is not the pinned {pin}"),
                (_, rustls::Error::InvalidCertificate(CertificateError::UnknownIssuer)) => {
                    "its certificate is signed by nobody we know (self-signed?)".to_owned()
                }
                (_, error) => error.to_string(),
            };
            let _ = self.refused.set((seen, why));
        })
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls12_signature(
            message,
            certificate,
            signature,
            &self.provider.signature_verification_algorithms,
        )
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls13_signature(
            message,
            certificate,
            signature,
            &self.provider.signature_verification_algorithms,
        )
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider
            .signature_verification_algorithms
            .supported_schemes()
    }
}
