//! Taking licences over from a workbook, or from the example.

use std::io::Cursor;
use std::sync::Arc;

use axum::extract::{FromRequest as _, Multipart, Request, State};
use axum::response::Response;
use exeat_documents::tables::sheets;
use exeat_register::tables::{Sheet, TableError, imported, must_be_known};
use exeat_register::{Imported, Request as Asked};

use super::super::form::Written;
use super::super::frame::{Reader, Section, page_with};
use super::super::trouble;
use super::{Desk, Look, back, register};
use crate::problem::Problem;
use crate::service::Service;

/// No workbook of licences unpacks to more bytes.
const UNPACKED_MAX: u64 = 64 << 20;

/// The example, sheet by sheet.
const EXAMPLE: [(&str, &str); 4] = [
    (
        "licences",
        include_str!("../../../../../examples/register/register/licences.csv"),
    ),
    (
        "lines",
        include_str!("../../../../../examples/register/register/lines.csv"),
    ),
    (
        "parties",
        include_str!("../../../../../examples/register/register/parties.csv"),
    ),
    (
        "conditions",
        include_str!("../../../../../examples/register/register/conditions.csv"),
    ),
];

/// A workbook was sent, or the example is asked for.
pub(super) async fn bring(
    State(service): State<Arc<Service>>,
    reader: Reader,
    request: Request,
) -> Response {
    let (parts, body) = request.into_parts();
    let desk = Desk::of(&service, &parts);
    let request = Request::from_parts(parts, body);
    let came = async {
        let (token, once, what) = fields(request).await?;
        desk.check(&token)?;
        let licences = match what {
            What::Workbook(name, bytes) => workbook(&name, &bytes)?,
            What::Example => {
                must_be_empty(&service, &desk)?;
                example()?
            }
        };
        let count = licences.len();
        let form = Written(vec![("once".to_owned(), once)]);
        desk.perform(&service, None, &form, &Asked::Import { licences })?;
        Ok::<usize, Problem>(count)
    };
    match came.await {
        Ok(count) => {
            let w = reader.words;
            let text = format!(
                "{}{}{count} {}",
                w.licences_title(),
                w.colon(),
                w.licences_taken_over()
            );
            back("/licences", &text)
        }
        Err(problem) => {
            let status = problem.status();
            let error = Some((problem.detail, problem.help));
            match register(&service, reader, desk, &Look::default(), error) {
                Ok(template) => page_with(status, &template),
                Err(problem) => trouble(reader, Section::Licences, &problem),
            }
        }
    }
}

/// What is to be taken over.
#[derive(Debug)]
enum What {
    /// This file.
    Workbook(String, Vec<u8>),
    Example,
}

type Fields = (String, String, What);

async fn fields(request: Request) -> Result<Fields, Problem> {
    let broken = |error: &dyn std::fmt::Display| {
        Problem::new("bad-request", format!("the form cannot be read: {error}"))
    };
    let mut parts = Multipart::from_request(request, &())
        .await
        .map_err(|error| broken(&error))?;
    let (mut token, mut once) = (String::new(), String::new());
    let (mut file, mut example) = (None, false);
    while let Some(field) = parts.next_field().await.map_err(|error| broken(&error))? {
        match field.name().unwrap_or_default() {
            "token" => token = field.text().await.map_err(|error| broken(&error))?,
            "once" => once = field.text().await.map_err(|error| broken(&error))?,
            "example" => {
                example = field.text().await.map_err(|error| broken(&error))? == "yes";
            }
            "file" => {
                let name = field.file_name().unwrap_or_default().to_owned();
                let bytes = field.bytes().await.map_err(|error| broken(&error))?;
                if !bytes.is_empty() {
                    file = Some((name, bytes.to_vec()));
                }
            }
            _ => {}
        }
    }
    let what = match (file, example) {
        (Some((name, bytes)), false) => What::Workbook(name, bytes),
        (None, true) => What::Example,
        (None, false) => {
            return Err(
                Problem::new("bad-request", "no workbook came, or an empty one")
                    .with_help("choose an .xlsx file with the sheets licences and lines"),
            );
        }
        (Some(_), true) => {
            return Err(Problem::new(
                "bad-request",
                "a workbook and the example were asked for at once",
            ));
        }
    };
    Ok((token, once, what))
}

