//! What suppliers and laboratories declare. All files are made up.

mod minerals;

use exeat_documents::materials::{Declaration, Form, Range, Said, read_declaration};
use exeat_documents::materials::{into_case, rollup};
use exeat_facts::{Case, Fact, Scope, Vocabulary};
use proptest::prelude::*;

use minerals::template;

const IEC: &str = r#"<?xml version="1.0" encoding="utf-8"?>
<Main xmlns="http://std.iec.ch/iec62474" schemaDatabaseVersion="X8.21-D31.00" declarationComplete="true">
 <BusinessInfo mode="Distribution">
  <Response date="2026-02-01" docID="MD-7">
   <Authorizer name="A" email="a@example.org" phone="1" title="T"/>
   <Contact name="C" email="c@example.org" phone="2" title="T"/>
   <SupplyCompany name="Example Magnetics"/>
  </Response>
 </BusinessInfo>
 <Product unitType="each">
  <ProductID name="Arc magnet" identifier="M-40" requesterIdentifier="MAGNET">
   <Mass mass="4.0E1" unitOfMeasure="g"/>
   <CountryOfManufacture><CountryInformation countryCode="JP"/></CountryOfManufacture>
  </ProductID>
  <Compliance><DeclarableSubstanceList authority="IEC" identity="IEC 62474" version="D31"/>
   <DsDsg name="Lead and lead compounds"><DsDsgID entryIdentity="00021"/>
    <ComplianceThreshold aboveComplianceThreshold="false" reportableApplication="all" reportingThreshold="0.1 mass%"/></DsDsg>
  </Compliance>
  <Composition isFMD="false">
   <DeclarableSubstanceList authority="IEC" identity="IEC 62474" version="D31"/>
   <Material name="NdFeB alloy">
    <Mass mass="38" massRangeMin="37" massRangeMax="39" unitOfMeasure="g"/>
    <Substance name="Dysprosium"><SubstanceID><ListID authority="CAS" identity="CAS" version="1"/><EntryID entryIdentity="7429-91-6"/></SubstanceID>
     <MassPercent massPercent="1.2"/></Substance>
    <Substance name="Neodymium"><SubstanceID><EntryID entryIdentity="7440-00-8"/></SubstanceID>
     <Mass mass="11.4" unitOfMeasure="g"/></Substance>
   </Material>
   <Material name="Coating"><Mass mass="2000" unitOfMeasure="mg"/>
    <Substance name="Nickel"><SubstanceID><EntryID entryIdentity="7440-02-0"/></SubstanceID><MassPercent massPercent="80"/></Substance>
    <Substance name="Proprietary"><MassPercent massPercent="20" massPercentRangeMin="15" massPercentRangeMax="25"/></Substance>
    <MaterialCircularity><RecycledContentInformation><TotalRecycledContent><Mass mass="999" unitOfMeasure="kg"/></TotalRecycledContent></RecycledContentInformation></MaterialCircularity>
   </Material>
  </Composition>
 </Product>
</Main>"#;

const IPC: &str = r#"<MainDeclaration xmlns="http://webstds.ipc.org/175x/2.0" version="2.0">
 <BusinessInfo mode="Distribute"><Response date="2026-01-15"><SupplyCompany name="Higashi Motors"/></Response></BusinessInfo>
 <Product unitType="Each" numberOfInstances="1">
  <ProductID itemName="Motor" itemNumber="MOTOR"><Amount value="120" UOM="g"/></ProductID>
  <SubProduct numberOfInstances="2"><ProductID itemName="Screw" itemNumber="S1"><Amount value="1" UOM="g"/></ProductID></SubProduct>
  <SubProduct><ProductID itemName="Shaft" itemNumber="S2"/>
   <MaterialInfo><HomogeneousMaterialList><HomogeneousMaterial name="Steel"><Amount value="30" UOM="g"/>
    <SubstanceCategoryList><SubstanceCategory name="Supplier"><Substance name="Iron"><SubstanceID identity="7439-89-6" authority="CAS"/><Concentration value="98"/></Substance>
    </SubstanceCategory></SubstanceCategoryList></HomogeneousMaterial></HomogeneousMaterialList></MaterialInfo>
  </SubProduct>
  <MaterialInfo><SubstanceCategoryList><SubstanceCategoryListID identity="EUREACH-0624" authority="IPC"/>
   <SubstanceCategory name="Cobalt dichloride"><Threshold overThreshold="true" threshold="0.1 mass%"/></SubstanceCategory></SubstanceCategoryList></MaterialInfo>
 </Product>
</MainDeclaration>"#;

fn usable(text: &str) -> Declaration {
    let read = read_declaration(text.as_bytes()).expect("a declaration");
    assert_eq!(read.faults, [], "{:?}", read.faults);
    read
}

