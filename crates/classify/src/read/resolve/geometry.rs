//! Dimensions of pieces: diameters, walls, products such as `120 x 120 x 50 mm`, and what entries ask of their shape.

use super::*;
use crate::read::amount;

/// What a length is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Outer,
    Inner,
    Wall,
    Thickness,
    Width,
    Length,
    Plain,
}

/// A length with its place and role.
#[derive(Debug, Clone, Copy)]
struct Dimensioned {
    role: Role,
    number: Decimal,
    unit: Option<Unit>,
    /// Which product of lengths it is part of.
    group: usize,
    from: usize,
    to: usize,
}

/// Words before a length that say what it is of; single letters count only within products.
const BEFORE: &[(Role, &[&str])] = &[
    (
        Role::Inner,
        &[
            "id",
            "i.d.",
            "inner diameter",
            "inside diameter",
            "inner dia",
            "inner dia.",
            "inside dia",
            "bore",
            "内径",
            "内直径",
            "内φ",
        ],
    ),
    (
        Role::Outer,
        &[
            "od",
            "o.d.",
            "outer diameter",
            "outside diameter",
            "outer dia",
            "outer dia.",
            "diameter",
            "dia",
            "dia.",
            "diam",
            "diam.",
            "外径",
            "外直径",
            "直径",
            "φ",
            "Φ",
            "ø",
            "Ø",
            "⌀",
        ],
    ),
    (
        Role::Wall,
        &["wt", "wall", "wall thickness", "w.t.", "壁厚", "壁"],
    ),
    (
        Role::Thickness,
        &["thickness", "thk", "thick", "厚度", "厚", "板厚", "t", "δ"],
    ),
    (Role::Width, &["width", "宽度", "宽", "w"]),
    (
        Role::Length,
        &[
            "length", "长度", "长", "高度", "高", "height", "l", "h", "long",
        ],
    ),
];

/// Words after a length that do.
const AFTER: &[(Role, &[&str])] = &[
    (Role::Inner, &["id", "i.d.", "bore", "inner", "内径", "内"]),
    (
        Role::Outer,
        &[
            "od", "o.d.", "dia", "dia.", "diameter", "outer", "外径", "外", "直径",
        ],
    ),
    (Role::Wall, &["wall", "wt", "壁厚", "壁"]),
    (
        Role::Thickness,
        &["thk", "thick", "thickness", "t", "厚度", "厚"],
    ),
    (Role::Width, &["w", "wide", "width", "宽"]),
    (
        Role::Length,
        &["l", "long", "length", "lg", "h", "high", "长", "高"],
    ),
];

/// Words for hollow shapes, and for shapes rolled flat.
const HOLLOW: &[&str] = &[
    "tube",
    "pipe",
    "tubing",
    "crucible",
    "ring",
    "sleeve",
    "hollow",
    "cylinder shell",
    "管",
    "坩埚",
    "环",
    "筒",
    "套",
];
const FLAT: &[&str] = &[
    "sheet", "plate", "strip", "coil", "foil", "板", "带", "卷", "箔",
];

/// The dimensions of a piece, in millimetres.
#[derive(Debug, Clone, Default)]
struct Shape {
    outer: Option<Decimal>,
    inner: Option<Decimal>,
    wall: Option<Decimal>,
    thickness: Option<Decimal>,
    width: Option<Decimal>,
    length: Option<Decimal>,
    /// The three edges of a block, the longest first.
    block: Option<[Decimal; 3]>,
    words: String,
}

