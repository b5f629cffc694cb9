//! Who may do what.

use crate::acting::{Person, Role, Verb};
use crate::error::{RegisterError, Result};
use crate::writing::Writing;

/// Says who a person is. The first person of a register names themselves and is its administrator.
pub(super) fn person(writing: &mut Writing<'_>, name: &str, roles: &[Role]) -> Result<()> {
    let name = name.trim();
    if name.is_empty() || name.chars().any(char::is_control) || name.len() > 200 {
        return Err(RegisterError::Wrong(
            "a person needs a name that can be printed".to_owned(),
        ));
    }
    let first = writing.next()? == 1;
    let mut roles = roles.to_vec();
    roles.sort_unstable();
    roles.dedup();
    if first {
        if writing.acting.by != name || !roles.contains(&Role::Administrator) {
            return Err(RegisterError::refused(
                "first-person",
                "the first person of a register names themselves and is its administrator",
            ));
        }
    } else {
        writing.must_be_allowed(Verb::Person)?;
        let known: Vec<Person> = crate::reading::all(writing.database, "person")?;
        let others = known
            .iter()
            .any(|one| one.name != name && one.roles.contains(&Role::Administrator));
        if !others && !roles.contains(&Role::Administrator) {
            return Err(RegisterError::refused(
                "last-administrator",
                "the register would be left without an administrator",
            ));
        }
    }
    let person = Person {
        name: name.to_owned(),
        roles,
    };
    writing.put(Verb::Person, "person", name, &person, None)?;
    Ok(())
}