fn refused(text: &str) -> String {
    let error = read_declaration(text.as_bytes()).expect_err("no declaration");
    assert!(!error.mend.is_empty());
    error.message
}

fn fact<'d>(read: &'d Declaration, item: &str, fact: &str) -> &'d Said {
    read.statements
        .iter()
        .find(|one| one.item.as_deref() == Some(item) && one.fact.as_deref() == Some(fact))
        .and_then(|one| one.value.as_ref())
        .unwrap_or_else(|| panic!("{item}.{fact}: {:#?}", read.statements))
}

fn range(low: &str, high: &str) -> Range {
    Range {
        low: low.parse().expect("a number"),
        high: high.parse().expect("a number"),
    }
}

#[test]
fn iec_62474_gives_materials_masses_and_contents() {
    let read = usable(IEC);
    assert_eq!(read.form, Form::Iec62474);
    assert_eq!(read.version.as_deref(), Some("X8.21-D31.00"));
    assert_eq!(read.issuer.as_deref(), Some("Example Magnetics"));
    assert_eq!(
        read.date.map(|day| day.to_string()).as_deref(),
        Some("2026-02-01")
    );
    assert_eq!(
        read.products,
        [("M-40".to_owned(), vec!["MAGNET".to_owned()])]
    );
    let ids: Vec<&str> = read
        .bill
        .parts
        .iter()
        .map(|part| part.id.as_str())
        .collect();
    assert_eq!(ids, ["M-40", "M-40/NdFeB alloy", "M-40/Coating"]);
    assert_eq!(read.bill.parts[0].mass, Some(range("0.04", "0.04")));
    assert_eq!(read.bill.parts[1].mass, Some(range("0.037", "0.039")));
    // Recycled content is no mass of the material.
    assert_eq!(read.bill.parts[2].mass, Some(range("0.002", "0.002")));
    assert!(
        !read.bill.complete,
        "what is not declared may be there all the same"
    );
    assert_eq!(fact(&read, "M-40", "made-in"), &Said::Is("JP".to_owned()));
    assert_eq!(
        fact(&read, "M-40/NdFeB alloy", "content.Dy"),
        &Said::Is("1.2 %".to_owned())
    );
    // A mass in a mass that is a range: both bounds, rounded outwards.
    assert_eq!(
        fact(&read, "M-40/NdFeB alloy", "content.Nd"),
        &Said::Between("29.23076923 %".to_owned(), "30.81081082 %".to_owned())
    );
    // Beside a substance that nobody names there may be more of the element.
    let nickel = read
        .statements
        .iter()
        .find(|one| one.predicate == "content.Ni")
        .expect("nickel");
    assert_eq!(nickel.object, "between 80 % and 100 %");
    assert!(
        read.statements.iter().any(
            |one| one.says.contains("not above the threshold (0.1 mass%)") && one.fact.is_none()
        )
    );
}

#[test]
fn ipc_1752_gives_parts_materials_and_thresholds() {
    let read = usable(IPC);
    assert_eq!(read.form, Form::Ipc1752A);
    let ids: Vec<&str> = read
        .bill
        .parts
        .iter()
        .map(|part| part.id.as_str())
        .collect();
    assert_eq!(ids, ["MOTOR", "S1", "S2", "S2/Steel"]);
    assert_eq!(
        fact(&read, "S2/Steel", "content.Fe"),
        &Said::Is("98 %".to_owned())
    );
    // Two screws of one gram, or one gram of screws: left open, and said.
    assert_eq!(read.bill.parts[1].mass, None);
    assert!(
        read.notes
            .iter()
            .any(|note| note.contains("`S1` is in it several times")),
        "{:?}",
        read.notes
    );
    assert!(read.statements.iter().any(|one| {
        one.says
            .starts_with("Cobalt dichloride in MOTOR is above the threshold")
    }));

    let b = IPC
        .replace(
            "http://webstds.ipc.org/175x/2.0",
            "https://webstds.ipc.org/175x/1752B/1752B",
        )
        .replacen(" <Product", " <IPC-1752B><Product", 1)
        .replacen("</Product>", "</Product></IPC-1752B>", 1);
    let read = usable(&b);
    assert_eq!(read.form, Form::Ipc1752B);
    assert_eq!(read.bill.parts.len(), 4);
}

#[test]
fn a_declaration_comes_into_the_graph_as_a_bill_does() {
    let read = usable(IEC);
    let rolled = rollup(&read.bill);
    assert_eq!(rolled.faults, []);
    let mut case = Case::new("a magnet");
    into_case(&read.bill, &rolled, &mut case).expect("parts");
    assert_eq!(case.items.len(), 3);
    assert_eq!(case.items[0].components.len(), 2);
    let vocabulary = Vocabulary::standard();
    let mass = vocabulary.find(Scope::Item, "mass").expect("a fact");
    assert_eq!(
        case.items[0]
            .facts
            .get(mass)
            .value()
            .map(|value| value.text(vocabulary))
            .as_deref(),
        Some("0.04 kg")
    );
    assert!(matches!(
        case.items[0].components[0].mass,
        Fact::Between { .. }
    ));
    assert!(!case.items[0].components_complete);
    case.validate().expect("a case");
}

