//! The story of a shipment, with scripts and without.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use serde_json::Value;

use super::driver::Browser;
use super::{service, service_after};
use crate::run::{folder, root};

/// Fills the form and sends it.
const FILL: &str = r#"(() => {
  const set = (name, value) => { document.getElementsByName(name)[0].value = value; };
  set("title", "Magnets to Hamburg"); set("date", "2025-12-15"); set("from", "CN"); set("destination", "DE");
  set("item", "Arc magnets"); set("form", "permanent-magnet-material");
  document.querySelector("form.guided").requestSubmit();
  return true;
})()"#;

/// Answers every question that is asked and to which this says something, and says how many there were.
const ANSWER: &str = r#"(() => {
  const known = {
    "item.kind": "goods", "item.origin": "CN", "item.made-in": "CN", "item.magnet-family": "NdFeB",
    "item.content.Dy": "1.2 %", "item.content.Tb": "0 %", "item.elements": "Nd",
    "shipment.kind": "export", "end-use.purpose": "civil",
  };
  let answered = 0;
  for (const hidden of document.querySelectorAll("input[name^=path-]")) {
    const fields = [...document.getElementsByName(hidden.name.replace("path-", "answer-"))];
    const path = hidden.value;
    const value = known[path] || (/(place|nationality)$/.test(path) ? (path.startsWith("exporter") ? "CN" : "DE") : "no");
    const box = fields.find((one) => one.value === value && (one.type === "radio" || one.type === "checkbox"));
    if (box) box.checked = true;
    else if (fields[0].tagName === "SELECT" && [...fields[0].options].some((one) => one.value === value)) fields[0].value = value;
    else if (known[path] && fields[0].type === "text") fields[0].value = value;
    else continue;
    answered += 1;
  }
  return answered;
})()"#;

/// A general licence for magnets to Germany, for as long as these tests may be run.
fn licence() -> PathBuf {
    let folder = folder("browser-story-licence");
    let write = |name: &str, text: &str| std::fs::write(folder.join(name), text).expect("a file");
    write(
        "licences.csv",
        "number,jurisdiction,authority,kind,holder,valid-from,valid-through,destinations,state\n\
         TU-1,CN,MOFCOM,general,Example Magnets Co. Ltd,2025-01-01,2099-12-31,DE,issued\n",
    );
    write(
        "lines.csv",
        "licence,line,item,codes,value,currency\nTU-1,1,magnets with dysprosium,1C905,50000000,CNY\n",
    );
    folder
}

#[test]
fn from_a_form_to_the_verified_log() {
    let Some(mut browser) = Browser::start("browser-story") else {
        return;
    };
    let licence = licence();
    let licence = licence.to_string_lossy();
    let import = ["licence", "import", &*licence, "--on", "2026-07-01"];
    let service = service_after("browser-story-data", &[], &[&import]);
    browser.go(&format!("http://{}/", service.address));
    browser.follow(FILL);
    browser.until("Boolean(document.querySelector('.headline.v-undetermined'))");
    browser.picture("story-1-undetermined", 2400);
    let china = "[...document.querySelectorAll('.shorts li')].filter((one) => one.textContent.includes('China')).map((one) => one.className)[0]";
    for _ in 0..12 {
        if browser.value(china) == "v-licence_required" {
            break;
        }
        let answered = browser.value(ANSWER);
        assert_ne!(answered, 0, "{}", browser.text("#answers"));
        // The answers come into the page; there is no other page.
        browser.value("(document.getElementById('main').dataset.old = 'yes', document.querySelector('form[data-live]').requestSubmit(), true)");
        browser.until("!document.getElementById('main').dataset.old && Boolean(document.getElementById('moved'))");
    }
    assert_eq!(browser.value(china), "v-licence_required");
    assert!(browser.text("#moved").contains("licence required"));
    browser.picture("story-2-licence-required", 2400);
    // Who was looked for, and in what, stands in the answer.
    assert!(browser.text(".report").contains("us-csl@"));
    // The licence that covers it is on file.
    let report = browser.text(".report");
    assert!(report.contains("Licences on file"), "{report}");
    assert!(report.contains("TU-1"), "{report}");
    // It names the entry; the form did not say what the shipment is worth, so whether enough is left stays open.
    assert!(report.contains("no value is stated"), "{report}");
    // The shipment is booked on it, and the log holds.
    browser.go(&format!("http://{}/licences/TU-1", service.address));
    browser.picture("story-4-licence", 2400);
    let fill = r#"(() => {
      const set = (id, value) => { document.getElementById(id).value = value; };
      set("book-value", "10000 CNY"); set("book-shipment", "S-1");
      document.getElementById("book-shipment").form.querySelector("button[value=draw]").click();
      return true;
    })()"#;
    browser.follow(fill);
    browser.until("Boolean(document.querySelector('.moved'))");
    let ledger = browser.text("main");
    assert!(ledger.contains("S-1") && ledger.contains("10"), "{ledger}");
    browser.go(&format!("http://{}/audit", service.address));
    browser.follow("document.querySelector('form[action=\"/audit/check\"]').requestSubmit()");
    browser.until("Boolean(document.querySelector('section.right'))");
    let told = browser.text("section.right");
    assert!(told.contains("Nothing is wrong"), "{told}");
    browser.picture("story-5-log", 1800);
}

