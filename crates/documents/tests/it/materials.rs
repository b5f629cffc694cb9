//! Bills of materials.

use std::io::Cursor;

use exeat_documents::materials::{Bill, Mapping, Part, Range, Use, into_case, read_csv, rollup};
use exeat_facts::{Case, Fact};
use exeat_value::Decimal;

const MAPPING: &str = "currency = \"USD\"\ncomplete = true\n[columns]\nlevel = \"level\"\npart = \"part\"\nquantity = \"quantity\"\nvalue = \"value\"\nvalue-share = \"share\"\nmass = \"mass\"\norigin = \"origin\"\ntechnology = \"technology\"\nstatement = \"statement\"\n";

fn read(rows: &str) -> Bill {
    let text = format!("level,part,quantity,value,share,mass,origin,technology,statement\n{rows}");
    read_csv(
        Cursor::new(text),
        &Mapping::parse(MAPPING).expect("a mapping"),
    )
    .expect("a table")
}

fn range(low: &str, high: &str) -> Range {
    Range {
        low: low.parse().expect("a number"),
        high: high.parse().expect("a number"),
    }
}

#[test]
fn values_and_origins_come_from_the_bottom_as_exact_intervals() {
    let bill = read(
        "0,drone,1,,,,JP,,\n1,motor,4,100,,120 g,JP,,\n2,magnet,2,8-14,,5 g,CN,CN,letter of 3 May\n1,frame,1,<600,,0.4 kg,DE,,\n",
    );
    assert_eq!(bill.faults, []);
    let rolled = rollup(&bill);
    assert_eq!(rolled.faults, []);
    assert_eq!(rolled.parts[0].value, Some(range("400", "1000")));
    assert_eq!(rolled.parts[0].mass, Some(range("0.88", "0.88")));
    let of = |part: usize, origin: &str| {
        rolled
            .origins(part)
            .into_iter()
            .find(|one| one.origin == origin)
            .and_then(|one| one.value)
    };
    assert_eq!(of(1, "CN"), Some(range("16", "28")));
    assert_eq!(of(1, "JP"), Some(range("72", "84")));
    assert_eq!(of(0, "CN"), Some(range("64", "112")));
    // Technology is inherited by everything above, with the statement.
    assert_eq!(rolled.technology(0)["CN"], ["letter of 3 May"]);
}

#[test]
fn shares_of_origins_hold_whatever_the_figures_are() {
    // What is of no known worth may be anything up to the whole, and has its own origin.
    let rolled = rollup(&read("0,magnet,1,40,,,JP,,\n1,metal,1,,0-10 %,,CN,,\n"));
    assert_eq!(rolled.share_of(0, "CN"), Some(range("0", "10")));
    assert_eq!(rolled.share_of(0, "JP"), Some(range("90", "100")));
    assert_eq!(rolled.share_of(0, "DE"), Some(range("0", "0")));
    let rolled = rollup(&read("0,magnet,1,40,,,JP,,\n1,metal,1,,,,CN,,\n"));
    assert_eq!(rolled.share_of(0, "CN"), Some(range("0", "100")));
    // Of a sum of ranges the bounds of the one go with those of the other.
    let rolled = rollup(&read(
        "0,drone,1,,,,JP,,\n1,motor,1,10-20,,,CN,,\n1,frame,1,10-20,,,DE,,\n",
    ));
    assert_eq!(
        rolled.share_of(0, "CN"),
        Some(range("33.33333333", "66.66666667"))
    );
    // Nothing is said of what nothing bounds.
    let rolled = rollup(&read("0,drone,1,,,,JP,,\n1,motor,1,,,,CN,,\n"));
    assert_eq!(rolled.share_of(0, "CN"), None);
}

/// Parts of which some hold others, with quantities, ranges, places and gaps, by seeds.
fn invented(seeds: &[(u8, u8, u8, u8)], times: Decimal) -> Bill {
    let mut bill = Bill {
        complete: true,
        ..Bill::default()
    };
    for (at, &(first, second, value, origin)) in seeds.iter().enumerate() {
        let amount = |number: u8, places: u32| {
            Decimal::from_parts(number.into(), places).and_then(|one| one.checked_mul(times))
        };
        let low = amount(value, u32::from(value % 4)).expect("small");
        let more = amount(origin, u32::from(origin % 3)).expect("small");
        // What is near the end of the bill is worth something itself, and of some nobody says what.
        let stated = at.saturating_add(8) > seeds.len() && value % 7 != 0 || value % 11 == 0;
        bill.parts.push(Part {
            id: format!("P{at}"),
            value: stated.then(|| Range {
                low,
                high: low.checked_add(more).expect("small"),
            }),
            origin: (origin % 5 != 0).then(|| format!("C{}", origin % 6)),
            technology: (value % 5 == 0)
                .then(|| (format!("C{}", value % 2), Some(format!("letter {at}")))),
            ..Part::default()
        });
        for (step, quantity) in [(first, second % 4), (second, first % 3)] {
            let child = at.saturating_add(usize::from(step % 7)).saturating_add(1);
            if step % 3 != 0 && child < seeds.len() {
                bill.uses.push(Use {
                    parent: at,
                    child,
                    quantity: Decimal::from_parts(quantity.into(), u32::from(step % 2))
                        .expect("small"),
                    value_share: None,
                    mass_share: None,
                });
            }
        }
    }
    bill
}