impl Resolver<'_> {
    /// Dimensions, and what follows of them.
    pub(super) fn geometry(&mut self) {
        let forms = ["metal", "alloy", "graphite", "scrap", "part", "component"];
        if !self.is_form(&forms) && !self.chosen(self.reader.names.form).is_empty() {
            return;
        }
        let thin = self.thin_foil();
        let shape = match (self.shape(), thin) {
            (Some(mut shape), Some((thin, _))) => {
                shape.thickness.get_or_insert(thin);
                shape
            }
            (Some(shape), None) => shape,
            (None, Some((thin, words))) => Shape {
                thickness: Some(thin),
                words,
                ..Shape::default()
            },
            (None, None) => return,
        };
        let names = self.reader.names;
        self.length_fact(names.outer_diameter, shape.outer, &shape.words);
        self.length_fact(names.inner_diameter, shape.inner, &shape.words);
        // A solid bar has no wall thinner than itself.
        let solid = self
            .yes
            .get(&names.hollow_cylinder)
            .is_some_and(|answers| answers.len() == 1 && answers.contains(&false));
        let wall = shape.wall.or(shape.outer.filter(|_| solid));
        self.length_fact(names.wall_thickness, wall, &shape.words);
        self.length_fact(names.thickness, shape.thickness, &shape.words);
        self.length_fact(names.largest_dimension, shape.largest(), &shape.words);
        if shape.inner.is_some() {
            self.yes_once(names.hollow_cylinder, true, &shape.words);
        }
        if shape.outer.is_some() {
            self.yes_once(names.tube_or_cylinder, true, &shape.words);
        } else if shape.block.is_some() || shape.width.is_some() {
            self.yes_once(names.tube_or_cylinder, false, &shape.words);
        }
        if let Some(machinable) = shape.is_machinable() {
            self.yes_once(names.machinable, machinable, &shape.words);
        }
        let flat = self.says_any(FLAT);
        if let Some(controlled) = shape.is_controlled_duplex(flat) {
            self.yes_once(names.duplex_shape, controlled, &shape.words);
        }
        if let (true, Some(thickness)) = (self.names_all(&["Zr"]), shape.thickness)
            && let Ok(tenth) = "0.1".parse::<Decimal>()
        {
            self.yes_once(names.thin_foil, thickness <= tenth, &shape.words);
        }
        let face = match (shape.block, shape.length, shape.width) {
            (Some([long, wide, _]), _, _) => Some((long, wide)),
            (None, Some(long), Some(wide)) => Some((long, wide)),
            _ => None,
        };
        if let Some((long, wide)) = face
            && let (Some(area), Ok(unit)) = (long.checked_mul(wide), Unit::parse("mm2"))
            && !self.amounts.contains_key(&names.sheet_area)
        {
            let amount = Amount::exactly(Quantity::new(area, unit));
            self.amounts
                .entry(names.sheet_area)
                .or_default()
                .push(amount);
            self.note(names.sheet_area, shape.words.clone());
        }
    }

    /// The thickness of a foil or strip of which one length below a millimetre is stated.
    fn thin_foil(&self) -> Option<(Decimal, String)> {
        if !self.says_any(&["foil", "strip", "ribbon", "箔", "带"]) {
            return None;
        }
        self.pieces.iter().find_map(|piece| {
            let What::Amount(amount) = piece.what else {
                return None;
            };
            let length = amount
                .low
                .filter(|_| amount.dimension() == Some(Dimension::Length))?;
            let millimetres = length.amount.checked_mul(millimetres(length.unit)?)?;
            (millimetres < Decimal::ONE).then(|| (millimetres, self.words_of(piece)))
        })
    }

    fn length_fact(&mut self, fact: FactId, length: Option<Decimal>, words: &str) {
        if let (Some(length), Ok(unit)) = (length, Unit::parse("mm"))
            && !self.amounts.contains_key(&fact)
        {
            let amount = Amount::exactly(Quantity::new(length, unit));
            self.amounts.entry(fact).or_default().push(amount);
            self.note(fact, words.to_owned());
        }
    }

    /// States a yes or no, unless something stated it before.
    fn yes_once(&mut self, fact: FactId, yes: bool, words: &str) {
        if !self.yes.contains_key(&fact) {
            self.yes.entry(fact).or_default().insert(yes);
            self.note(fact, words.to_owned());
        }
    }

    /// Whether some of these words stand in the text.
    fn says_any(&self, words: &[&str]) -> bool {
        let text = self.text.low_slice(0, self.text.len());
        words.iter().any(|word| text.contains(word))
    }

    fn shape(&self) -> Option<Shape> {
        let mut found = self.lengths();
        // A length without a unit bears that of the next one.
        let mut next: Option<Unit> = None;
        for one in found.iter_mut().rev() {
            match one.unit {
                Some(unit) => next = Some(unit),
                None => one.unit = next,
            }
        }
        let millimetre = Unit::parse("mm").ok()?;
        for one in &mut found {
            if one.unit.is_none() && one.role != Role::Plain {
                one.unit = Some(millimetre);
            }
        }
        found.retain(|one| one.unit.is_some());
        let mut shape = Shape::default();
        let hollow = self.says_any(HOLLOW);
        let flat = self.says_any(FLAT);
        let groups: BTreeSet<usize> = found.iter().map(|one| one.group).collect();
        for group in groups {
            let members: Vec<Dimensioned> = found
                .iter()
                .filter(|one| one.group == group)
                .copied()
                .collect();
            shape.take(&members, hollow, flat);
        }
        let (first, last) = (found.first()?, found.last()?);
        shape.words = self.text.slice(first.from, last.to);
        shape.derive(hollow);
        shape.is_known().then_some(shape)
    }

    /// All lengths of the text with their roles: those of a product, and those beside a word for them.
    fn lengths(&self) -> Vec<Dimensioned> {
        let mut found: Vec<Dimensioned> = Vec::new();
        let mut group = 0;
        let mut at = 0;
        while at < self.text.len() {
            let before = at.checked_sub(1).and_then(|before| self.text.at(before));
            let begins = self.text.at(at).is_some_and(|one| one.is_ascii_digit())
                && !before.is_some_and(|one| one.is_ascii_digit() || one == '.');
            let number = begins.then(|| amount::number_at(self.text, at)).flatten();
            let Some((number, end)) = number else {
                at += 1;
                continue;
            };
            let unit = amount::length_unit_at(self.text, end);
            let after = unit.map_or(end, |(_, end)| end);
            let continues = found.last().is_some_and(|last| {
                let between = self.text.low_slice(last.to, at);
                between.chars().count() <= 14 && is_times(&between)
            });
            let (role_after, to) = self.role_after(after);
            let times = self
                .text
                .low(self.text.skip_blanks(to))
                .is_some_and(|one| matches!(one, 'x' | '×' | '*'));
            let in_product = continues || times;
            let role_before = self.role_before(at, in_product);
            let role = match (role_before, role_after) {
                (Some(Role::Outer), Some(Role::Inner)) => Some(Role::Inner),
                (Some(role), _) => Some(role),
                (None, Some(role)) if in_product || unit.is_some() => Some(role),
                _ => None,
            };
            let to = if role_after.is_some() { to } else { after };
            let attached = before.is_some_and(is_latin) && role_before.is_none();
            if !attached && (role.is_some() || in_product) {
                if !continues {
                    group += 1;
                }
                found.push(Dimensioned {
                    role: role.unwrap_or(Role::Plain),
                    number,
                    unit: unit.map(|(unit, _)| unit),
                    group,
                    from: at,
                    to,
                });
            }
            at = end.max(at + 1);
        }
        found
    }

    fn role_before(&self, at: usize, in_product: bool) -> Option<Role> {
        let before = self.text.low_slice(at.saturating_sub(20), at);
        let stated = before.trim_end().ends_with(['=', ':']);
        let before = before.trim_end_matches([' ', '=', ':', '≥', '≤', '约']);
        BEFORE.iter().find_map(|(role, words)| {
            words
                .iter()
                .any(|word| {
                    let short = word.len() == 1 && word.is_ascii();
                    (!short || stated || in_product) && ends_with_word(before, word)
                })
                .then_some(*role)
        })
    }

    /// The role that the words after a length give it, and where they end.
    fn role_after(&self, end: usize) -> (Option<Role>, usize) {
        let at = self.text.skip_blanks(end);
        for (role, words) in AFTER {
            for word in *words {
                let to = at + word.chars().count();
                let latin = word.is_ascii();
                if self.text.low_slice(at, to) == *word && (!latin || self.text.ends_word(to)) {
                    return (Some(*role), to);
                }
            }
        }
        (None, end)
    }
}

