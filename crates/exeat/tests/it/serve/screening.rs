//! Names against the lists, by every way that leads there.

use serde_json::{Value, json};

use super::{Running, field, import, with_lists};
use crate::run::{finish, folder, program, root};

#[test]
fn that_more_are_alike_than_are_told_is_told() {
    let place = folder("serve-many-alike");
    let entry = |number: usize| json!({ "id": format!("x-{number}"), "schema": "Company", "caption": "Harbour Magnet Works", "properties": { "name": ["Harbour Magnet Works"] }, "datasets": ["invented"] });
    let few: Vec<String> = (0..250).map(|number| entry(number).to_string()).collect();
    std::fs::write(place.join("many.jsonl"), few.join("\n") + "\n").expect("written");
    let data = place.join("data");
    let list = place.join("many.jsonl");
    import(&data, &[list.to_str().expect("a path")]);
    let service = Running::over(&data, &[]);
    let asked =
        json!({ "parties": [{ "name": "Harbour Magnet Works" }, { "name": "Quxwark Zyblom" }] });
    let came = service.post("/v1/screenings", "application/json", &asked.to_string());
    let parties = &came.json()["parties"];
    assert_eq!(parties[0]["matches"].as_array().map(Vec::len), Some(200));
    assert_eq!(parties[0]["cut_off"], true);
    assert_eq!(parties[1]["cut_off"], false);
    let form = "application/x-www-form-urlencoded";
    let page = |name: &str| service.post("/screen", form, &format!("names={}", field(name)));
    let said = "Only the 200 most alike are shown";
    assert!(page("Harbour Magnet Works").body.contains(said));
    assert!(!page("Quxwark Zyblom").body.contains(said));
}

#[test]
fn the_lists_in_force_are_searched() {
    let data = with_lists("serve-lists");
    let service = Running::over(&data, &[]);
    let listed =
        std::fs::read_to_string(root().join("examples/lists/consolidated.json")).expect("the list");
    let listed: Value = serde_json::from_str(&listed).expect("JSON");
    let name = listed["results"][0]["name"]
        .as_str()
        .expect("a name")
        .to_owned();
    let came = service.post(
        "/v1/screenings",
        "application/json",
        &json!({ "parties": [{ "name": name }, { "name": "Quxwark Zyblom" }] }).to_string(),
    );
    assert_eq!(came.status, 200, "{}", came.body);
    let answer = came.json();
    assert!(
        !answer["screening"]["editions"]
            .as_array()
            .expect("editions")
            .is_empty()
    );
    assert_eq!(answer["parties"][1]["matches"], json!([]));
    // The same as the command, but for what somebody decided, which the service does not keep yet.
    let mut screen = program(&root());
    screen
        .args(["screen", &name, "--format", "json"])
        .env("EXEAT_DATA", &data);
    let command: Value = finish(screen, "").json();
    for member in ["score", "list", "entry", "name", "evidence", "reasons"] {
        assert_eq!(
            answer["parties"][0]["matches"][0][member], command["parties"][0]["matches"][0][member],
            "{member}"
        );
    }
    let matched = service.post(
        "/match/default",
        "application/json",
        &json!({ "queries": { "q": { "schema": "LegalEntity", "properties": { "name": [name] } } } }).to_string(),
    );
    let matched = matched.json();
    assert_eq!(matched["responses"]["q"]["status"], 200, "{matched}");
    assert_eq!(matched["responses"]["q"]["results"][0]["match"], true);
    let page = service.post(
        "/screen",
        "application/x-www-form-urlencoded",
        &format!("names={}", field(&name)),
    );
    assert!(page.body.contains("badge v-undetermined"), "{}", page.body);
}