proptest::proptest! {
    /// The same bill in another money, in which no figure is a whole number that a machine adds
    /// at once, gives the same.
    #[test]
    fn large_figures_are_rolled_up_as_small_ones(
        seeds in proptest::collection::vec(proptest::prelude::any::<(u8, u8, u8, u8)>(), 1..40),
    ) {
        let times: Decimal = "1000000000000000000".parse().expect("a number");
        let (small, large) = (invented(&seeds, Decimal::ONE), invented(&seeds, times));
        let (small, large) = (rollup(&small), rollup(&large));
        // A figure may be off by half a unit of its last place, which is less of a large one: what
        // contradicts itself as a small one does so as a large one, and not the other way round.
        proptest::prop_assert!(small.faults.len() <= large.faults.len());
        for part in 0..seeds.len() {
            let scaled = |range: Option<Range>| range.map(|range| Range {
                low: range.low.checked_mul(times).expect("small"),
                high: range.high.checked_mul(times).expect("small"),
            });
            proptest::prop_assert_eq!(
                scaled(small.parts[part].value.clone()),
                large.parts[part].value.clone()
            );
            proptest::prop_assert_eq!(small.technology(part), large.technology(part));
            let own: Vec<_> = small.origins(part).into_iter().map(|one| (one.origin, scaled(one.value))).collect();
            let theirs: Vec<_> = large.origins(part).into_iter().map(|one| (one.origin, one.value)).collect();
            proptest::prop_assert_eq!(own, theirs);
        }
    }
}

#[test]
fn a_circle_is_told_with_the_way_round() {
    let bill = read("0,a,1,,,,,,\n1,b,1,,,,,,\n2,a,1,,,,,,\n");
    let rolled = rollup(&bill);
    assert_eq!(
        rolled.faults[0].message,
        "part `a` is inside itself: a > b > a"
    );
}

#[test]
fn what_cannot_be_is_told_with_the_name_of_the_part() {
    let rolled = rollup(&read("0,motor,1,10,,,,,\n1,magnet,2,8,,,,,\n"));
    assert_eq!(
        rolled.faults[0].message,
        "what is inside `motor` is worth 16 at least, and it is worth 10 at most"
    );
    // A thousand of 0.1 g may weigh 95 g: what one weighs was rounded, and not what all weigh.
    let beads = "0,reel,1,,,95 g,,,\n1,bead,1000,,,0.1 g,,,\n";
    assert_eq!(rollup(&read(beads)).faults, []);
    let beads = "0,reel,1,,,49 g,,,\n1,bead,1000,,,0.1 g,,,\n";
    assert_eq!(rollup(&read(beads)).faults.len(), 1);
    let told = |rows: &str| {
        read(rows)
            .faults
            .iter()
            .map(|fault| fault.message.clone())
            .collect::<Vec<_>>()
            .join("; ")
    };
    assert!(told("0,motor,1,-10,,,,,\n").contains("part `motor` has a value below nought"));
    assert!(told("0,motor,1,ten,,,,,\n").contains("part `motor`: `ten` is no amount of money"));
    assert!(
        told("0,motor,1,,,,,,\n3,magnet,1,,,,,,\n").contains("part `magnet` stands 3 levels below")
    );
    assert!(told("0,motor,1,5 EUR,,,,,\n").contains("in the currency of the bill"));
}

#[test]
fn a_figure_and_a_share_that_contradict_are_told_with_both() {
    let faults = |rows: &str| {
        rollup(&read(rows))
            .faults
            .iter()
            .map(|fault| fault.message.clone())
            .collect::<Vec<_>>()
            .join("; ")
    };
    assert_eq!(
        faults("0,motor,1,10,,,JP,,\n1,magnet,2,4,50 %,,CN,,\n"),
        "the value of `magnet` in `motor` is 8 by its own figure and 5 by its share"
    );
    // Rounding is no contradiction, and both bounds count.
    let rolled = rollup(&read("0,motor,1,30,,,JP,,\n1,magnet,1,9.9,33.3 %,,CN,,\n"));
    assert_eq!(rolled.faults, []);
    assert_eq!(rolled.share_of(0, "CN"), Some(range("33", "33")));
    let rolled = rollup(&read(
        "0,motor,1,30,,,JP,,\n1,magnet,1,,0-40 %,,CN,,\n1,frame,1,6-12,30-50 %,,DE,,\n",
    ));
    assert_eq!(rolled.faults, []);
    assert_eq!(
        faults("0,motor,1,,,,JP,,\n1,magnet,1,,60-70 %,,CN,,\n1,frame,1,,50 %,,DE,,\n"),
        "the shares of what is in `motor` are 110 % of its value at least"
    );
    // Six sixths and three thirds are a whole, however they are rounded.
    let sixth = |name: &str| format!("1,{name},1,,16.7 %,,CN,,\n");
    let sixths: String = ["a", "b", "c", "d", "e", "f"].map(sixth).concat();
    assert_eq!(faults(&format!("0,motor,1,,,,JP,,\n{sixths}")), "");
    assert_eq!(
        faults(&format!("0,motor,1,,,,JP,,\n{sixths}{}", sixth("g"))),
        "the shares of what is in `motor` are 116.9 % of its value at least"
    );
    assert_eq!(
        faults("0,m,1,1,,,JP,,\n1,a,1,0.34,,,CN,,\n1,b,1,0.34,,,CN,,\n1,c,1,0.34,,,CN,,\n"),
        ""
    );
    assert_eq!(
        faults("0,m,1,1,,,JP,,\n1,a,1,0.6,,,CN,,\n1,b,2,0.6,,,CN,,\n"),
        "what is inside `m` is worth 1.8 at least, and it is worth 1 at most"
    );
}

