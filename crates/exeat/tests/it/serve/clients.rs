//! Clients that others wrote, as their package registries have them. Where Python or one of them is not there, the test
//! says so by name and does nothing; `.ci/run` installs them.

use std::fs::File;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use serde_json::Value;

use super::{Running, with_lists};
use crate::run::{folder, root};

/// A Python that has these modules: the one of `EXEAT_PYTHON`, else the machine's.
#[expect(
    clippy::print_stdout,
    reason = "a test that is skipped says by name what it needs"
)]
fn python(test: &str, modules: &str) -> Option<String> {
    let own = std::env::var("EXEAT_PYTHON").ok();
    let python = own.unwrap_or_else(|| "python3".to_owned());
    let found = Command::new(&python)
        .args(["-c", &format!("import {modules}")])
        .output();
    if found.is_ok_and(|output| output.status.success()) {
        return Some(python);
    }
    println!(
        "skipped: {test}: there is no Python with {modules} (pip install -r tests/clients/requirements.txt, and name it by EXEAT_PYTHON)"
    );
    None
}

/// A name that stands on the list of the examples.
fn listed() -> String {
    let text = std::fs::read_to_string(root().join("examples/lists/consolidated.json"));
    let list: Value = serde_json::from_str(&text.expect("the list")).expect("JSON");
    list["results"][0]["name"]
        .as_str()
        .expect("a name")
        .to_owned()
}

/// A client that waits for a service which says nothing waits for each of its requests: all together at most so long.
const PATIENCE: Duration = Duration::from_secs(600);

/// Runs a client to its end, which is to be a good one; what it says goes into a file beside.
#[track_caller]
fn runs(mut command: Command, said: &Path) {
    let out = File::create(said).expect("a file");
    let mut client = command
        .stderr(out.try_clone().expect("a file"))
        .stdout(out)
        .spawn()
        .expect("it starts");
    let begun = Instant::now();
    let ended = loop {
        match client.try_wait().expect("it runs") {
            Some(status) => break Some(status),
            None if begun.elapsed() > PATIENCE => break None,
            None => std::thread::sleep(Duration::from_millis(50)),
        }
    };
    if ended.is_none() {
        client.kill().expect("it is stopped");
        client.wait().expect("it is stopped");
    }
    assert!(
        ended.is_some_and(|status| status.success()),
        "{ended:?}\n{}",
        std::fs::read_to_string(said).expect("what it said")
    );
}

#[test]
fn a_client_of_opensanctions_works_unchanged() {
    let Some(python) = python("a_client_of_opensanctions_works_unchanged", "yente_client") else {
        return;
    };
    let service = Running::over(&with_lists("serve-yente"), &[]);
    let mut client = Command::new(python);
    client.current_dir(root()).args([
        "tests/clients/yente.py",
        &format!("http://{}", service.address),
        &listed(),
    ]);
    runs(client, &folder("serve-yente-said").join("said.txt"));
}

#[test]
fn a_client_of_openrefine_works_unchanged() {
    let Some(python) = python("a_client_of_openrefine_works_unchanged", "reconciler") else {
        return;
    };
    let service = Running::over(&with_lists("serve-openrefine"), &[]);
    let mut client = Command::new(python);
    client.current_dir(root()).args([
        "tests/clients/openrefine.py",
        &format!("http://{}/reconcile", service.address),
        &listed(),
    ]);
    runs(client, &folder("serve-openrefine-said").join("said.txt"));
}

#[test]
fn requests_made_from_the_description_are_answered_as_it_says() {
    let test = "requests_made_from_the_description_are_answered_as_it_says";
    let Some(python) = python(test, "schemathesis") else {
        return;
    };
    let service = Running::over(
        &with_lists("serve-schemathesis"),
        &["--log", "off", "--set", "body_max=200000"],
    );
    let mut client = Command::new(python);
    // It keeps what it found in the folder where it runs.
    let kept = folder("serve-schemathesis-kept");
    client.current_dir(&kept).args([
        "-c",
        "from schemathesis.cli import schemathesis; schemathesis()",
        "run",
        &format!("http://{}/openapi.json", service.address),
        "--phases",
        "examples,coverage,fuzzing,stateful",
        "--max-examples",
        "5",
        // A build for tests on a busy machine takes its time.
        "--request-timeout",
        "90",
        "--seed",
        "7326",
        "--no-color",
        "--suppress-health-check",
        "all",
        // What makes a request right is said in words too (a day that has not come, a list that is there), so that
        // one which fits the description may still be refused.
        "--exclude-checks",
        "positive_data_acceptance",
        // The tool makes no TOML.
        "--exclude-path",
        "/v1/portfolios/{id}/mapping",
    ]);
    runs(client, &kept.join("said.txt"));
    assert_eq!(service.get("/health").status, 200);
    let metrics = service.get("/metrics").body;
    assert!(metrics.contains("\nexeat_parts_broken 0\n"), "{metrics}");
}