/// One party in whose name nothing can be looked for takes nothing from the others, and never looks like one that is on no
/// list.
#[test]
fn a_name_in_which_nothing_can_be_looked_for_is_told_beside_the_others() {
    let service = Running::over(&with_lists("serve-nameless"), &[]);
    let listed = "Example Magnet Works Co.";
    let ask = |parties: Value| {
        let asked = json!({ "parties": parties }).to_string();
        service.post("/v1/screenings", "application/json", &asked)
    };
    let came = ask(json!([
        { "name": listed },
        { "name": "N/A" },
        { "name": "???", "identifiers": "1234567" },
        {},
        { "name": "Quxwark Zyblom", "full_name": "Quxwark" },
        { "name": "Quxwark Zyblom", "kind": "rock", "birth_date": "soon" },
        { "name": "Quxwark Zyblom" },
    ]));
    assert_eq!(came.status, 200, "{}", came.body);
    let answer = came.json();
    let parties = &answer["parties"];
    assert_ne!(parties[0]["matches"], json!([]), "{answer}");
    for (party, problem) in [
        (1, "has `N/A` where a name is expected"),
        (2, "has `???` where a name is expected"),
        (3, "has no name"),
        (4, "has two names, `Quxwark Zyblom` and `Quxwark`"),
    ] {
        assert_eq!(parties[party]["matches"], Value::Null, "{answer}");
        assert_eq!(parties[party]["problem"], problem, "{answer}");
        assert!(parties[party]["help"].is_string(), "{answer}");
    }
    assert_eq!(parties[5]["matches"], json!([]), "{answer}");
    let problem = "calls a party `rock`; says `soon` where a date of birth is expected";
    assert_eq!(parties[5]["problem"], problem);
    assert_eq!(parties[6]["matches"], json!([]), "{answer}");
    assert!(parties[6].get("problem").is_none(), "{answer}");
    assert_eq!(answer["complete"], false, "{answer}");
    let gaps = answer["screening"]["gaps"].to_string();
    assert!(
        gaps.contains("of 4 of 7 parties nothing could be"),
        "{gaps}"
    );
    // What is no party at all is still refused.
    assert_eq!(ask(json!([{ "name": ["Acme", "Beta"] }])).status, 400);
    assert_eq!(ask(json!(["Acme"])).status, 400);

    // The page says it beside the name too, in both languages.
    let form = "application/x-www-form-urlencoded";
    let names = format!("names={}", field(&format!("{listed}\nN/A\nQuxwark Zyblom")));
    for (language, said, tally) in [
        (
            "en",
            "Not looked for: this says nothing about any list.",
            "Of 3 names 1 may be listed",
        ),
        (
            "zh",
            "未检索：不表示该主体不在名单上。",
            "共3个名称：1个可能在名单上",
        ),
    ] {
        let page = service.post(&format!("/screen?lang={language}"), form, &names);
        assert_eq!(page.status, 200, "{}", page.body);
        assert_eq!(page.body.matches(said).count(), 1, "{}", page.body);
        assert!(page.body.contains(tally), "{}", page.body);
        let nobody = ["Nobody on the lists", "在所查名单中没有足够相似"];
        let nobody = nobody.iter().map(|one| page.body.matches(one).count());
        assert_eq!(nobody.sum::<usize>(), 1, "{}", page.body);
    }

    // The clients of others: no empty list of results.
    let query = |name: &str| json!({ "schema": "LegalEntity", "properties": { "name": [name] } });
    let matching = |queries: Value| {
        let asked = json!({ "queries": queries }).to_string();
        service.post("/match/default", "application/json", &asked)
    };
    let answer = matching(json!({
        "a": query("N/A"),
        "b": query(listed),
        "c": query("Quxwark Zyblom"),
        "d": { "schema": "LegalEntity", "properties": { "name": ["N/A"], "alias": [listed] } },
        "e": { "schema": "Person", "properties": { "name": ["Ivan"], "birthDate": ["soon"] } },
    }))
    .json();
    let of = &answer["responses"];
    for refused in ["a", "e"] {
        assert_eq!(of[refused]["status"], 400, "{answer}");
        assert!(of[refused]["detail"].is_string(), "{answer}");
        assert!(of[refused].get("results").is_none(), "{answer}");
    }
    for found in ["b", "d"] {
        assert_eq!(of[found]["results"][0]["match"], true, "{answer}");
    }
    assert_eq!(of["c"]["results"], json!([]), "{answer}");
    assert!(
        answer["exeat"]["screening"]["gaps"]
            .to_string()
            .contains("of 2 of 5"),
        "{answer}"
    );
    let alone = matching(json!({ "a": query("N/A") }));
    assert_eq!(alone.status, 400, "{}", alone.body);
    assert!(alone.body.contains("`N/A`"), "{}", alone.body);

    let queries =
        json!({ "q0": { "query": "N/A" }, "q1": { "query": listed }, "q2": { "query": "" } });
    let queries = format!("queries={}", field(&queries.to_string()));
    let answer = service.post("/reconcile", form, &queries).json();
    for refused in ["q0", "q2"] {
        assert!(answer[refused]["error"].is_string(), "{answer}");
        assert!(answer[refused].get("result").is_none(), "{answer}");
    }
    assert_ne!(answer["q1"]["result"], json!([]), "{answer}");
}