/// Of a thousand 104 are a tenth where the tenth is rounded: a rule about more than a tenth has to see both.
#[test]
fn a_figure_and_a_share_come_both_into_the_transaction() {
    let bill = read("0,motor,1,1000,,,JP,,\n1,magnet,1,104,10 %,4 g,CN,,\n");
    let rolled = rollup(&bill);
    assert_eq!(rolled.faults, []);
    let mut case = exeat_facts::Case::new("a case");
    into_case(&bill, &rolled, &mut case).expect("a case");
    let component = &case.items[0].components[0];
    let text = |fact: &exeat_facts::Fact| fact.value().map(|value| format!("{value:?}"));
    assert!(text(&component.value).is_some_and(|text| text.contains("104")));
    assert!(text(&component.value_share).is_some_and(|text| text.contains("10")));
}

#[test]
fn what_is_told_of_a_part_at_two_places_agrees_or_is_told() {
    let bill =
        read("0,a,1,,,,,,\n1,b,1,,,,,,\n2,d,1,,,,,,\n1,c,1,,,,,,\n2,d,1,3,,4 g,CN,JP,letter\n");
    assert_eq!(bill.faults, []);
    let part = bill.parts.iter().find(|part| part.id == "d").expect("d");
    assert_eq!(part.value, Some(range("3", "3")));
    assert_eq!(part.origin.as_deref(), Some("CN"));
    assert_eq!(
        part.technology,
        Some(("JP".to_owned(), Some("letter".to_owned())))
    );
    let bill = read("0,a,1,,,,,,\n1,d,1,,,,JP,,\n1,c,1,,,,,,\n2,d,1,,,,CN,,\n");
    assert_eq!(
        bill.faults[0].message,
        "part `d` has another origin here than in row 3"
    );
    // Two rows of one part in one assembly: pieces and shares add up.
    let bill = read("0,a,1,100,,,JP,,\n1,d,1,,5 %,,CN,,\n1,d,2,,7-9 %,,CN,,\n");
    assert_eq!(bill.faults, []);
    assert_eq!(bill.uses[0].quantity, Decimal::from(3_u32));
    assert_eq!(bill.uses[0].value_share, Some(range("12", "14")));
}

#[test]
fn a_range_stays_a_range_in_the_transaction() {
    let bill = read("0,magnet,1,40,,,JP,,\n1,metal,1,,0-10 %,,CN,,\n");
    let mut case = Case::new("a magnet");
    into_case(&bill, &rollup(&bill), &mut case).expect("a case");
    assert_eq!(case.items.len(), 2);
    assert!(matches!(
        case.items[0].components[0].value_share,
        Fact::Between { .. }
    ));
    assert!(case.items[0].components_complete);
    // A share of a tenth of nothing known is not nought.
    assert!(case.items[0].components[0].value.value().is_none());
}

#[test]
fn shared_parts_stand_once() {
    let bill = read("0,a,1,,,,,,\n1,b,1,,,,,,\n2,d,2,3,,,,,\n1,c,1,,,,,,\n2,d,1,,,,,,\n");
    assert_eq!(bill.parts.len(), 4);
    assert_eq!(rollup(&bill).parts[0].value, Some(range("9", "9")));
}

#[test]
fn a_hundred_thousand_parts_are_rolled_up() {
    // Each part holds the two below it, so that everything is shared; a chain would be deeper.
    let count = 100_000;
    let mut bill = Bill {
        currency: Some("USD".to_owned()),
        complete: true,
        ..Bill::default()
    };
    for at in 0..count {
        bill.parts.push(Part {
            id: format!("p{at}"),
            name: String::new(),
            value: Some(range("1000000", "2000000")).filter(|_| at > count / 2),
            origin: Some(["CN", "JP", "US", "DE", "VN"][at % 5].to_owned()),
            ..Part::default()
        });
    }
    for parent in 0..count / 2 {
        for child in [2 * parent + 1, 2 * parent + 2] {
            if child < count {
                bill.uses.push(Use {
                    parent,
                    child,
                    quantity: Decimal::ONE,
                    value_share: None,
                    mass_share: None,
                });
            }
        }
    }
    let rolled = rollup(&bill);
    assert_eq!(rolled.faults, []);
    assert!(rolled.origins(1).len() >= 5);
}
