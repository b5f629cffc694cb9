//! The settings, declared once: file, environment, flags and the table in the book are made from this.

use std::net::SocketAddr;

use serde::Deserialize;

/// One setting, for the table in the book and for messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Setting {
    /// Its name in the file and after `--set`; after `EXEAT_` in capitals.
    pub name: &'static str,
    /// What it is if nobody says anything.
    pub default: &'static str,
    /// What it does.
    pub does: &'static str,
}

macro_rules! settings {
    ($( $(#[doc = $doc:literal])* $name:ident: $ty:ty = $default:literal, $does:literal; )*) => {
        /// The settings of the service.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct Config {
            $( #[doc = $does] pub $name: $ty, )*
        }

        /// Every setting, in the order of the table.
        pub const SETTINGS: &[Setting] = &[
            $( Setting { name: stringify!($name), default: $default, does: $does }, )*
        ];

        /// The settings that somebody gave, in a file, the environment or flags.
        #[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct Given {
            $( #[doc = $does] pub $name: Option<Value>, )*
        }

        impl Given {
            /// Sets one by its name; false where there is none of that name.
            pub fn set(&mut self, name: &str, value: &str) -> bool {
                match name {
                    $( stringify!($name) => self.$name = Some(Value::Text(value.to_owned())), )*
                    _ => return false,
                }
                true
            }

            /// What this says, and where it says nothing, what `other` says.
            #[must_use]
            pub fn or(self, other: Self) -> Self {
                Self { $( $name: self.$name.or(other.$name), )* }
            }

            /// The settings, with the defaults where nobody said anything.
            ///
            /// # Errors
            /// A setting cannot be what it is said to be.
            pub fn settle(self) -> Result<Config, String> {
                Ok(Config { $(
                    $name: {
                        let text = self.$name.map_or_else(|| $default.to_owned(), Value::into_text);
                        text.parse::<$ty>().map_err(|error| {
                            format!("`{}` cannot be `{text}`: {error}", stringify!($name))
                        })?
                    },
                )* })
            }
        }
    };
}

settings! {
    listen: SocketAddr = "127.0.0.1:7326", "The address and port to listen on; behind a proxy that speaks TLS unless it is this machine alone";
    body_max: usize = "16777216", "The largest request, in bytes; also of one document in a stream";
    table_max: u64 = "1073741824", "The largest table of a portfolio, in bytes";
    stream_max: usize = "1073741824", "The largest stream of JSON lines, in bytes";
    request_seconds: u64 = "30", "After so many seconds a request that was not answered is given up";
    work_max: usize = "0", "How many requests may keep a processor busy at once; what comes beyond waits for its turn, at most for `request_seconds`; 0 for two a processor";
    answers_max: usize = "16777216", "So many bytes of answers are remembered, so that what is asked again is not worked out again; 0 for none";
    requests_per_second: u32 = "0", "How many requests one client may make a second, in bursts of ten times as many; 0 for any number";
    trust_proxy: bool = "false", "Whether `X-Forwarded-For` says who the client is";
    accounts: Switch = "auto", "Whether people sign in: on, off, or auto, which is on unless it listens on this machine alone";
    database: String = "", "Where licences and accounts are kept: a path, `sqlite:PATH` or `postgres://…`, for both; `register.sqlite` and `serve.sqlite` in the data folder if it is empty";
    traces: String = "", "The collector to which traces of requests are sent in OTLP over HTTP, such as `http://127.0.0.1:4318`; none are made if it is empty";
    log: LogFormat = "text", "How the log is written to standard error: text, json or off";
}

/// A value as a file has it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum Value {
    /// In words.
    Text(String),
    /// A number.
    Number(i64),
    /// Yes or no.
    Flag(bool),
}

impl Value {
    fn into_text(self) -> String {
        match self {
            Self::Text(text) => text,
            Self::Number(number) => number.to_string(),
            Self::Flag(flag) => flag.to_string(),
        }
    }
}

/// On, off, or as it has to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Switch {
    /// On.
    On,
    /// Off.
    Off,
    /// On where others can reach it.
    Auto,
}

impl std::str::FromStr for Switch {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "on" | "true" => Ok(Self::On),
            "off" | "false" => Ok(Self::Off),
            "auto" => Ok(Self::Auto),
            _ => Err("it is on, off or auto"),
        }
    }
}

impl Config {
    /// Whether people sign in.
    #[must_use]
    pub fn has_accounts(&self) -> bool {
        match self.accounts {
            Switch::On => true,
            Switch::Off => false,
            Switch::Auto => !self.listen.ip().is_loopback(),
        }
    }
}

/// How the log is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    Text,
    /// One JSON object a line.
    Json,
    /// Not at all.
    Off,
}

impl std::str::FromStr for LogFormat {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "text" => Ok(Self::Text),
            "json" => Ok(Self::Json),
            "off" => Ok(Self::Off),
            _ => Err("it is text, json or off"),
        }
    }
}

/// The table of settings for the book, in Markdown.
#[must_use]
pub fn table() -> String {
    let mut text = String::from(
        "| in the file, and after `--set` | in the environment | default | what it does |\n|---|---|---|---|\n",
    );
    for one in SETTINGS {
        text.push_str(&format!(
            "| `{}` | `EXEAT_{}` | `{}` | {} |\n",
            one.name,
            one.name.to_uppercase(),
            one.default,
            one.does
        ));
    }
    text
}