#[test]
fn a_part_that_stands_twice_is_one() {
    let text = IPC.replacen("itemNumber=\"S2\"/>", "itemNumber=\"S1\"/>", 1);
    let read = usable(&text);
    let ids: Vec<&str> = read
        .bill
        .parts
        .iter()
        .map(|part| part.id.as_str())
        .collect();
    assert_eq!(ids, ["MOTOR", "S1"]);
    assert_eq!(read.bill.uses.len(), 2);
}

#[test]
fn forms_are_told_by_their_content() {
    assert!(
        refused("<MainDeclaration xmlns=\"http://webstds.ipc.org/175x/1754/2.0\"/>")
            .contains("IPC-1754")
    );
    assert!(
        refused("<Main xmlns=\"http://example.org\"/>").contains("no declaration that is known")
    );
    assert!(refused("<!DOCTYPE html><html></html>").contains("web page"));
    assert!(refused("a,b\n1,2\n").contains("no form that is known"));
    assert!(refused("form = \"letter\"\n").contains("`letter` is not known"));
    assert_eq!(refused(""), "the file is empty");
}

#[test]
fn broken_and_hostile_files_are_told_with_their_place() {
    let cut = IEC.get(..IEC.len() / 2).expect("half");
    let told = refused(cut);
    assert!(told.starts_with("line "), "{told}");
    assert!(refused(&IEC.replace("</Material>", "</Materiel>")).contains("line "));
    let bomb = "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]><Main xmlns=\"http://std.iec.ch/iec62474\">&b;</Main>";
    assert!(refused(bomb).contains("document type"));
    assert!(refused("<Main xmlns=\"http://std.iec.ch/iec62474\">&b;</Main>").contains("entity"));
    let deep = format!(
        "<Main xmlns=\"http://std.iec.ch/iec62474\">{}",
        "<Product>".repeat(100)
    );
    assert!(refused(&deep).contains("in each other"));
    let wrong = read_declaration(
        IEC.replace("massPercent=\"1.2\"", "massPercent=\"INF\"")
            .as_bytes(),
    )
    .expect("a declaration");
    assert_eq!(wrong.faults[0].row, 24);
    assert!(!wrong.is_usable());
    assert!(
        !read_declaration(
            IEC.replace("massPercent=\"1.2\"", "massPercent=\"120\"")
                .as_bytes()
        )
        .expect("a declaration")
        .is_usable()
    );
    // Japanese programs write Shift_JIS: what the file names is believed.
    let (bytes, _, _) = encoding_rs::SHIFT_JIS.encode(
        "<?xml version=\"1.0\" encoding=\"Shift_JIS\"?><Main xmlns=\"http://std.iec.ch/iec62474\"><BusinessInfo><Response date=\"2026-02-01\"><SupplyCompany name=\"東モータ\"/></Response></BusinessInfo><Product><ProductID name=\"磁石\" identifier=\"M\"/></Product></Main>",
    );
    let read = read_declaration(&bytes).expect("a declaration");
    assert_eq!(read.issuer.as_deref(), Some("東モータ"));
    assert!(read_declaration(&[0x3c, 0xff, 0xfe, 0x41]).is_err());
}

const CERTIFICATE: &str = "form = \"certificate-of-analysis\"\nlaboratory = \"Example Assay\"\nnumber = \"A-17\"\ndate = \"2026-02-10\"\nitem = \"MAGNET\"\nlot = \"L4\"\nmethod = \"ICP-OES\"\n";