#[test]
fn other_days_have_a_slider_that_says_each_in_words() {
    let Some(mut browser) = Browser::start("browser-dates") else {
        return;
    };
    let service = service("browser-dates-data", &[]);
    browser.go(&format!(
        "http://{}/check?example=magnet-today",
        service.address
    ));
    browser.value("(document.getElementById('dates').scrollIntoView(), true)");
    browser.until("Boolean(document.querySelector('.slider input'))");
    browser.value("(() => { const range = document.querySelector('.slider input'); range.value = 0; range.dispatchEvent(new Event('input')); return true; })()");
    browser.until(
        "document.querySelector('.slider input').getAttribute('aria-valuetext').length > 10",
    );
    browser.picture("story-3-dates", 3000);
}

#[test]
fn everything_works_without_scripts() {
    let Some(mut browser) = Browser::start("browser-plain") else {
        return;
    };
    let service = service("browser-plain-data", &[]);
    // The page's own scripts do not run; what the test asks is evaluated all the same.
    browser.scripts(false);
    browser.go(&format!("http://{}/", service.address));
    browser.follow(FILL);
    browser.until("Boolean(document.querySelector('.headline.v-undetermined'))");
    assert_ne!(browser.value(ANSWER), 0);
    browser.follow("document.querySelector('form[data-live]').submit()");
    assert!(!browser.text("#moved").is_empty());
    browser.follow("document.querySelector('form[data-part]').submit()");
    browser.until("Boolean(document.querySelector('table.dates'))");
    assert_eq!(
        browser.value("document.querySelector('.slider')"),
        Value::Null
    );
    browser.picture("plain-dates", 2400);
    // A table is brought, decided and looked into.
    portfolio(&mut browser, &service.address);
}

