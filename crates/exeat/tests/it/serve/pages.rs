//! The pages as text: what they say, in both languages, and what the book says of them.

use super::{Running, field};
use crate::run::root;

#[test]
fn a_form_is_answered_and_an_answer_moves_the_verdict() {
    let service = Running::start("serve-form", &[]);
    let form = "guided=yes&title=Magnets&date=2025-12-15&from=CN&destination=DE&item=Arc+magnet&form=permanent-magnet-material";
    let kind = "application/x-www-form-urlencoded";
    let page = service.post("/check", kind, form);
    assert_eq!(page.status, 200, "{}", page.body);
    assert!(page.body.contains("v-undetermined"), "{}", page.body);
    let path = page
        .body
        .split("name=\"path-0\" value=\"")
        .nth(1)
        .and_then(|rest| rest.split('"').next())
        .expect("a question");
    assert!(!path.is_empty());
    let document = page
        .body
        .split("<textarea name=\"document\" hidden aria-hidden=\"true\">\n")
        .nth(1)
        .and_then(|rest| rest.split("</textarea>").next())
        .expect("the document")
        .replace("&#34;", "\"")
        .replace("&quot;", "\"");
    let answered = format!(
        "document={}&path-0=item.content.Dy&line-0=1&answer-0=1.2+%25&path-1=shipment.kind&line-1=1&answer-1=export",
        field(&document)
    );
    let next = service.post("/check", kind, &answered);
    assert_eq!(next.status, 200, "{}", next.body);
    assert!(next.body.contains("id=\"moved\""), "{}", next.body);
    assert!(
        next.body.contains("content.Dy = &#34;1.2 %&#34;")
            || next.body.contains("content.Dy = &quot;1.2 %&quot;"),
        "{}",
        next.body
    );
    let dates = service.post(
        "/check/dates",
        kind,
        &format!("document={}&part=yes", field(&document)),
    );
    assert_eq!(dates.status, 200, "{}", dates.body);
    assert!(dates.body.contains("data-from="), "{}", dates.body);
    for (path, kind_back) in [
        ("/check/record", "application/json"),
        ("/check/report", "text/html; charset=utf-8"),
        ("/check/document", "application/toml"),
    ] {
        let file = service.post(path, kind, &format!("document={}", field(&document)));
        assert_eq!(
            file.header("content-type"),
            Some(kind_back),
            "{}",
            file.body
        );
    }
}

#[test]
fn an_answer_is_shared_as_a_signed_file() {
    let service = Running::start("serve-share", &[]);
    let text = std::fs::read_to_string(root().join("examples/pakistan-samples/box.toml"))
        .expect("the example");
    let form = "application/x-www-form-urlencoded";
    let file = service.post("/check/share", form, &format!("document={}", field(&text)));
    assert_eq!(file.status, 200, "{}", file.body);
    let open = |text: &str| service.post("/check", form, &format!("document={}", field(text)));
    let page = open(&file.body);
    assert!(
        page.body.contains("signed by this service"),
        "{}",
        page.body
    );
    assert!(page.body.contains("the answer is the same"));
    let changed = file.body.replacen("\\\"US\\\"", "\\\"DE\\\"", 1);
    assert_ne!(changed, file.body);
    assert_eq!(open(&changed).status, 422);
}

#[test]
fn every_page_speaks_both_languages() {
    let service = Running::start("serve-languages", &[]);
    for path in [
        "/",
        "/check?example=consignment",
        "/check?example=box",
        "/classify?words=NdFeB+magnet",
        "/screen",
        "/law",
        "/law/CN.MOFCOM.2025-61",
        "/law/diff?from=2025-10-08&to=2025-10-09",
        "/law/coverage",
        "/api",
    ] {
        let english = service.get(path);
        assert_eq!(english.status, 200, "{path}");
        assert!(english.body.contains("<html lang=\"en\""), "{path}");
        let chinese = service.ask("GET", path, &["Accept-Language: zh-CN,zh;q=0.9"], "");
        assert!(chinese.body.contains("<html lang=\"zh-Hans\""), "{path}");
        assert!(chinese.body.contains("能否放行"), "{path}");
        if path.starts_with("/check") {
            // No answer is silent about parties that nobody looked for.
            assert!(
                english
                    .body
                    .contains("no list is imported, so nobody was looked for"),
                "{path}"
            );
            assert!(chinese.body.contains("未导入任何名单，故未筛查"), "{path}");
        }
    }
}

/// What the pages ask and answer about facts stands there in words; their paths stand beside it, for whoever writes a
/// document.
#[test]
fn facts_are_said_in_words() {
    let service = Running::start("serve-words", &[]);
    for (language, said, law) in [
        (
            "en",
            "if the thorium content by mass is 0 % and the uranium content by mass is 0 %, then no licence required",
            "the place from which it leaves is China",
        ),
        ("zh", "钍的质量含量为 0 %", "启运地是中国"),
    ] {
        let ask = |path: &str| {
            let joint = if path.contains('?') { '&' } else { '?' };
            let page = service.get(&format!("{path}{joint}lang={language}"));
            assert_eq!(page.status, 200, "{}", page.body);
            page.body
        };
        let page = ask("/check?example=consignment");
        assert!(page.contains(said), "{language}: {page}");
        assert!(
            page.contains("title=\"item.content.Th, item.content.U\""),
            "{page}"
        );
        let lead = page.split("class=\"masthead\"").nth(1).unwrap_or(&page);
        let lead = lead.split("</header>").next().unwrap_or_default();
        assert_eq!(lead.matches("item.content.U").count(), 1, "{lead}");
        let page = ask("/law/diff?from=2025-10-08&to=2025-10-09");
        assert!(page.contains(law), "{language}");
        assert!(!page.contains(">shipment.from is"), "{language}");
    }
}

#[test]
fn the_book_has_the_settings_and_the_policy() {
    let path = root().join("docs/book/service.md");
    let text = std::fs::read_to_string(&path).expect("the page");
    let mut again = text.clone();
    for (name, table) in [
        ("settings", exeat_server::table()),
        ("policy", exeat_server::policy_table()),
    ] {
        let (open, shut) = (format!("<!-- {name} -->\n"), format!("<!-- /{name} -->"));
        let (before, rest) = again.split_once(&open).expect("its beginning");
        let (_, after) = rest.split_once(&shut).expect("its end");
        again = format!("{before}{open}{table}{shut}{after}");
    }
    if std::env::var_os("EXEAT_WRITE_BOOK").is_some() {
        std::fs::write(&path, &again).expect("the page is written");
    }
    assert_eq!(
        text, again,
        "docs/book/service.md is not of today; run the tests with EXEAT_WRITE_BOOK=1"
    );
}
