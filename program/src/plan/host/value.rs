//! What stands behind a key of the configuration file: read from TOML, and shown as TOML that reads back the same.

use crate::duration;
use hullo_chat::{Durability, Password};
use hullo_wire::address::Address;
use hullo_wire::cidr::Cidr;
use std::ops::Range;
use std::path::PathBuf;
use std::time::Duration;
use toml::Spanned;
use toml::de::DeValue;

/// A value as it stands in the file, with its place there.
pub(crate) type Place<'a> = Spanned<DeValue<'a>>;

/// What is wrong, and the bytes of the file that it is about.
#[derive(Debug)]
pub(crate) struct Wrong {
    pub(crate) at: Range<usize>,
    pub(crate) why: String,
}

/// Says what is wrong at a place.
pub(crate) fn wrong<T>(place: &Place<'_>, why: impl Into<String>) -> Result<T, Wrong> {
    Err(Wrong {
        at: place.span(),
        why: why.into(),
    })
}

/// What the place should hold, and what it does.
fn other<T>(place: &Place<'_>, wanted: &str) -> Result<T, Wrong> {
    let found = match place.get_ref() {
        DeValue::Boolean(_) => "true or false".to_owned(),
        DeValue::String(text) => format!("the text {text:?}"),
        DeValue::Integer(number) => number.as_str().to_owned(),
        DeValue::Float(number) => number.as_str().to_owned(),
        DeValue::Array(_) => "a list".to_owned(),
        DeValue::Table(_) => "a table".to_owned(),
        DeValue::Datetime(_) => "a date".to_owned(),
    };
    wrong(place, format!("expected {wanted}, found {found}"))
}

/// A kind of value.
pub(crate) trait Value: Sized {
    /// Reads it.
    fn read(place: &Place<'_>) -> Result<Self, Wrong>;

    /// It as TOML; `None` where it is not set.
    fn show(&self) -> Option<String>;
}

impl Value for bool {
    fn read(place: &Place<'_>) -> Result<bool, Wrong> {
        match place.get_ref().as_bool() {
            Some(value) => Ok(value),
            None => other(place, "true or false"),
        }
    }

    fn show(&self) -> Option<String> {
        Some(self.to_string())
    }
}

impl Value for usize {
    fn read(place: &Place<'_>) -> Result<usize, Wrong> {
        let number = place.get_ref().as_integer();
        match number.and_then(|number| usize::from_str_radix(number.as_str(), number.radix()).ok())
        {
            Some(value) => Ok(value),
            None => other(place, "a whole number, 0 or more"),
        }
    }

    fn show(&self) -> Option<String> {
        Some(self.to_string())
    }
}

impl Value for f64 {
    fn read(place: &Place<'_>) -> Result<f64, Wrong> {
        let number = match place.get_ref() {
            DeValue::Float(number) => number.as_str().parse().ok(),
            DeValue::Integer(_) => usize::read(place).ok().map(|whole| whole as f64),
            _ => None,
        };
        match number {
            Some(value) if value >= 0.0 && f64::is_finite(value) => Ok(value),
            _ => other(place, "a number, 0 or more"),
        }
    }

    fn show(&self) -> Option<String> {
        Some(self.to_string())
    }
}

impl Value for String {
    fn read(place: &Place<'_>) -> Result<String, Wrong> {
        let Some(text) = place.get_ref().as_str() else {
            return other(place, "a text in quotes");
        };
        if text.chars().any(char::is_control) {
            return wrong(place, "control characters and line ends cannot stand here");
        }
        Ok(text.to_owned())
    }

    fn show(&self) -> Option<String> {
        // JSON's escapes are TOML's too.
        Some(serde_json::Value::from(self.as_str()).to_string())
    }
}

impl Value for PathBuf {
    fn read(place: &Place<'_>) -> Result<PathBuf, Wrong> {
        String::read(place).map(PathBuf::from)
    }