/// Made-up licences never come among those that somebody holds.
fn must_be_empty(service: &Service, desk: &Desk) -> Result<(), Problem> {
    let today = service.today();
    let licences = service
        .desk
        .with(desk.who.as_ref(), |register| register.licences(today))?;
    match licences.is_empty() {
        true => Ok(()),
        false => Err(Problem::new(
            "refused",
            "the example is for a register in which there is nothing yet",
        )),
    }
}

fn wrong(error: TableError) -> Problem {
    let problem = Problem::new("bad-request", error.to_string());
    match error.help {
        Some(help) => problem.with_help(help),
        None => problem,
    }
}

fn put_together(
    mut sheet: impl FnMut(&str) -> Result<Option<Sheet>, Problem>,
) -> Result<Vec<Imported>, Problem> {
    let mut needed = |name: &str| {
        sheet(name)?.ok_or_else(|| {
            Problem::new("bad-request", format!("the workbook has no sheet `{name}`"))
        })
    };
    let (licences, lines) = (needed("licences")?, needed("lines")?);
    let parties = sheet("parties")?;
    let conditions = sheet("conditions")?;
    imported(&licences, &lines, parties.as_ref(), conditions.as_ref()).map_err(wrong)
}

/// Whether a workbook unpacks to no more than is read: counted by unpacking it, since what it says of itself is its own
/// word. A file that is no archive is left to whoever reads it.
fn unpacks_within(bytes: &[u8], most: u64) -> bool {
    let Ok(mut archive) = zip::ZipArchive::new(Cursor::new(bytes)) else {
        return true;
    };
    let mut left = most;
    for number in 0..archive.len() {
        let Ok(part) = archive.by_index(number) else {
            continue;
        };
        let mut part = std::io::Read::take(part, left.saturating_add(1));
        // What cannot be unpacked is told by whoever reads it.
        let unpacked = std::io::copy(&mut part, &mut std::io::sink()).unwrap_or(0);
        match left.checked_sub(unpacked) {
            Some(rest) => left = rest,
            None => return false,
        }
    }
    true
}

fn workbook(name: &str, bytes: &[u8]) -> Result<Vec<Imported>, Problem> {
    if !unpacks_within(bytes, UNPACKED_MAX) {
        return Err(Problem::new(
            "too-large",
            format!("`{name}` unpacks to more than {UNPACKED_MAX} bytes, which no register does"),
        ));
    }
    let unreadable = |error: exeat_documents::tables::TableError| {
        Problem::new(
            "bad-request",
            format!(
                "`{name}` is no workbook that can be read: {}",
                error.message
            ),
        )
        .with_help("save it as .xlsx and send it again")
    };
    let names = sheets::names(Cursor::new(bytes)).map_err(unreadable)?;
    must_be_known(name, names.iter().map(|one| one.trim())).map_err(wrong)?;
    put_together(|wanted| {
        let Some(found) = names
            .iter()
            .find(|one| one.trim().eq_ignore_ascii_case(wanted))
        else {
            return Ok(None);
        };
        let cells = sheets::cells(Cursor::new(bytes), found).map_err(unreadable)?;
        Sheet::new(format!("{name}, sheet {wanted}"), wanted, cells)
            .map(Some)
            .map_err(wrong)
    })
}

fn example() -> Result<Vec<Imported>, Problem> {
    put_together(|wanted| {
        let Some((_, text)) = EXAMPLE.iter().find(|(name, _)| *name == wanted) else {
            return Ok(None);
        };
        let rows = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .from_reader(text.as_bytes())
            .into_records()
            .filter_map(Result::ok)
            .map(|record| record.iter().map(str::to_owned).collect::<Vec<String>>())
            .collect::<Vec<_>>();
        Sheet::new(wanted, wanted, rows).map(Some).map_err(wrong)
    })
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    #[test]
    fn a_workbook_that_unpacks_to_very_much_is_refused() {
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let options = zip::write::SimpleFileOptions::default()
            .compression_method(zip::CompressionMethod::Deflated);
        archive
            .start_file("xl/sharedStrings.xml", options)
            .expect("a part");
        let piece = vec![b' '; 1 << 20];
        for _ in 0..65 {
            archive.write_all(&piece).expect("written");
        }
        let bomb = archive.finish().expect("an archive").into_inner();
        assert!(bomb.len() < 200_000, "{}", bomb.len());
        let refused = workbook("bomb.xlsx", &bomb).expect_err("too large");
        assert_eq!(refused.kind, "too-large");
        assert!(unpacks_within(&bomb, 1 << 27) && unpacks_within(b"no archive", 1));
    }
}
