//! The JSON.

use exeat_report::json;

use crate::consignment;

#[test]
fn json_is_the_same_twice_with_keys_in_order_and_a_line_end() {
    let one = consignment::consignment();
    let first = json(&one);
    assert_eq!(first, json(&one.clone()));
    assert!(first.ends_with("}\n"));
    let mut depth_keys: Vec<Vec<String>> = vec![Vec::new()];
    for line in first.lines() {
        let trimmed = line.trim_start();
        if let Some(key) = trimmed
            .strip_prefix('"')
            .and_then(|rest| rest.split_once("\": "))
            .map(|(key, _)| key)
        {
            let keys = depth_keys.last_mut().expect("inside the document");
            assert!(
                keys.last().is_none_or(|last| last.as_str() < key),
                "{key} after {keys:?}"
            );
            keys.push(key.to_owned());
        }
        if trimmed.ends_with('{') || trimmed.ends_with('[') {
            depth_keys.push(Vec::new());
        } else if trimmed.starts_with('}') || trimmed.starts_with(']') {
            depth_keys.pop();
        }
    }
    insta::assert_snapshot!("consignment_json", first);
}
