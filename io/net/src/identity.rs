//! A TLS server's certificate: given as PEM files, or a self-signed one that is made once and kept.

use crate::error::{Error, Kind};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use std::fmt;
use std::fs;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::str::FromStr;

/// SHA-256 of a certificate's DER bytes, written `sha256:` and 64 hex digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fingerprint([u8; 32]);

impl Fingerprint {
    pub(crate) fn of(certificate: &[u8]) -> Fingerprint {
        let digest = ring::digest::digest(&ring::digest::SHA256, certificate);
        Fingerprint(
            digest
                .as_ref()
                .try_into()
                .expect("SHA-256 is 32 bytes long"),
        )
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "sha256:{}", hullo_wire::hex::print(&self.0))
    }
}

impl FromStr for Fingerprint {
    type Err = String;

    /// Takes `sha256:` and 64 hex digits, with or without colons between pairs, as `openssl x509 -fingerprint` prints.
    fn from_str(text: &str) -> Result<Fingerprint, String> {
        let wrong = || format!("{text:?} is not a fingerprint: expected sha256: and 64 hex digits");
        let digits = text
            .strip_prefix("sha256:")
            .or_else(|| text.strip_prefix("SHA256:"))
            .ok_or_else(wrong)?;
        let bytes = hullo_wire::hex::parse(digits).map_err(|_| wrong())?;
        Ok(Fingerprint(bytes.try_into().map_err(|_| wrong())?))
    }
}

/// Where a server's certificate comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Identity {
    /// PEM files: the chain, server's certificate first, and its private key.
    Files {
        /// The certificate chain.
        certificates: PathBuf,
        /// The private key.
        key: PathBuf,
    },
    /// A self-signed certificate kept in this folder, made there at the first use.
    SelfSigned(PathBuf),
}

pub(crate) struct Loaded {
    pub(crate) chain: Vec<CertificateDer<'static>>,
    pub(crate) key: PrivateKeyDer<'static>,
}

impl Identity {
    pub(crate) fn load(&self) -> Result<Loaded, Error> {
        match self {
            Identity::Files { certificates, key } => load(certificates, key),
            Identity::SelfSigned(folder) => {
                let (certificate, key) = (folder.join("certificate.pem"), folder.join("key.pem"));
                if !certificate.exists() || !key.exists() {
                    make(folder, &certificate, &key)?;
                }
                load(&certificate, &key)
            }
        }
    }
}

fn load(certificates: &Path, key: &Path) -> Result<Loaded, Error> {
    let bad = |path: &Path, why: &dyn fmt::Display| {
        Error::new(
            "read",
            path.display(),
            Kind::Local,
            why.to_string().to_lowercase(),
        )
    };
    let chain = CertificateDer::pem_file_iter(certificates)
        .and_then(Iterator::collect::<Result<Vec<_>, _>>)
        .map_err(|error| bad(certificates, &error))?;
    if chain.is_empty() {
        return Err(bad(
            certificates,
            &"no certificate in this file (expected PEM)",
        ));
    }
    let key = PrivateKeyDer::from_pem_file(key).map_err(|error| bad(key, &error))?;
    Ok(Loaded { chain, key })
}

fn make(folder: &Path, certificate: &Path, key: &Path) -> Result<(), Error> {
    let failed =
        |path: &Path, error: &std::io::Error| Error::system("write", path.display(), error);
    fs::create_dir_all(folder).map_err(|error| failed(folder, &error))?;
    let names = vec![
        "localhost".to_owned(),
        "127.0.0.1".to_owned(),
        "::1".to_owned(),
    ];
    let made = rcgen::generate_simple_self_signed(names).map_err(|error| {
        Error::new(
            "make a certificate in",
            folder.display(),
            Kind::Local,
            error.to_string(),
        )
    })?;
    // The key first: a certificate without its key would be taken for a whole identity.
    write_new(key, 0o600, &made.signing_key.serialize_pem())
        .map_err(|error| failed(key, &error))?;
    write_new(certificate, 0o644, &made.cert.pem()).map_err(|error| failed(certificate, &error))
}

/// Writes beside and renames, so that a reader never sees half a file.
fn write_new(path: &Path, mode: u32, text: &str) -> std::io::Result<()> {
    let beside = path.with_extension(format!("{}.new", std::process::id()));
    let mut file = fs::OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(mode)
        .open(&beside)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    fs::rename(&beside, path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_self_signed_identity_is_made_once_and_kept() {
        let folder = std::env::temp_dir().join(format!("hullo-identity-{}", std::process::id()));
        let identity = Identity::SelfSigned(folder.clone());
        let first = Fingerprint::of(&identity.load().map_err(|e| e.to_string()).unwrap().chain[0]);
        let second = Fingerprint::of(&identity.load().map_err(|e| e.to_string()).unwrap().chain[0]);
        assert_eq!(first, second);
        assert_eq!(first.to_string().parse::<Fingerprint>().unwrap(), first);
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(
            fs::metadata(folder.join("key.pem"))
                .unwrap()
                .permissions()
                .mode()
                & 0o777,
            0o600
        );
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn what_is_no_fingerprint_is_refused() {
        for text in [
            "",
            "sha256:",
            "sha256:00",
            "sha1:00",
            &format!("sha256:{}", "zz".repeat(32)),
        ] {
            assert!(
                text.parse::<Fingerprint>()
                    .unwrap_err()
                    .contains("expected sha256:"),
                "{text}"
            );
        }
    }
}