/// What a hidden field of a page holds, the first of that name behind a place.
fn hidden(page: &str, name: &str) -> String {
    let from = format!("name=\"{name}\" value=\"");
    let text = page
        .split(&from)
        .nth(1)
        .and_then(|rest| rest.split('"').next());
    text.unwrap_or_else(|| panic!("no `{name}` in {page}"))
        .replace("&#34;", "\"")
        .replace("&#38;", "&")
}

#[test]
fn only_what_is_found_today_is_decided_and_by_a_page_of_ours() {
    const FORM: &str = "application/x-www-form-urlencoded";
    let data = with_lists("serve-decided");
    let kept = data.join("screen/dispositions.jsonl");
    let service = Running::over(&data, &[]);
    let page = service
        .post("/screen", FORM, "names=Example+Magnet+Works")
        .body;
    let form: Vec<(&str, String)> = [
        "token",
        "row",
        "names",
        "kind",
        "country",
        "threshold",
        "party",
        "list",
        "entry",
        "evidence",
    ]
    .map(|name| (name, hidden(&page, name)))
    .into();
    let send = |change: (&str, &str)| {
        let mut body =
            "decision=false-positive&by=A&because=other+address&until=2999-01-01".to_owned();
        for (name, value) in &form {
            let value = if *name == change.0 { change.1 } else { value };
            body.push_str(&format!("&{name}={}", field(value)));
        }
        service.post("/screen/decide", FORM, &body)
    };
    for (change, status) in [
        (("token", ""), 403),
        (("party", "Somebody Else Entirely"), 409),
        (("entry", "invented"), 409),
        (("list", "invented@2026/list"), 409),
        (("evidence", "0123456789abcdef"), 409),
    ] {
        let came = send(change);
        assert_eq!(came.status, status, "{change:?}: {}", came.body);
        assert!(!kept.exists(), "{change:?}");
    }
    assert_eq!(send(("", "")).status, 200);
    assert!(kept.exists());
    // Of a row of a file, all that is known of the party is looked at again.
    let file = "name;country\nExample Magnet Works;AE\n";
    let page = service
        .post("/screen", FORM, &format!("file={}", field(file)))
        .body;
    let row: Value = serde_json::from_str(&hidden(&page, "row")).expect("JSON");
    assert_eq!(
        row,
        json!({ "name": "Example Magnet Works", "country": "AE" })
    );
    // Without lists there is nothing to decide about.
    let none = Running::start("serve-decided-without", &[]);
    let page = none.post("/screen", FORM, "names=x").body;
    assert!(!page.contains("screen/decide"), "{page}");
}

#[test]
fn names_are_reconciled_as_openrefine_asks() {
    let service = Running::over(&with_lists("serve-reconcile"), &[]);
    let manifest = service.get("/reconcile").json();
    assert_eq!(manifest["versions"], json!(["0.2"]));
    let listed =
        std::fs::read_to_string(root().join("examples/lists/consolidated.json")).expect("the list");
    let listed: Value = serde_json::from_str(&listed).expect("JSON");
    let name = &listed["results"][0]["name"];
    let queries =
        json!({ "q0": { "query": name, "limit": 2 }, "q1": { "query": "Quxwark Zyblom" } });
    let came = service.post(
        "/reconcile",
        "application/x-www-form-urlencoded",
        &format!("queries={}", field(&queries.to_string())),
    );
    assert_eq!(came.status, 200, "{}", came.body);
    let answer = came.json();
    let best = &answer["q0"]["result"][0];
    assert!(best["score"].to_string().starts_with("9"), "{answer}");
    assert_eq!(best["match"], true, "{answer}");
    assert_eq!(answer["q1"]["result"], json!([]));
}