#[test]
fn a_table_is_brought_decided_and_looked_into() {
    let Some(mut browser) = Browser::start("browser-portfolio") else {
        return;
    };
    let service = service("browser-portfolio-data", &[]);
    portfolio(&mut browser, &service.address);
    browser.until("Boolean(document.querySelector('.rows table'))");
    // One's own table: its columns are proposed, and told in words.
    browser.go(&format!("http://{}/portfolio", service.address));
    let table = root().join("examples/portfolio/deliveries.csv");
    let table = table.canonicalize().expect("the table");
    browser.files("#table", &[&table]);
    browser.follow("document.querySelector('form[data-drop]').requestSubmit()");
    let columns = browser.text("table");
    assert!(columns.contains("the final destination"), "{columns}");
    browser.picture("portfolio-columns", 2400);
    let found = browser.inaccessible();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// The example of portfolios, from the empty page to the rows behind a bar.
fn portfolio(browser: &mut Browser, address: &str) {
    browser.go(&format!("http://{address}/portfolio"));
    let mut found = browser.inaccessible();
    browser.picture("portfolio-empty", 1600);
    browser.follow("document.querySelector('[name=example]').form.submit()");
    browser.follow("document.querySelector('button[value=run]').click()");
    let begun = Instant::now();
    while browser.value("Boolean(document.querySelector('.tiles'))") != true {
        assert!(begun.elapsed() < Duration::from_secs(120), "it takes long");
        std::thread::sleep(Duration::from_millis(300));
        let address = browser.value("location.href");
        browser.go(address.as_str().unwrap_or_default());
    }
    browser.picture("portfolio", 3600);
    found.extend(browser.inaccessible());
    let tiles = browser.text(".tiles");
    assert!(tiles.contains("licence required"), "{tiles}");
    // Without the mouse: a part of a bar is a link with words.
    let part = browser.value("document.querySelector('.chart a').getAttribute('aria-label')");
    assert!(
        part.as_str().is_some_and(|part| part.contains(", ")),
        "{part}"
    );
    browser.follow("document.querySelectorAll('.charts details a')[0].click()");
    browser.picture("portfolio-rows", 1600);
    found.extend(browser.inaccessible());
    assert!(browser.text(".rows table").contains("Delivery"));
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn the_demonstration_says_which_quarrels_matter() {
    let Some(mut browser) = Browser::start("browser-case") else {
        return;
    };
    let service = service("browser-case-data", &[]);
    browser.go(&format!("http://{}/case", service.address));
    browser.follow("document.querySelector('.cases a').click()");
    browser.picture("case", 4000);
    let mut found = browser.inaccessible();
    let page = browser.text("main");
    assert!(page.contains("Burak Baloch"), "{page}");
    assert!(page.contains("it makes no difference"), "{page}");
    // Five reports, and fewer origins.
    let (sources, origins) = (
        browser.value("document.querySelectorAll('.graph .source').length"),
        browser.value("document.querySelectorAll('.graph .origin').length"),
    );
    assert!(sources.as_u64() > origins.as_u64(), "{sources} {origins}");
    // A case file with a mistake is refused, and what was written is still there.
    browser.value("(document.querySelector('details.card').open = true, document.getElementById('case').value = 'title = ', true)");
    browser.follow("document.getElementById('case').form.requestSubmit()");
    assert_eq!(
        browser.value("document.getElementById('case').value"),
        "title = "
    );
    assert!(!browser.text("[role=alert]").is_empty());
    browser.dark(true);
    browser.follow("document.querySelector('.crumbs a').click()");
    browser.follow("document.querySelector('.cases a').click()");
    browser.picture("case-dark", 4000);
    found.extend(browser.inaccessible());
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn a_match_is_decided_about_and_stays_decided() {
    let Some(mut browser) = Browser::start("browser-screen") else {
        return;
    };
    let service = service("browser-screen-data", &[]);
    let list = std::fs::read_to_string(root().join("examples/lists/consolidated.json"));
    let list: Value = serde_json::from_str(&list.expect("the list")).expect("JSON");
    let name = list["results"][0]["name"].clone();
    let ask = format!(
        "(() => {{ document.getElementById('names').value = {name}; document.querySelector('form.card').requestSubmit(); return true; }})()"
    );
    browser.go(&format!("http://{}/screen", service.address));
    browser.follow(&ask);
    browser.picture("screen-match", 2400);
    let mut found = browser.inaccessible();
    browser.follow(
        "(() => { const form = document.querySelector('.decide form'); form.closest('details').open = true; form.querySelector('[value=false-positive]').checked = true; form.elements.because.value = 'born later'; form.elements.by.value = 'A. Clerk'; form.requestSubmit(); return true; })()",
    );
    assert!(browser.text("[role=status]").contains("kept"));
    browser.go(&format!("http://{}/screen", service.address));
    browser.follow(&ask);
    browser.picture("screen-decided", 2400);
    found.extend(browser.inaccessible());
    let page = browser.text("main");
    assert!(page.contains("false-positive by A. Clerk"), "{page}");
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn owners_are_shown_up_to_those_who_are_listed() {
    let Some(mut browser) = Browser::start("browser-owners") else {
        return;
    };
    let service = service("browser-owners-data", &[]);
    browser.go(&format!("http://{}/screen", service.address));
    browser.follow("document.querySelector('a[href=\"/screen/owners\"]').click()");
    browser.follow("document.querySelector('button[name=example]').click()");
    let page = browser.text("main");
    // Two are listed; 30 % and 25 % count together under this rule, and half of what is held so is reached too.
    for name in ["Example Holding", "Example Magnets", "Example Logistics"] {
        assert!(page.contains(name), "{page}");
    }
    assert!(page.contains("6 reached"), "{page}");
    assert_eq!(
        browser.value("Boolean(document.querySelector('main svg'))"),
        true
    );
    let depth = browser.value("document.querySelectorAll('.tree .tree .tree').length > 0");
    assert_eq!(depth, true);
    browser.picture("owners", 3000);
    let mut found = browser.inaccessible();
    // A file of one's own, in which somebody stands on a list in force.
    let listed = std::fs::read_to_string(root().join("examples/lists/consolidated.json"));
    let listed: Value = serde_json::from_str(&listed.expect("the list")).expect("JSON");
    let name = listed["results"][0]["name"].as_str().expect("a name");
    let file = folder("browser-owners-file").join("holdings.csv");
    std::fs::write(
        &file,
        format!("owner,owned,share\n{name},Plain Trading,80\n"),
    )
    .expect("a file");
    browser.go(&format!("http://{}/screen/owners", service.address));
    browser.files("#holdings", &[&file]);
    browser.follow("(() => { const form = document.getElementById('holdings').form; form.elements.regime.value = 'us-bis'; form.elements.on.value = '2025-10-20'; form.querySelector('button.main').click(); return true; })()");
    let page = browser.text("main");
    assert!(
        page.contains("Plain Trading") && page.contains("us-csl@"),
        "{page}"
    );
    found.extend(browser.inaccessible());
    assert!(found.is_empty(), "{}", found.join("\n"));
}