#[test]
fn certificates_of_analysis_are_statements_of_the_laboratory() {
    let read = usable(&format!(
        "{CERTIFICATE}\n[[result]]\nfact = \"content.Dy\"\nis = \"1.2 %\"\n\n[[result]]\nfact = \"content.Tb\"\nbelow = \"10 ppm\"\n"
    ));
    assert_eq!(read.form, Form::CertificateOfAnalysis);
    assert_eq!(
        fact(&read, "MAGNET", "content.Dy"),
        &Said::Is("1.2 %".to_owned())
    );
    assert_eq!(
        fact(&read, "MAGNET", "content.Tb"),
        &Said::Between("0 ppm".to_owned(), "10 ppm".to_owned())
    );
    assert!(read.statements[0].says.ends_with("(lot L4, by ICP-OES)"));

    let same = usable(
        "laboratory,number,date,item,fact,is,low,high,below,lot,method\nExample Assay,A-17,2026-02-10,MAGNET,content.Dy,1.2 %,,,,L4,ICP-OES\nExample Assay,A-17,2026-02-10,MAGNET,content.Tb,,,,10 ppm,L4,ICP-OES\n",
    );
    assert_eq!(
        same.statements
            .iter()
            .map(|one| &one.value)
            .collect::<Vec<_>>(),
        read.statements
            .iter()
            .map(|one| &one.value)
            .collect::<Vec<_>>()
    );

    for (result, words) in [
        (
            "fact = \"content.Dx\"\nis = \"1 %\"",
            "`content.Dx` is no fact of an item",
        ),
        ("fact = \"content.Dy\"", "gives no value"),
        ("fact = \"content.Dy\"\nis = \"much\"", "result 1: "),
        (
            "fact = \"content.Dy\"\nbetween = [\"2 %\", \"1 %\"]",
            "begins above its end",
        ),
    ] {
        let read = read_declaration(format!("{CERTIFICATE}\n[[result]]\n{result}\n").as_bytes())
            .expect("a certificate");
        assert!(
            read.faults[0].message.contains(words),
            "{words}: {:?}",
            read.faults
        );
    }
    assert!(refused(&CERTIFICATE.replace("2026-02-10", "10 Feb")).starts_with("line 4: "));
}

#[test]
fn classifications_are_statements_with_an_end_and_no_facts() {
    let read = usable(
        "form = \"classification\"\nissuer = \"Example Magnetics\"\ndate = \"2026-02-01\"\nexpires = \"2026-12-31\"\nreference = \"L-9\"\n\n\
         [[statement]]\nitem = \"MAGNET\"\nregime = \"US\"\nentry = \"EAR99\"\n\n\
         [[statement]]\nitem = \"MAGNET\"\nregime = \"JP\"\nnot-under = [\"2(12)\"]\n[[statement.parameter]]\nname = \"coercive force\"\nis = \"1600 kA/m\"\nlimit = \"2 MA/m\"\n",
    );
    assert_eq!(read.form, Form::Classification);
    assert_eq!(read.statements.len(), 3);
    for one in &read.statements {
        assert_eq!(
            (
                one.fact.as_ref(),
                one.expires.map(|day| day.to_string()).as_deref()
            ),
            (None, Some("2026-12-31"))
        );
    }
    assert_eq!(read.statements[1].predicate, "is not classified under");
    let late = read_declaration(b"form = \"classification\"\nissuer = \"E\"\ndate = \"2026-02-01\"\nexpires = \"2025-12-31\"\n[[statement]]\nregime = \"US\"\n").expect("a letter");
    assert_eq!(late.faults.len(), 2, "{:?}", late.faults);
}

#[test]
fn deep_and_endless_texts_end() {
    for deep in [
        "[".repeat(200_000),
        format!("form = {}", "[".repeat(200_000)),
        "a,".repeat(200_000),
        "<".repeat(200_000),
    ] {
        assert!(read_declaration(deep.as_bytes()).is_err());
    }
    let many = format!(
        "<Main xmlns=\"http://std.iec.ch/iec62474\"><Product><ProductID identifier=\"A\"/><Composition>{}</Composition></Product></Main>",
        "<Substance name=\"x\"/>".repeat(100_001)
    );
    assert!(refused(&many).contains("more than 100000 substances"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn changed_bills_never_panic(at in 0_usize..400, with in prop::collection::vec(any::<u8>(), 0..6), cut in any::<bool>()) {
        let mut bytes = b"l,p,q,v,s,m,o\n0,drone,1,,,,JP\n1,motor,4,100,,120 g,JP\n2,magnet,2,8-14,,5 g,CN\n1,frame,1,<600,0-10 %,0.4 kg,DE\n".to_vec();
        let at = at % bytes.len();
        if cut { bytes.truncate(at); } else { bytes.splice(at..at, with); }
        exeat_documents::fuzz_bills(&bytes);
    }

    #[test]
    fn changed_declarations_never_panic(at in 0_usize..4000, with in prop::collection::vec(any::<u8>(), 0..6), which in 0_usize..4, cut in any::<bool>()) {
        let workbook;
        let own: &[u8] = match which {
            0 => IEC.as_bytes(),
            1 => IPC.as_bytes(),
            2 => CERTIFICATE.as_bytes(),
            _ => { workbook = template("CMRT", &[["", "Tin", "E", "E", "Peru", "", ""]]); &workbook }
        };
        let mut bytes = own.to_vec();
        let at = at % bytes.len();
        if cut { bytes.truncate(at); } else { bytes.splice(at..at, with); }
        exeat_documents::fuzz_declarations(&bytes);
    }
}