    fn show(&self) -> Option<String> {
        self.to_string_lossy().into_owned().show()
    }
}

/// A number is seconds; a text has a unit: `200ms`, `1.5s`, `2m`, `12h`, `30d`.
impl Value for Duration {
    fn read(place: &Place<'_>) -> Result<Duration, Wrong> {
        let Some(text) = place.get_ref().as_str() else {
            return match f64::read(place) {
                Ok(seconds) => {
                    Duration::try_from_secs_f64(seconds).or_else(|_| other(place, "fewer seconds"))
                }
                Err(_) => other(place, "a time such as \"90s\" or \"30d\""),
            };
        };
        let days = text.trim().strip_suffix('d').map(str::trim_end);
        if let Some(Ok(days)) = days.map(str::parse::<u32>) {
            return Ok(Duration::from_secs(u64::from(days) * 86_400));
        }
        match duration::parse("a time", text) {
            Ok(time) => Ok(time),
            Err(_) => other(place, "a time such as \"90s\" or \"30d\""),
        }
    }

    fn show(&self) -> Option<String> {
        format!("{}s", self.as_secs_f64()).show()
    }
}

impl Value for Durability {
    fn read(place: &Place<'_>) -> Result<Durability, Wrong> {
        match place.get_ref().as_str() {
            Some("normal") => Ok(Durability::Normal),
            Some("full") => Ok(Durability::Full),
            _ => other(place, "\"normal\" or \"full\""),
        }
    }

    fn show(&self) -> Option<String> {
        let name = match self {
            Durability::Normal => "normal",
            Durability::Full => "full",
        };
        name.to_owned().show()
    }
}

impl Value for Address {
    fn read(place: &Place<'_>) -> Result<Address, Wrong> {
        match String::read(place)?.parse() {
            Ok(address) => Ok(address),
            Err(error) => wrong(place, format!("{error}")),
        }
    }

    fn show(&self) -> Option<String> {
        self.to_string().show()
    }
}

impl Value for Cidr {
    fn read(place: &Place<'_>) -> Result<Cidr, Wrong> {
        match String::read(place)?.parse::<Cidr>() {
            Ok(network) => Ok(network),
            Err(error) => wrong(place, format!("{error}")),
        }
    }

    fn show(&self) -> Option<String> {
        self.to_string().show()
    }
}

impl Value for Password {
    fn read(place: &Place<'_>) -> Result<Password, Wrong> {
        let text = String::read(place)?;
        password(&text).or_else(|why| wrong(place, why))
    }

    fn show(&self) -> Option<String> {
        None
    }
}

/// A password as it is, or as its Argon2 string.
pub(crate) fn password(text: &str) -> Result<Password, String> {
    match text {
        "" => Err("an empty password lets everybody in; leave it out for that".to_owned()),
        _ if text.starts_with("$argon2") => Password::phc(text),
        _ => Ok(Password::new(text)),
    }
}

/// An operator: a name and a password.
impl Value for (String, Password) {
    fn read(place: &Place<'_>) -> Result<(String, Password), Wrong> {
        let wanted = "a table such as { name = \"ann\", password = \"…\" }";
        let Some(table) = place.get_ref().as_table() else {
            return other(place, wanted);
        };
        if let Some((key, _)) = table
            .iter()
            .find(|(key, _)| !["name", "password"].contains(&&**key.get_ref()))
        {
            return Err(Wrong {
                at: key.span(),
                why: format!(
                    "unknown key {:?}: an operator has name and password",
                    key.get_ref()
                ),
            });
        }
        match (table.get("name"), table.get("password")) {
            (Some(name), Some(password)) => Ok((String::read(name)?, Password::read(password)?)),
            _ => wrong(place, format!("expected {wanted}")),
        }
    }

    fn show(&self) -> Option<String> {
        None
    }
}

impl<T: Value> Value for Option<T> {
    fn read(place: &Place<'_>) -> Result<Option<T>, Wrong> {
        T::read(place).map(Some)
    }

    fn show(&self) -> Option<String> {
        self.as_ref().and_then(T::show)
    }
}

impl<T: Value> Value for Vec<T> {
    fn read(place: &Place<'_>) -> Result<Vec<T>, Wrong> {
        match place.get_ref().as_array() {
            Some(list) => list.iter().map(T::read).collect(),
            None => other(place, "a list in [ ]"),
        }
    }

    fn show(&self) -> Option<String> {
        let shown: Option<Vec<String>> = self.iter().map(T::show).collect();
        shown.map(|all| format!("[{}]", all.join(", ")))
    }
}