/// Whether between two lengths stands a sign of multiplication, with no more than a sign of a diameter or a word for what the
/// next one is.
fn is_times(between: &str) -> bool {
    let between = between.trim();
    let Some(rest) = between.strip_prefix(['x', '×', '*']) else {
        return false;
    };
    !rest.contains([',', ';', '.'])
        && rest
            .chars()
            .all(|one| !one.is_ascii_digit() && !matches!(one, '(' | ')' | '/'))
}

impl Shape {
    /// The lengths of one product, or one by itself.
    fn take(&mut self, members: &[Dimensioned], hollow: bool, flat: bool) {
        let lengths: Vec<(Role, Decimal)> = members
            .iter()
            .filter_map(|one| {
                let unit = one.unit?;
                Some((one.role, one.number.checked_mul(millimetres(unit)?)?))
            })
            .collect();
        let mut plain = Vec::new();
        let mut outer_seen = false;
        for &(role, length) in &lengths {
            let slot = match role {
                Role::Outer if outer_seen && hollow => &mut self.inner,
                Role::Outer => &mut self.outer,
                Role::Inner => &mut self.inner,
                Role::Wall => &mut self.wall,
                Role::Thickness => &mut self.thickness,
                Role::Width => &mut self.width,
                Role::Length => &mut self.length,
                Role::Plain => {
                    plain.push(length);
                    continue;
                }
            };
            outer_seen |= role == Role::Outer;
            slot.get_or_insert(length);
        }
        let quarter = |outer: Decimal| outer.checked_mul("0.25".parse().unwrap_or(Decimal::ZERO));
        match (plain.as_slice(), self.outer) {
            ([], _) => {}
            ([one], Some(outer)) if outer_seen => {
                let thin = quarter(outer).is_some_and(|quarter| *one < quarter);
                if hollow && thin && self.wall.is_none() && self.inner.is_none() {
                    self.wall = Some(*one);
                } else {
                    self.length.get_or_insert(*one);
                }
            }
            ([one, other], Some(outer)) if outer_seen => {
                let thin = quarter(outer).is_some_and(|quarter| *one < quarter);
                if thin {
                    self.wall.get_or_insert(*one);
                } else if hollow && *one < outer {
                    self.inner.get_or_insert(*one);
                }
                self.length.get_or_insert(*other);
            }
            (edges, _) if !outer_seen => {
                let mut edges = edges.to_vec();
                edges.extend(
                    [self.thickness, self.width, self.length]
                        .into_iter()
                        .flatten(),
                );
                edges.sort_unstable();
                if let [thin, wide] = edges.as_slice() {
                    if *thin >= Decimal::from(50_u32) {
                        self.width.get_or_insert(*thin);
                        self.length.get_or_insert(*wide);
                    } else if flat {
                        self.thickness.get_or_insert(*thin);
                        self.width.get_or_insert(*wide);
                    }
                }
                if let [thin, wide, long] = edges.as_slice() {
                    self.block.get_or_insert([*long, *wide, *thin]);
                    if flat {
                        self.thickness.get_or_insert(*thin);
                        self.width.get_or_insert(*wide);
                    }
                }
            }
            _ => {}
        }
        if self.outer.is_none()
            && let (Some(thin), Some(wide), Some(long)) = (self.thickness, self.width, self.length)
        {
            let mut edges = [thin, wide, long];
            edges.sort_unstable();
            edges.reverse();
            self.block.get_or_insert(edges);
        }
    }