#[test]
fn lists_that_are_imported_meanwhile_are_searched() {
    let data = with_lists("serve-renewed");
    // Nobody reads the log while so much is asked.
    let service = Running::over(&data, &["--log", "off"]);
    let names = |service: &Running| service.get("/ready").json()["lists"]["names"].clone();
    let before = names(&service);
    // Somebody screens all the while, and always has an answer.
    let stop = std::sync::atomic::AtomicBool::new(false);
    let asked = json!({ "parties": [{ "name": "Example Magnet Works Co." }] }).to_string();
    std::thread::scope(|scope| {
        let asking = scope.spawn(|| {
            let mut answers = 0;
            while !stop.load(std::sync::atomic::Ordering::Relaxed) {
                let came = service.post("/v1/screenings", "application/json", &asked);
                assert_eq!(came.status, 200, "{}", came.body);
                let matches = &came.json()["parties"][0]["matches"];
                assert_ne!(matches, &json!([]), "{}", came.body);
                answers += 1;
            }
            answers
        });
        let own = [
            "examples/lists/own-list.csv",
            "--mapping",
            "examples/lists/own-list.toml",
            "--published",
            "2026-08-01",
        ];
        super::import(&data, &own);
        let begun = std::time::Instant::now();
        while names(&service) == before {
            assert!(
                begun.elapsed() < std::time::Duration::from_secs(30),
                "the service searches the lists of before"
            );
            std::thread::sleep(std::time::Duration::from_millis(100));
        }
        stop.store(true, std::sync::atomic::Ordering::Relaxed);
        assert!(asking.join().expect("it goes on") > 0);
    });
    // The same editions stand behind transactions, and in both the new list.
    let editions = service.get("/ready").json()["lists"]["editions"].to_string();
    assert!(
        editions.contains("own-list") || editions.matches('@').count() > 1,
        "{editions}"
    );
}

