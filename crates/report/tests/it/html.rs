//! The HTML report.

use exeat_report::{HtmlOptions, Language, TimelineOptions, html, timeline_svg};

use crate::{consignment, law, magnet};

#[test]
fn consignment_as_a_page_in_both_languages() {
    let (rulebook, timeline) = law::china();
    for (name, language) in [("en", Language::En), ("zh", Language::Zh)] {
        let options = TimelineOptions {
            language,
            ..TimelineOptions::default()
        };
        let picture = timeline_svg(&rulebook, &timeline, &options);
        let page = html(
            &consignment::consignment(),
            &HtmlOptions {
                language,
                ..HtmlOptions::default()
            },
            &[picture],
        );
        insta::assert_snapshot!(format!("consignment_page_{name}"), page);
    }
}

#[test]
fn a_page_stands_alone() {
    let page = html(&consignment::consignment(), &HtmlOptions::default(), &[]);
    for foreign in ["<script", "<link", "@import", "url(", "src=", "http-equiv"] {
        assert!(!page.contains(foreign), "{foreign}");
    }
}

#[test]
fn hostile_text_is_escaped() {
    let page = html(&magnet::hostile(), &HtmlOptions::default(), &[]);
    for raw in [
        "<script",
        "<img",
        "</style><b>",
        "<i>",
        "\u{1b}",
        "\u{202e}",
    ] {
        assert!(!page.contains(raw), "{raw:?} came through");
    }
    assert!(page.contains("&#60;script&#62;") || page.contains("&lt;script&gt;"));
}

#[test]
fn headings_do_not_skip_a_level_and_tables_have_headers() {
    for one in [
        consignment::consignment(),
        magnet::today(),
        magnet::licence(),
    ] {
        let page = html(&one, &HtmlOptions::default(), &[]);
        let mut last = 0u32;
        for piece in page.split("<h").skip(1) {
            let Some(level) = piece.chars().next().and_then(|one| one.to_digit(10)) else {
                continue;
            };
            assert!(level <= last + 1, "h{last} is followed by h{level}");
            last = level;
        }
        assert_eq!(
            page.matches("<table").count(),
            page.matches("<thead").count()
        );
        for landmark in ["<header", "<nav aria-label", "<main>", "<html lang=\"en\">"] {
            assert!(page.contains(landmark), "{landmark}");
        }
    }
}

#[test]
fn every_element_is_closed() {
    for (one, language) in [
        (consignment::consignment(), Language::En),
        (magnet::today(), Language::Zh),
        (magnet::licence(), Language::En),
        (magnet::presumed(), Language::Zh),
        (magnet::hostile(), Language::En),
    ] {
        let page = html(
            &one,
            &HtmlOptions {
                language,
                ..HtmlOptions::default()
            },
            &[],
        );
        let body = page.split_once("</style>").expect("a style").1;
        let mut open: Vec<&str> = Vec::new();
        for tag in body.split('<').skip(1) {
            let name = tag
                .split(|one: char| !one.is_ascii_alphanumeric() && one != '/')
                .next()
                .unwrap_or("");
            match name.strip_prefix('/') {
                Some("head" | "html") => {}
                Some(closed) => assert_eq!(
                    open.pop(),
                    Some(closed),
                    "near <{}",
                    tag.get(..40.min(tag.len())).unwrap_or(tag)
                ),
                None if name == "br" => {}
                None => open.push(name),
            }
        }
        assert!(open.is_empty(), "{open:?}");
    }
}