    /// What two of outer diameter, inner diameter and wall say of the third.
    fn derive(&mut self, hollow: bool) {
        let two = Decimal::from(2_u32);
        match (self.outer, self.inner, self.wall) {
            (Some(outer), None, Some(wall)) if hollow => {
                let both = wall.checked_mul(two);
                self.inner = both
                    .and_then(|both| outer.checked_sub(both))
                    .filter(|inner| !inner.is_negative());
            }
            (Some(outer), Some(inner), None) if inner < outer => {
                let half = "0.5".parse::<Decimal>().ok();
                self.wall = outer
                    .checked_sub(inner)
                    .and_then(|both| both.checked_mul(half?));
            }
            _ => {}
        }
    }

    fn is_known(&self) -> bool {
        [
            self.outer,
            self.inner,
            self.wall,
            self.thickness,
            self.width,
            self.length,
        ]
        .iter()
        .any(Option::is_some)
            || self.block.is_some()
    }

    /// The largest dimension, where enough of them are known to say so.
    fn largest(&self) -> Option<Decimal> {
        if let Some([long, _, _]) = self.block {
            return Some(long);
        }
        let known = [self.outer, self.length, self.width];
        let enough = self.length.is_some();
        let above = |one: &Decimal| *one > Decimal::from(75_u32);
        let largest = known.into_iter().flatten().max()?;
        (enough || above(&largest)).then_some(largest)
    }

    /// Whether a cylinder of 120 by 50 mm, a tube of 65 mm bore with a wall of 25 and a length of 50, or a block of 120 by
    /// 120 by 50 can be machined of it: the tube needs 115 mm.
    fn is_machinable(&self) -> Option<bool> {
        let (across, along) = (Decimal::from(115_u32), Decimal::from(50_u32));
        if let Some([long, wide, thin]) = self.block {
            return Some(long >= across && wide >= across && thin >= along);
        }
        let (outer, length) = (self.outer?, self.length);
        if let (Some(inner), Some(wall)) = (self.inner, self.wall) {
            let bored = inner >= Decimal::from(65_u32) && wall >= Decimal::from(25_u32);
            return if bored {
                length.map(|length| length >= along)
            } else {
                Some(false)
            };
        }
        match length {
            _ if outer < across => Some(false),
            Some(length) => Some(length >= along),
            None => None,
        }
    }

    /// Whether it is an ingot or bar of 100 mm in each dimension, a sheet of 600 mm with 3 mm at most, or a tube of 600 mm with a
    /// wall of 3 mm at most.
    fn is_controlled_duplex(&self, flat: bool) -> Option<bool> {
        let (bar, wide, thin) = (
            Decimal::HUNDRED,
            Decimal::from(600_u32),
            Decimal::from(3_u32),
        );
        if let (Some(outer), Some(wall)) = (self.outer, self.wall) {
            return Some(outer >= wide && wall <= thin);
        }
        if let (true, Some(width), Some(thickness)) = (flat, self.width, self.thickness) {
            return Some(width >= wide && thickness <= thin);
        }
        if let Some([_, middle, least]) = self.block {
            return Some(least >= bar || (middle >= wide && least <= thin));
        }
        let outer = self.outer?;
        if outer < bar {
            return Some(false);
        }
        self.length.map(|length| length >= bar)
    }
}

/// How many millimetres a unit of length is.
fn millimetres(unit: Unit) -> Option<Decimal> {
    let base = Quantity::new(Decimal::ONE, unit).in_base()?;
    base.checked_mul(Decimal::from(1_000_u32))
}