#[test]
fn a_service_that_began_without_lists_takes_them_up() {
    let data = crate::run::folder("serve-first-list").join("data");
    let service = Running::over(&data, &[]);
    let asked = json!({ "parties": [{ "name": "Example Magnet Works Co." }] }).to_string();
    let screen = || service.post("/v1/screenings", "application/json", &asked);
    assert_eq!(screen().status, 503);
    super::import(&data, &["examples/lists/consolidated.json"]);
    let begun = std::time::Instant::now();
    while screen().status != 200 {
        assert!(begun.elapsed() < std::time::Duration::from_secs(30));
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    assert_ne!(screen().json()["parties"][0]["matches"], json!([]));
}

#[test]
fn who_stands_behind_parties_is_told_as_the_command_tells_it() {
    let service = Running::over(&with_lists("serve-owners"), &[]);
    let example = |name: &str| {
        std::fs::read_to_string(root().join("examples/ownership").join(name)).expect("the example")
    };
    let (holdings, listed) = (example("holdings.csv"), example("listed.csv"));
    for regime in ["us-ofac", "eu", "uk"] {
        let asked = json!({ "holdings": holdings, "listed": listed, "regime": regime, "on": "2026-06-01", "lists": false });
        let came = service.post("/v1/owners", "application/json", &asked.to_string());
        assert_eq!(came.status, 200, "{}", came.body);
        let mut owners = program(&root());
        owners.args(["owners", "--holdings", "examples/ownership/holdings.csv"]);
        owners.args(["--listed", "examples/ownership/listed.csv", "--regime"]);
        owners.args([regime, "--on", "2026-06-01", "--format", "json"]);
        let (answer, command) = (came.json(), finish(owners, "").json());
        for member in ["parties", "counts", "rule", "on", "regime"] {
            assert_eq!(answer[member], command[member], "{regime} {member}");
        }
        assert_eq!(answer["screening"], Value::Null);
    }
    // By rows, and with everybody looked for on the lists in force.
    let rows = json!([{ "owner": "Example Magnet Works Co.", "owned": "Beta", "share": "60" }]);
    let asked = json!({ "holdings": rows, "regime": "us-ofac", "parties": ["Beta"] });
    let came = service.post("/v1/owners", "application/json", &asked.to_string());
    let answer = came.json();
    assert_eq!(
        answer["parties"].as_array().map(Vec::len),
        Some(1),
        "{answer}"
    );
    assert_eq!(
        answer["taken_to_be_listed"][0]["party"],
        "Example Magnet Works Co."
    );
    assert!(answer["screening"]["editions"][0].is_object(), "{answer}");
    for (wrong, status) in [
        (json!({ "holdings": [], "regime": "us-ofac" }), 400),
        (json!({ "holdings": rows, "regime": "moon" }), 400),
        (
            json!({ "holdings": [{ "owner": "A", "owned": "B", "share": "120" }], "regime": "eu" }),
            422,
        ),
        (
            json!({ "holdings": rows, "regime": "eu", "parties": ["Nobody"] }),
            400,
        ),
    ] {
        let came = service.post("/v1/owners", "application/json", &wrong.to_string());
        assert_eq!(came.status, status, "{}", came.body);
    }
    // Without lists there is no answer that would look like a clean one.
    let service = Running::start("serve-owners-unlisted", &[]);
    let came = service.post("/v1/owners", "application/json", &asked.to_string());
    assert_eq!(came.status, 503, "{}", came.body);
}

#[test]
fn lists_that_cannot_be_read_are_a_gap_until_they_can() {
    let data = with_lists("serve-unreadable");
    let service = Running::over(&data, &["--log", "off"]);
    let asked = json!({ "parties": [{ "name": "Example Magnet Works Co." }] }).to_string();
    let gaps = || {
        let came = service.post("/v1/screenings", "application/json", &asked);
        assert_ne!(
            came.json()["parties"][0]["matches"],
            json!([]),
            "{}",
            came.body
        );
        let ready = service.get("/ready").json()["lists"]["gaps"].to_string();
        (came.json()["screening"]["gaps"].to_string(), ready)
    };
    let until = |is: bool| {
        let begun = std::time::Instant::now();
        loop {
            let (screening, ready) = gaps();
            let told = [&screening, &ready].map(|one| one.contains("cannot be read"));
            if told == [is, is] {
                return;
            }
            assert!(
                begun.elapsed() < std::time::Duration::from_secs(30),
                "{screening} {ready}"
            );
            std::thread::sleep(std::time::Duration::from_millis(200));
        }
    };
    let path = data.join("lists/in-force.json");
    let whole = std::fs::read(&path).expect("what is in force");
    std::fs::write(&path, "{").expect("written");
    until(true);
    // They are tried again, also where the file says that it is as old as before.
    let changed = std::fs::metadata(&path).and_then(|one| one.modified());
    std::fs::write(&path, whole).expect("written");
    std::fs::File::options()
        .write(true)
        .open(&path)
        .and_then(|file| file.set_modified(changed?))
        .expect("a time");
    until(false);
}

#[test]
fn a_match_takes_each_value_of_a_query_and_each_list_by_itself() {
    let data = with_lists("serve-match");
    // A list of our own with more who are called alike than are told of anybody.
    let rows = "Exampla Magnet Works;;CN;2026-02-01;x\n".repeat(250);
    let table = data.join("many.csv");
    std::fs::write(
        &table,
        format!("Customer;Other names;Country;Blocked since;Reason\n{rows}"),
    )
    .expect("written");
    let table = table.to_string_lossy().into_owned();
    let mapping = "examples/lists/own-list.toml";
    let own = ["--mapping", mapping, "--published", "2026-08-01"];
    super::import(&data, &[&[table.as_str()], &own[..]].concat());
    let service = Running::over(&data, &[]);
    let ask = |address: &str, properties: Value| {
        let query =
            json!({ "queries": { "q": { "schema": "LegalEntity", "properties": properties } } });
        let came = service.post(address, "application/json", &query.to_string());
        assert_eq!(came.status, 200, "{}", came.body);
        came.json()["responses"]["q"].clone()
    };
    let named = json!({ "name": ["Exampla Magnet Works"] });
    let all = ask("/match/default", named.clone());
    assert_eq!(all["total"], json!({ "value": 200, "relation": "gte" }));
    let other = ask("/match/us-entity-list", named.clone());
    let listed = "Example Magnet Works Co.";
    assert_eq!(other["results"][0]["caption"], listed, "{other}");
    assert_eq!(other["total"]["relation"], "eq", "{other}");
    let without = "/match/default?exclude_dataset=own-blocked-customers";
    assert_eq!(ask(without, named)["results"][0]["caption"], listed);

    // One of several dates of birth is the entry's, and the others tell nothing against it.
    let score = |births: &[&str]| {
        let properties = json!({ "name": ["Jane Example"], "birthDate": births });
        let answer = ask("/match/default", properties);
        answer["results"][0]["score"].as_f64().unwrap_or_default()
    };
    let right = score(&["1970-01-15"]);
    assert!(right > score(&["1950"]));
    for births in [["1950", "1970-01-15"], ["1970-01-15", "1950"]] {
        assert!((score(&births) - right).abs() < 1e-9, "{births:?}");
    }
}

#[test]
fn owners_are_told_with_what_was_not_looked_at() {
    let service = Running::over(&with_lists("serve-owners-gaps"), &[]);
    let holdings = "owner,owned,share\nExample Magnet Works Co.,Quxwark Zyblom,80\n";
    let ask = |regime: &str| {
        let form = format!("holdings={}&regime={regime}", field(holdings));
        let page = service.post("/screen/owners", "application/x-www-form-urlencoded", &form);
        assert_eq!(page.status, 200, "{}", page.body);
        let asked = json!({ "holdings": holdings, "regime": regime }).to_string();
        let answer = service.post("/v1/owners", "application/json", &asked);
        assert_eq!(answer.status, 200, "{}", answer.body);
        (page.body, answer.json())
    };
    // The lists are American: for a European answer none of those that count was looked at.
    let (page, answer) = ask("eu");
    let (gap, other) = ("no list in force is one that", "is no list of this regime");
    assert!(
        page.contains(gap) && !page.contains("callout calm\">Nobody"),
        "{page}"
    );
    assert!(page.contains(other), "{page}");
    assert!(answer["gaps"].to_string().contains(gap), "{answer}");
    assert!(
        answer["not_counted"].to_string().contains(other),
        "{answer}"
    );
    let (page, answer) = ask("us-bis");
    assert!(
        !page.contains(gap) && !answer["gaps"].to_string().contains(gap),
        "{answer}"
    );
    assert_eq!(answer["counts"]["blocked"], 1, "{answer}");
}

/// The parties of a portfolio's rows are looked for as those of one transaction are, and the page says on which lists.
#[test]
fn the_parties_of_a_portfolio_are_looked_for() {
    let data = with_lists("serve-portfolio-lists");
    let service = Running::over(&data, &[]);
    let listed =
        std::fs::read_to_string(root().join("examples/lists/consolidated.json")).expect("the list");
    let listed: Value = serde_json::from_str(&listed).expect("JSON");
    let name = listed["results"][0]["name"].as_str().expect("a name");
    let table = format!(
        "Row,Day,Buyer\n1,2026-11-19,\"{name}\"\n2,2026-11-19,Quxwark Zyblom\n3,2026-11-19,\n"
    );
    let bytes = "Content-Type: application/octet-stream";
    let brought = service.ask("POST", "/v1/portfolios?name=rows.csv", &[bytes], &table);
    assert_eq!(brought.status, 201, "{}", brought.body);
    let id = brought.json()["id"].as_str().expect("an id").to_owned();
    let address = format!("/v1/portfolios/{id}");
    let mapping = "format = 1\n[constants]\nshipment.from = \"US\"\nshipment.destination = \"SG\"\n\
        [[column]]\nname = \"Row\"\nlabel = \"row\"\n\
        [[column]]\nname = \"Day\"\nfact = \"shipment.date\"\n\
        [[column]]\nname = \"Buyer\"\nparty = \"importer\"\n";
    let toml = "Content-Type: application/toml";
    let mapped = service.ask("PUT", &format!("{address}/mapping"), &[toml], mapping);
    assert_eq!(mapped.status, 204, "{}", mapped.body);
    assert_eq!(service.post(&format!("{address}/run"), "", "").status, 202);
    let begun = std::time::Instant::now();
    let done: Value = loop {
        let now = service.get(&address).json();
        if now["stage"] != "running" {
            break now;
        }
        assert!(
            begun.elapsed() < std::time::Duration::from_secs(180),
            "{now}"
        );
        std::thread::sleep(std::time::Duration::from_millis(200));
    };
    assert_eq!(done["stage"], "done", "{}", done["error"]);
    let screened = &done["counts"]["screened"];
    assert_eq!(
        (&screened["rows"], &screened["without"]),
        (&json!(2), &json!(1))
    );
    assert!(screened["on"].to_string().contains("us-csl@"), "{screened}");
    assert_eq!(done["counts"]["matched"][0]["match"]["party"], name);
    let rows = service.get(&format!("{address}/files/csv"));
    assert!(rows.body.contains("importer: may be"), "{}", rows.body);
    assert!(
        rows.body.contains("importer: nobody found"),
        "{}",
        rows.body
    );
    let page = service.ask(
        "GET",
        &format!("/portfolio/{id}"),
        &["Accept: text/html"],
        "",
    );
    assert!(page.body.contains("Parties screened"), "{}", page.body);
    assert!(page.body.contains("us-csl@"), "{}", page.body);
}
