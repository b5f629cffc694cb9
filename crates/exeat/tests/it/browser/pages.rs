//! Every page, in light and dark, wide and narrow, in both languages: nothing on it keeps anybody out.

use super::driver::Browser;
use super::service;

/// The pages that are looked at: a name for the picture, and the address.
const PAGES: &[(&str, &str)] = &[
    ("start", "/"),
    ("answer", "/check?example=consignment"),
    ("answer-magnet", "/check?example=magnet-today"),
    (
        "classify",
        "/classify?words=NdFeB+N52+arc+segment,+1.2+%25+Dy",
    ),
    ("screen", "/screen"),
    ("owners-form", "/screen/owners"),
    ("cases", "/case"),
    ("portfolio", "/portfolio"),
    ("law", "/law"),
    ("instrument", "/law/CN.MOFCOM.2025-61?on=2026-11-20"),
    ("diff", "/law/diff?from=2025-10-08&to=2025-10-09"),
    ("coverage", "/law/coverage"),
    ("licences", "/licences"),
    ("duties", "/duties"),
    ("assurances", "/assurances"),
    ("audit", "/audit"),
    ("api", "/api"),
    ("nothing", "/nowhere"),
];

/// A way to look: its name, the width, whether it is dark, the language.
const WAYS: &[(&str, u32, bool, &str)] = &[
    ("light", 1280, false, "en"),
    ("dark", 1280, true, "en"),
    ("phone", 390, false, "en"),
    ("zh", 1280, false, "zh-CN"),
];

#[test]
fn every_page_can_be_used_and_looked_at() {
    let Some(mut browser) = Browser::start("browser-pages") else {
        return;
    };
    let service = service("browser-pages-data", &[]);
    let mut found = Vec::new();
    for (way, width, dark, language) in WAYS {
        browser.size(*width, 900);
        browser.dark(*dark);
        browser.language(language);
        for (name, path) in PAGES {
            browser.go(&format!("http://{}{path}", service.address));
            browser.picture(&format!("{name}-{way}"), 4000);
            let lang = browser.value("document.documentElement.lang");
            let is_chinese = lang.as_str().is_some_and(|lang| lang.starts_with("zh"));
            assert_eq!(is_chinese, language.starts_with("zh"), "{name}: {lang}");
            let here = browser.inaccessible();
            found.extend(here.into_iter().map(|one| format!("{name}, {way}: {one}")));
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// What has the keyboard's focus: its place in the document, what it is, and whether one sees that.
const FOCUSED: &str = r#"(() => {
  const here = document.activeElement;
  if (!here || here === document.body) return null;
  const style = getComputedStyle(here);
  const box = here.getBoundingClientRect();
  return {
    place: [...document.querySelectorAll("*")].indexOf(here),
    what: here.tagName + " " + (here.id || here.name || here.textContent.trim().slice(0, 30)),
    seen: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0 && box.width > 0 && box.height > 0,
  };
})()"#;

#[test]
fn the_keyboard_goes_from_top_to_bottom_and_one_sees_where_it_is() {
    let Some(mut browser) = Browser::start("browser-keyboard") else {
        return;
    };
    let service = service("browser-keyboard-data", &[]);
    for (name, path) in PAGES {
        browser.go(&format!("http://{}{path}", service.address));
        let mut last = -1;
        let mut first = None;
        for _ in 0..80 {
            browser.press("Tab", 9);
            let here = browser.value(FOCUSED);
            let Some(place) = here["place"].as_i64() else {
                break;
            };
            if place < last {
                // Round again.
                break;
            }
            let what = here["what"].as_str().unwrap_or_default().to_owned();
            assert_eq!(
                here["seen"], true,
                "{name}: nobody sees that {what} is focused"
            );
            first.get_or_insert(what);
            last = place;
        }
        let first = first.unwrap_or_default();
        assert!(
            first.starts_with("A Skip"),
            "{name}: the keyboard begins at {first}"
        );
    }
}
