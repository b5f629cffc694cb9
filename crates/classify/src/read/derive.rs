//! What amounts say together: resistivity, specific strength and modulus of fibre, hafnium in zirconium.

use exeat_value::{Decimal, Dimension, Quantity, Unit};

use super::amount::{self, Amount};
use super::text::Folded;

/// Ways to write ohm centimetres.
const OHM_CENTIMETRES: &[&str] = &[
    "ohm.cm",
    "ohm-cm",
    "ohm cm",
    "ohm*cm",
    "ohmcm",
    "ohm·cm",
    "ω.cm",
    "ω·cm",
    "ω-cm",
    "ωcm",
    "ω cm",
    "欧姆·厘米",
    "欧姆厘米",
    "欧姆.厘米",
];

/// The least and the most of the resistivity that a text states, in ohm centimetres.
pub(super) fn resistivity(text: &Folded) -> Option<(Option<Decimal>, Option<Decimal>)> {
    (0..text.len()).find_map(|at| {
        if !text.at(at)?.is_ascii_digit() || !amount::begins(text, at) {
            return None;
        }
        let (first, end) = amount::number_at(text, at)?;
        let (second, end) = match amount::range_end(text, end) {
            Some((second, end)) => (Some(second), end),
            None => (None, end),
        };
        let unit = text.skip_blanks(end);
        // Capital omega has a sign of its own as a unit.
        let written = text
            .low_slice(unit, unit + 6)
            .replace(['Ω', '\u{2126}'], "ω");
        if !OHM_CENTIMETRES.iter().any(|one| written.starts_with(one)) {
            return None;
        }
        if let Some(second) = second {
            return Some((Some(first.min(second)), Some(first.max(second))));
        }
        let before = text.low_slice(at.saturating_sub(3), at);
        let before = before.trim_end().trim_end_matches('=');
        Some(match before.chars().next_back() {
            Some('>' | '≥') => (Some(first), None),
            Some('<' | '≤') => (None, Some(first)),
            _ => (Some(first), Some(first)),
        })
    })
}

/// Strength or modulus over weight per volume, as a length: pascals over newtons per cubic metre, whole metres.
pub(super) fn specific(pressure: Amount, density: Amount) -> Option<Amount> {
    let metre = Unit::parse("m").ok()?;
    let over = |pressure: Option<Quantity>, density: Option<Quantity>| -> Option<Quantity> {
        // Grams per cubic centimetre by the gravity of the earth are so many newtons per cubic metre.
        let weight = density?.in_base()?.checked_mul("9806.65".parse().ok()?)?;
        let pressure = pressure?.in_base()?;
        let above = pressure
            .mantissa()
            .checked_mul(10_i128.checked_pow(weight.places())?)?;
        let below = weight
            .mantissa()
            .checked_mul(10_i128.checked_pow(pressure.places())?)?;
        let metres = Decimal::from_parts(above.checked_div(below)?, 0)?;
        Some(Quantity::new(metres, metre))
    };
    let amount = Amount {
        low: over(pressure.low, density.high),
        high: over(pressure.high, density.low),
    };
    (amount.low.is_some() || amount.high.is_some()).then_some(amount)
}

/// Whether a pressure is a modulus of fibre, as against its strength: more than twenty gigapascals.
pub(super) fn is_modulus(amount: &Amount) -> Option<bool> {
    if amount.dimension() != Some(Dimension::Pressure) {
        return None;
    }
    let twenty: Quantity = "20 GPa".parse().ok()?;
    let one = amount.low.or(amount.high)?;
    one.compare(&twenty).map(std::cmp::Ordering::is_gt)
}

/// Fields of technology, by words for what is done and elements of what it is done to.
const FIELDS: &[(&[&str], &str)] = &[
    (
        &[
            "separation",
            "solvent extraction",
            "smelting",
            "分离",
            "萃取",
            "冶炼",
        ],
        "rare-earth-smelting-separation",
    ),
    (
        &[
            "molten salt electrolysis",
            "fused salt electrolysis",
            "metal reduction",
            "metallothermic",
            "电解",
            "金属制备",
            "金属冶炼",
            "还原",
        ],
        "rare-earth-metal-smelting",
    ),
    (
        &["recycling", "recovery", "回收", "再生"],
        "rare-earth-recycling",
    ),
    (
        &["mining", "leaching", "开采", "采矿", "选矿", "浸出"],
        "rare-earth-mining",
    ),
    (
        &[
            "magnet",
            "grain boundary diffusion",
            "sintering",
            "strip casting",
            "磁体",
            "磁材",
            "磁钢",
            "晶界扩散",
            "烧结",
            "甩带",
            "速凝",
            "钕铁硼",
            "钐钴",
        ],
        "magnet-making",
    ),
];

