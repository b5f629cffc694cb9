//! Days in the forms in which people write them, and what they are told.

use exeat_documents::{Format, read};

fn mend(date: &str) -> String {
    let text = format!("[shipment]\ndate = {date}\n[items.a]\n[[line]]\nitem = \"a\"\n");
    let outcome = read(&text, Format::Toml);
    match outcome.diagnostics.first() {
        Some(diagnostic) => diagnostic.mend.clone(),
        None => "accepted".to_owned(),
    }
}

#[test]
fn days_and_their_mends() {
    for (date, expected) in [
        ("2025-10-02", "accepted"),
        ("\"2025-10-02\"", "accepted"),
        ("\"13.10.2025\"", "write `2025-10-13`"),
        ("\"10/13/2025\"", "write `2025-10-13`"),
        (
            "\"02/10/2025\"",
            "write `2025-10-02` or `2025-02-10`, whichever is meant",
        ),
        ("\"05/05/2025\"", "write `2025-05-05`"),
        ("\"2025/10/2\"", "write `2025-10-02`"),
        ("\"2 October 2025\"", "write `2025-10-02`"),
        ("\"Oct 2, 2025\"", "write `2025-10-02`"),
        ("\"20251002\"", "write `2025-10-02`"),
        ("20251002", "write `2025-10-02`"),
        (
            "2025-10-02T08:00:00Z",
            "leave out the time of day: `2025-10-02`",
        ),
        ("\"tomorrow\"", "write the day as `2025-10-02`"),
        ("\"31.02.2025\"", "write the day as `2025-10-02`"),
        ("\"\"", "write the day as `2025-10-02`"),
        ("08:00:00", "write the day as `2025-10-02`"),
        (
            "13.10.2025",
            "write the day as year, month and day: `2025-10-02`",
        ),
        (
            "2025-13-45",
            "write the day as year, month and day: `2025-10-02`",
        ),
        ("true", "write the day as `2025-10-02`"),
    ] {
        assert_eq!(mend(date), expected, "{date}");
    }
}
