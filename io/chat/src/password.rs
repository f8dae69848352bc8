//! Passwords, kept so that nobody can read them out of memory or a file.

use ring::hmac;
use ring::rand::SystemRandom;
use std::fmt;

/// Something to compare what is said against.
#[derive(Clone)]
pub struct Password {
    key: hmac::Key,
    tag: hmac::Tag,
}

impl Password {
    /// Keeps a digest, made with a key of its own that lives as long as it does.
    pub fn new(secret: &str) -> Password {
        let key = hmac::Key::generate(hmac::HMAC_SHA256, &SystemRandom::new())
            .unwrap_or_else(|_| hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes()));
        let tag = hmac::sign(&key, secret.as_bytes());
        Password { key, tag }
    }

    /// Whether this is it; takes as long whatever is wrong.
    pub fn is(&self, said: &str) -> bool {
        hmac::verify(&self.key, said.as_bytes(), self.tag.as_ref()).is_ok()
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

    #[test]
    fn only_the_same_words_are_it() {
        let password = Password::new("open sesame");
        assert!(password.is("open sesame"));
        assert!(!password.is("open sesam"));
        assert!(!password.is(""));
    }
}
