//! Passwords, kept so that nobody can read them out of memory or a file.
//!
//! A password that stands in a file as an Argon2id string is slow to check, and that is its purpose: some 30 ms of one
//! core with the parameters of [`Password::hash`]. The host has one thread, which waits meanwhile. So the words that
//! were right last are known again by a digest at once, and others are looked at [`TRIES`] times and then twice a
//! second, which takes at most a twentieth of the thread; the others are wrong unseen. A guesser can so keep out
//! somebody who comes with the right password for the first time since the start, and nobody else.

use crate::bucket::Bucket;
use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use ring::hmac;
use ring::rand::SystemRandom;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

/// Slow checks at once.
const TRIES: f64 = 4.0;

/// Slow checks a second in the long run.
const TRIES_A_SECOND: f64 = 2.0;

/// Something to compare what is said against.
#[derive(Clone)]
pub struct Password(Kept);

#[derive(Clone)]
enum Kept {
    Digest(Box<Digest>),
    Slow(Arc<Slow>),
}

impl Password {
    /// Keeps a digest, made with a key of its own that lives as long as it does.
    pub fn new(secret: &str) -> Password {
        Password(Kept::Digest(Box::new(Digest::of(secret))))
    }

    /// Takes an Argon2 string, `$argon2id$v=19$m=19456,t=2,p=1$SALT$HASH` (the PHC's format). The error says in words
    /// what is wrong with it.
    pub fn phc(text: &str) -> Result<Password, String> {
        let wrong = |why: String| format!("not an Argon2 string: {why}");
        let hash = PasswordHash::new(text).map_err(|error| wrong(error.to_string()))?;
        // Parameters that Argon2 cannot take would make every password wrong.
        match Argon2::default().verify_password(b"", &hash) {
            Ok(()) => return Err(wrong("it is that of the empty password".to_owned())),
            Err(argon2::password_hash::Error::PasswordInvalid) => {}
            Err(error) => return Err(wrong(error.to_string())),
        }
        Ok(Password(Kept::Slow(Arc::new(Slow {
            hash,
            known: Mutex::new(Known {
                right: None,
                tries: Bucket::new(Instant::now()),
            }),
        }))))
    }

    /// The Argon2id string of a password, with a salt of its own: 19 MiB and two passes, which OWASP asks for at least.
    pub fn hash(secret: &str) -> Result<String, String> {
        Argon2::default()
            .hash_password(secret.as_bytes())
            .map(|hash| hash.to_string())
            .map_err(|error| error.to_string())
    }

    /// Whether this is it; takes as long whatever is wrong.
    pub fn is(&self, said: &str) -> bool {
        match &self.0 {
            Kept::Digest(digest) => digest.is(said),
            Kept::Slow(slow) => slow.is(said),
        }
    }
}

#[derive(Clone)]
struct Digest {
    key: hmac::Key,
    tag: hmac::Tag,
}

impl Digest {
    fn of(secret: &str) -> Digest {
        let key = hmac::Key::generate(hmac::HMAC_SHA256, &SystemRandom::new())
            .unwrap_or_else(|_| hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes()));
        let tag = hmac::sign(&key, secret.as_bytes());
        Digest { key, tag }
    }

    fn is(&self, said: &str) -> bool {
        hmac::verify(&self.key, said.as_bytes(), self.tag.as_ref()).is_ok()
    }
}

struct Slow {
    hash: PasswordHash,
    known: Mutex<Known>,
}

struct Known {
    right: Option<Digest>,
    tries: Bucket,
}

impl Slow {
    fn is(&self, said: &str) -> bool {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(right) = &known.right
            && right.is(said)
        {
            return true;
        }
        let now = Instant::now();
        if known.tries.wait(TRIES_A_SECOND, TRIES, now).is_some() {
            return false;
        }
        known.tries.take(TRIES_A_SECOND, now);
        let right = Argon2::default()
            .verify_password(said.as_bytes(), &self.hash)
            .is_ok();
        if right {
            known.right = Some(Digest::of(said));
        }
        right
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// "open sesame", with the least that Argon2 takes, so that the tests are quick.
    fn cheap() -> String {
        let params = argon2::Params::new(8, 1, 1, None).unwrap();
        let argon2 = Argon2::new(argon2::Algorithm::Argon2id, argon2::Version::V0x13, params);
        argon2.hash_password(b"open sesame").unwrap().to_string()
    }

    #[test]
    fn only_the_same_words_are_it() {
        for password in [
            Password::new("open sesame"),
            Password::phc(&cheap()).unwrap(),
        ] {
            assert!(!password.is("open sesam"));
            assert!(password.is("open sesame"));
            assert!(!password.is(""));
            assert_eq!(format!("{password:?}"), "Password");
        }
    }

    #[test]
    fn a_guesser_is_slowed_down_and_who_was_right_is_not_kept_out() {
        let password = Password::phc(&cheap()).unwrap();
        assert!(password.is("open sesame"));
        for guess in 0..100 {
            assert!(!password.is(&guess.to_string()));
        }
        assert!(password.is("open sesame"));
        let unseen = Password::phc(&cheap()).unwrap();
        for guess in 0..100 {
            assert!(!unseen.is(&guess.to_string()));
        }
        assert!(!unseen.is("open sesame"), "the tries are used up");
    }

    #[test]
    fn a_hash_is_an_argon2id_string_of_its_own_each_time() {
        let (first, second) = (Password::hash("a").unwrap(), Password::hash("a").unwrap());
        assert!(
            first.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
            "{first}"
        );
        assert_ne!(first, second);
        assert!(Password::phc(&first).unwrap().is("a"));
    }

    #[test]
    fn what_is_no_argon2_string_is_refused() {
        for text in [
            "",
            "open sesame",
            "$argon2id$",
            "$2y$10$abcdefghijklmnopqrstuv",
        ] {
            let error = Password::phc(text).unwrap_err();
            assert!(
                error.starts_with("not an Argon2 string: "),
                "{text}: {error}"
            );
        }
    }
}
