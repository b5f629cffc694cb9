//! Files that are cut off, broken or hostile are refused with the place, and never panic.

use exeat_screen::list::{Imported, Mapping, Place, diff, entry_line, kept_entries};
use proptest::prelude::*;

use crate::files::{FILES, edition, file, read};

fn problem(name: &str, bytes: &[u8]) -> (Place, String) {
    match read(&[(name, bytes)]) {
        Err(error) => (error.place, error.problem),
        Ok(found) => panic!("{name} was read: {} entries", found[0].entries.len()),
    }
}

/// Cut anywhere, a file of a closed layout is refused; of an open one, such as rows or lines, it is
/// refused or it has lost whole entries at its end, and nothing in the middle.
#[test]
fn files_that_are_cut_off_are_refused() {
    for name in ["sdn.xml", "eu.xml", "uk.xml", "un.xml", "us-csl.json"] {
        let bytes = file(name);
        let whole = String::from_utf8_lossy(bytes).trim_end().len();
        for length in 0..whole {
            assert!(
                read(&[(name, &bytes[..length])]).is_err(),
                "{name} cut at {length}"
            );
        }
    }
    for name in [
        "us-csl.csv",
        "eu.csv",
        "uk.csv",
        "ftm.jsonl",
        "mapped-uk.jsonl",
    ] {
        let bytes = file(name);
        for length in 0..bytes.len() {
            let Ok(found) = read(&[(name, &bytes[..length])]) else {
                continue;
            };
            let entries = found[0].entries.len();
            assert!(
                entries <= edition(&[name]).entries.len(),
                "{name} cut at {length}"
            );
        }
    }
}

#[test]
fn the_place_and_the_problem_are_told() {
    let sdn = file("sdn.xml");
    let (place, what) = problem("sdn.xml", &sdn[..1000]);
    assert!(matches!(place, Place::Byte(_)), "{place:?}");
    assert!(what.contains("not closed"), "{what}");
    let end = String::from_utf8_lossy(sdn)
        .find("</sdnEntry>")
        .expect("it is there");
    let (_, what) = problem("sdn.xml", &sdn[..end]);
    assert!(what.contains("ends within `<sdnEntry>`"), "{what}");

    let fewer = String::from_utf8_lossy(sdn).replace("<Record_Count>2<", "<Record_Count>3<");
    let (_, what) = problem("sdn.xml", fewer.as_bytes());
    assert!(
        what.contains("holds 2 entries, and says itself that it holds 3"),
        "{what}"
    );

    let csl = String::from_utf8_lossy(file("us-csl.csv"));
    let (place, what) = problem("us-csl.csv", csl[..csl.len() - 20].as_bytes());
    assert_eq!(place, Place::Line(4));
    assert!(what.contains("fields"), "{what}");

    let lines = String::from_utf8_lossy(file("ftm.jsonl"));
    let (place, what) = problem("ftm.jsonl", lines[..lines.len() - 20].as_bytes());
    assert_eq!(place, Place::Line(4));
    assert!(what.contains("is not JSON"), "{what}");

    let (_, what) = problem(
        "us-csl.csv",
        b"source,name,alt_names,type,addresses\nx,\"y,,,\n",
    );
    assert!(
        what.contains("fields") || what.contains("quotation"),
        "{what}"
    );
}

#[test]
fn what_is_no_list_is_said_to_be_none() {
    for (bytes, said) in [
        (&b"PK\x03\x04"[..], "ZIP archive"),
        (b"<!DOCTYPE html><html></html>", "web page"),
        (b"<Sanctions></Sanctions>", "advanced XML"),
        (b"<unknown/>", "`<unknown>`"),
        (b"a,b\n1,2\n", "layout"),
        (b"[{}]", "JSON array"),
        (b"", "empty"),
        (b"{\"a\":1}", "JSON that begins"),
        (b"<sdnList><!DOCTYPE a></sdnList>", "document type"),
        (b"<sdnList></sdnList>", "no entry"),
        (b"<sdnList>&boom;</sdnList>", "not declared"),
    ] {
        let (_, what) = problem("file", bytes);
        assert!(what.contains(said), "{said}: {what}");
    }
    let nested = format!("<sdnList>{}", "<a>".repeat(100));
    let (_, what) = problem("file", nested.as_bytes());
    assert!(what.contains("deep"), "{what}");
}

#[test]
fn latin_letters_of_old_files_are_read() {
    let text =
        String::from_utf8_lossy(file("sdn.csv")).replace("EXAMPLE TRADING", "EXAMPL\u{c9} TRADING");
    let latin: Vec<u8> = text
        .chars()
        .map(|c| u8::try_from(c).expect("it is there"))
        .collect();
    let found = read(&[("sdn.csv", &latin)]).expect("it is there");
    assert!(
        found[0]
            .entries
            .iter()
            .any(|entry| entry.names[0].text == "EXAMPLÉ TRADING")
    );
}

