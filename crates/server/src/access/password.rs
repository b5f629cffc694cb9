//! Passwords, as Argon2id keeps them: what is stored tells nobody what was typed.

use argon2::{Algorithm, Argon2, Params, Version};

use crate::guard::random_hex;

/// Kibibytes, rounds and lanes: what OWASP asks for at least.
const COST: (u32, u32, u32) = (19_456, 2, 1);
const LENGTH: usize = 32;
/// Nobody types less.
pub(super) const SHORTEST: usize = 12;
/// Nobody types more.
pub(super) const LONGEST: usize = 256;

/// What is kept of a password.
///
/// # Errors
/// It is too short or too long.
pub(super) fn kept(password: &str) -> Result<String, String> {
    let length = password.chars().count();
    if length < SHORTEST || password.len() > LONGEST {
        return Err(format!(
            "a password has {SHORTEST} characters at least, and {LONGEST} bytes at most"
        ));
    }
    let salt = random_hex(16);
    let hash = hash(password, &salt, COST)?;
    let (memory, rounds, lanes) = COST;
    Ok(format!("argon2id${memory}${rounds}${lanes}${salt}${hash}"))
}

/// Whether this is the password. It takes as long for a wrong one as for the right one.
pub(super) fn is(kept: &str, password: &str) -> bool {
    let parts: Vec<&str> = kept.split('$').collect();
    let [_, memory, rounds, lanes, salt, wanted] = parts.as_slice() else {
        return false;
    };
    let (Ok(memory), Ok(rounds), Ok(lanes)) = (memory.parse(), rounds.parse(), lanes.parse())
    else {
        return false;
    };
    password.len() <= LONGEST
        && hash(password, salt, (memory, rounds, lanes)).is_ok_and(|hash| same(&hash, wanted))
}

/// Does the work of a comparison for somebody who is not there, so that time tells nothing.
pub(super) fn nobody(password: &str) {
    let _ = hash(password, "00000000000000000000000000000000", COST);
}

/// Whether two texts are the same, in a time that does not tell where they differ.
pub(super) fn same(one: &str, other: &str) -> bool {
    one.len() == other.len()
        && one
            .bytes()
            .zip(other.bytes())
            .fold(0, |all, (one, other)| all | (one ^ other))
            == 0
}

fn hash(password: &str, salt: &str, cost: (u32, u32, u32)) -> Result<String, String> {
    let (memory, rounds, lanes) = cost;
    let parameters =
        Params::new(memory, rounds, lanes, Some(LENGTH)).map_err(|error| error.to_string())?;
    let mut out = [0_u8; LENGTH];
    Argon2::new(Algorithm::Argon2id, Version::V0x13, parameters)
        .hash_password_into(password.as_bytes(), salt.as_bytes(), &mut out)
        .map_err(|error| error.to_string())?;
    Ok(out.iter().map(|byte| format!("{byte:02x}")).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_password_is_the_password() {
        let kept = kept("correct horse battery").expect("long enough");
        assert!(kept.starts_with("argon2id$19456$2$1$"));
        assert!(!kept.contains("horse"));
        assert!(is(&kept, "correct horse battery"));
        assert!(!is(&kept, "correct horse batterx"));
        assert!(!is("", "correct horse battery"));
        assert!(super::kept("short").is_err());
    }
}