/// Fields of technology by words that must all stand in the text, whatever else does.
const OTHER_FIELDS: &[(&[&str], &str)] = &[
    (&["bismuth"], "bismuth-material-making"),
    (&["铋"], "bismuth-material-making"),
    (&["telluri"], "tellurium-material-making"),
    (&["cdte"], "tellurium-material-making"),
    (&["碲"], "tellurium-material-making"),
    (&["indium phosphide"], "indium-compound-making"),
    (&["trimethylindium"], "indium-compound-making"),
    (&["inp "], "indium-compound-making"),
    (&["磷化铟"], "indium-compound-making"),
    (&["三甲基铟"], "indium-compound-making"),
    (&["tungsten"], "tungsten-material-making"),
    (&["paratungstate"], "tungsten-material-making"),
    (&["钨"], "tungsten-material-making"),
    (&["molybdenum", "powder"], "molybdenum-powder-making"),
    (&["钼粉"], "molybdenum-powder-making"),
    (&["antimony", "smelt"], "antimony-smelting"),
    (&["锑", "冶炼"], "antimony-smelting"),
    (&["cubic press"], "cubic-press-making"),
    (&["cubic hinge press"], "cubic-press-making"),
    (&["六面顶"], "cubic-press-making"),
    (&["diamond", "hpht"], "superhard-crystal-synthesis"),
    (&["diamond", "synthesis"], "superhard-crystal-synthesis"),
    (&["金刚石", "合成"], "superhard-crystal-synthesis"),
    (&["立方氮化硼", "合成"], "superhard-crystal-synthesis"),
    (&["arc", "plasma", "jet"], "arc-plasma-cvd-process"),
    (&["直流电弧"], "arc-plasma-cvd-process"),
    (&["lithium", "cell"], "lithium-ion-cell-making"),
    (&["li-ion"], "lithium-ion-cell-making"),
    (&["锂离子"], "lithium-ion-cell-making"),
    (&["锂电池"], "lithium-ion-cell-making"),
    (&["电芯"], "lithium-ion-cell-making"),
    (&["graphite", "granulation"], "graphite-granulation"),
    (&["石墨", "造粒"], "graphite-granulation"),
    (&["graphiti", "continuous"], "continuous-graphitisation"),
    (&["连续石墨化"], "continuous-graphitisation"),
    (&["graphite", "coating"], "graphite-liquid-phase-coating"),
    (&["石墨", "包覆"], "graphite-liquid-phase-coating"),
    (&["lithium iron phosphate"], "battery-lfp-making"),
    (&["磷酸铁锂"], "battery-lfp-making"),
    (&["磷酸锰铁锂"], "battery-lmfp-making"),
];

/// Whether a text speaks of layers grown on a crystal.
pub(super) fn is_epitaxial(text: &Folded) -> bool {
    let text = text.low_slice(0, text.len());
    let epi = text.contains("epi ")
        || text.contains("epi-")
        || text.contains("epitax")
        || text.contains("epilayer");
    // Ready for it is not grown yet.
    let ready = [
        "epi ready",
        "epi-ready",
        "for epitax",
        "epi-polish",
        "for epi",
    ]
    .iter()
    .any(|word| text.contains(word));
    (epi && !ready)
        || ["epiwafer", "外延片", "外延层", "hemt", "hetero"]
            .iter()
            .any(|word| text.contains(word))
}

/// Whether a text names a device that is built of layers of several semiconductors.
pub(super) fn is_heterostructure(text: &Folded) -> bool {
    let text = text.low_slice(0, text.len());
    [
        "hemt",
        "hbt",
        "vcsel",
        "quantum well",
        "mqw",
        "heterostructure",
        "异质",
        "量子阱",
    ]
    .iter()
    .any(|word| text.contains(word))
}

/// The fields that the words of a technology name; those of rare earths only where they are spoken of.
pub(super) fn technology_fields(text: &Folded, rare_earths: bool) -> Vec<&'static str> {
    let text = text.low_slice(0, text.len());
    let others = OTHER_FIELDS
        .iter()
        .filter(|(words, _)| words.iter().all(|word| text.contains(word)));
    FIELDS
        .iter()
        .filter(|(words, _)| rare_earths && words.iter().any(|word| text.contains(word)))
        .chain(others)
        .map(|(_, field)| *field)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn resistivity_is_read_with_its_bounds() {
        let read = |text: &str| resistivity(&Folded::new(text));
        let shown = |text: &str| {
            read(text).map(|(low, high)| {
                let shown = |one: Option<Decimal>| one.map(|one| one.to_string());
                (shown(low), shown(high))
            })
        };
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(
            shown("n-type 0.05 ohm-cm"),
            Some((some("0.05"), some("0.05")))
        );
        assert_eq!(shown("5-40 ohm cm"), Some((some("5"), some("40"))));
        assert_eq!(shown("电阻率≥50Ω·cm"), Some((some("50"), None)));
        assert_eq!(shown(">=1E9 ohm.cm"), Some((some("1000000000"), None)));
        assert_eq!(shown("5 cm"), None);
    }

    #[test]
    fn strength_over_weight_is_a_length() {
        let quantity = |text: &str| Amount::exactly(text.parse().expect("a quantity"));
        let found = specific(quantity("5490 MPa"), quantity("1.80 g/cm3")).expect("a length");
        assert_eq!(found.low.expect("a bound").to_string(), "311013 m");
    }
}