#[test]
fn sixteen_bit_text_is_read() {
    let text = String::from_utf8_lossy(file("uk.csv"));
    let wide: Vec<u8> = std::iter::once(0xfeff)
        .chain(text.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    let found = read(&[("uk.csv", &wide)]).expect("it is there");
    assert_eq!(found[0].entries, edition(&["uk.csv"]).entries);
}

#[test]
fn mappings_that_are_wrong_are_told_with_the_line() {
    let wrong = |text: &str| Mapping::parse("m.toml", text).unwrap_err().to_string();
    assert!(wrong("publication = \"x\"\nformatt = 1\n").starts_with("`m.toml`, line "));
    let whole = "publication = \"X Y\"\npublisher = \"p\"\nformat = \"csv\"\nknown-by = [\"a\"]\n\
                 [entry]\nlist = \"a\"\n[[names]]\ntext = \"a\"\n";
    assert!(wrong(whole).contains("`X Y` is no id"));
    assert!(Mapping::parse("m.toml", &whole.replace("X Y", "x-y")).is_ok());
}

#[test]
fn a_kept_edition_that_was_changed_is_refused() {
    let Imported {
        edition, entries, ..
    } = edition(&["un.xml"]);
    let text: String = entries.iter().map(entry_line).collect();
    assert_eq!(kept_entries(&edition, &text).expect("it is there"), entries);
    let changed = text.replace("JANE", "JOAN");
    let error = kept_entries(&edition, &changed).unwrap_err();
    assert!(error.problem.contains("changed since"));
}

#[test]
fn differences_name_the_fields() {
    let before = edition(&["un.xml"]).entries;
    let mut after = before.clone();
    after[0].names[0].text = "ANOTHER NAME".to_owned();
    let gone = after.remove(1);
    let found = diff(&before, &after);
    assert_eq!(found.added, []);
    assert_eq!(found.removed, [gone]);
    assert_eq!(found.changed[0].fields[0].field, "names");
    assert!(found.changed[0].fields[0].after[0].contains("ANOTHER NAME"));
    assert_eq!(diff(&before, &before), diff(&[], &[]));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Bytes put in, taken out and changed anywhere in any file: it is read or refused.
    #[test]
    fn changed_files_never_panic(
        which in 0..FILES.len(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0_u8..4), 1..12),
    ) {
        let (_, bytes) = FILES[which];
        let mut bytes = bytes.to_vec();
        for (place, byte, what) in changes {
            if bytes.is_empty() {
                break;
            }
            let at = place.index(bytes.len());
            match what {
                0 => bytes[at] = byte,
                1 => { bytes.remove(at); }
                2 => bytes.insert(at, byte),
                _ => bytes.truncate(at + 1),
            }
        }
        exeat_screen::fuzz::lists(&bytes);
    }

    /// Any bytes behind the beginning of any layout.
    #[test]
    fn any_bytes_never_panic(
        which in 0..FILES.len(),
        head in 0_usize..400,
        tail in prop::collection::vec(any::<u8>(), 0..200),
    ) {
        let (_, bytes) = FILES[which];
        let mut all = bytes[..head.min(bytes.len())].to_vec();
        all.extend(tail);
        exeat_screen::fuzz::lists(&all);
    }
    /// Any bytes behind the beginning of holdings, and holdings with anything in them.
    #[test]
    fn any_holdings_are_read_or_refused(
        which in 0_usize..3,
        rows in prop::collection::vec("[A-D]{1,2},[A-D]{1,2},(|[0-9]{1,3}|[0-9]{1,2}-[0-9]{1,2}|>50|[a-z ]{1,4}),(|direct|control|board)", 0..12),
        at in any::<prop::sample::Index>(),
        byte in any::<u8>(),
        is_changed in any::<bool>(),
    ) {
        let mut text = match which {
            0 => format!("owner,owned,share,kind\n{}\n", rows.join("\n")),
            1 => rows
                .iter()
                .map(|row| {
                    let cells: Vec<&str> = row.split(',').collect();
                    format!("{{\"owner\":\"{}\",\"owned\":\"{}\",\"share\":\"{}\"}}\n", cells[0], cells[1], cells[2])
                })
                .collect(),
            _ => rows
                .iter()
                .map(|row| {
                    let cells: Vec<&str> = row.split(',').collect();
                    format!("{{\"id\":\"x\",\"schema\":\"Ownership\",\"properties\":{{\"owner\":[\"{}\"],\"asset\":[\"{}\"],\"percentage\":[\"{}\"]}}}}\n", cells[0], cells[1], cells[2])
                })
                .collect(),
        }
        .into_bytes();
        if is_changed && !text.is_empty() {
            let at = at.index(text.len());
            text[at] = byte;
        }
        exeat_screen::fuzz::holdings(&text);
    }
}
