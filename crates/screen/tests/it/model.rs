//! Entries are kept as JSON lines, so they have to come back as they went.

use exeat_screen::list::{EntryKind, ListEntry, Name, NameRole, Strength};

#[test]
fn an_entry_says_only_what_is_known() {
    let entry = ListEntry {
        list: "xx-list".to_owned(),
        id: "1".to_owned(),
        kind: EntryKind::Vessel,
        names: vec![Name {
            text: "Example Star".to_owned(),
            strength: Strength::Primary,
            ..Name::default()
        }],
        ..ListEntry::default()
    };
    let line = serde_json::to_string(&entry).unwrap();
    assert_eq!(
        line,
        r#"{"list":"xx-list","id":"1","kind":"vessel","names":[{"text":"Example Star","strength":"primary","role":"name"}]}"#
    );
    assert_eq!(serde_json::from_str::<ListEntry>(&line).unwrap(), entry);
    assert_eq!(entry.names[0].role, NameRole::Name);
}
