//! What a quantity measures.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

use crate::text::{Quoted, nearest};
use crate::unit::Unit;

macro_rules! dimensions {
    ($($(#[$doc:meta])* $variant:ident, $name:literal, $base:ident;)*) => {
        /// What a quantity measures. Only quantities of one dimension can be
        /// compared.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Dimension {
            $($(#[$doc])* $variant,)*
        }

        impl Dimension {
            /// All dimensions, in the order in which they are declared.
            pub const ALL: &'static [Dimension] = &[$(Dimension::$variant,)*];

            /// The name as files and messages write it, `mass-per-volume`.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Dimension::$variant => $name,)* }
            }

            /// The unit that the factors of the dimension refer to.
            #[must_use]
            pub const fn base(self) -> Unit {
                match self { $(Dimension::$variant => Unit::$base,)* }
            }
        }
    };
}

dimensions! {
    /// A part of a whole: purity, content, yield. Whether by mass, volume or
    /// amount is for the fact to say, never for the unit.
    Fraction, "fraction", PERCENT;
    /// How many: layers, pieces.
    Count, "count", ONE;
    /// Mass.
    Mass, "mass", KILOGRAM;
    /// Length, width, thickness, wavelength, particle size.
    Length, "length", METRE;
    /// Area.
    Area, "area", SQUARE_METRE;
    /// Volume.
    Volume, "volume", CUBIC_METRE;
    /// Density.
    MassPerVolume, "mass-per-volume", GRAM_PER_CUBIC_CENTIMETRE;
    /// Number per area, such as a defect density.
    AreaDensity, "area-density", PER_SQUARE_CENTIMETRE;
    /// Pressure, stress, strength.
    Pressure, "pressure", PASCAL;
    /// Force.
    Force, "force", NEWTON;
    /// Hardness on the Rockwell B scale, which converts to no other exactly.
    Hardness, "hardness", ROCKWELL_B;
    /// Temperature on the Celsius scale.
    Temperature, "temperature", DEGREE_CELSIUS;
    /// Time.
    Time, "time", SECOND;
    /// Speed.
    Speed, "speed", METRE_PER_SECOND;
    /// Volume that passes in a time; a plant's throughput.
    FlowRate, "flow-rate", CUBIC_METRE_PER_DAY;
    /// Frequency.
    Frequency, "frequency", HERTZ;
    /// Power.
    Power, "power", WATT;
    /// Energy.
    Energy, "energy", JOULE;
    /// Energy held for a mass, of a battery.
    EnergyPerMass, "energy-per-mass", WATT_HOUR_PER_KILOGRAM;
    /// Energy held for a volume, such as a magnet's energy product.
    EnergyPerVolume, "energy-per-volume", KILOJOULE_PER_CUBIC_METRE;
    /// Charge held for a mass, of a battery material.
    ChargePerMass, "charge-per-mass", MILLIAMPERE_HOUR_PER_GRAM;
    /// Voltage.
    Voltage, "voltage", VOLT;
    /// Electric current.
    ElectricCurrent, "electric-current", AMPERE;
    /// Electric current for an area of electrode.
    CurrentDensity, "current-density", AMPERE_PER_SQUARE_CENTIMETRE;
    /// Magnetic flux density.
    MagneticFluxDensity, "magnetic-flux-density", TESLA;
    /// Magnetic field strength, coercivity.
    MagneticFieldStrength, "magnetic-field-strength", KILOAMPERE_PER_METRE;
    /// Radioactivity.
    Activity, "activity", BECQUEREL;
    /// Radioactivity of a mass.
    SpecificActivity, "specific-activity", BECQUEREL_PER_GRAM;
}

impl fmt::Display for Dimension {
    /// For people: the name, in words.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, word) in self.name().split('-').enumerate() {
            if index > 0 {
                formatter.write_str(" ")?;
            }
            formatter.write_str(word)?;
        }
        Ok(())
    }
}

/// The text does not name a dimension.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub struct DimensionError {
    found: Quoted,
    nearest: Option<&'static str>,
}

impl fmt::Display for DimensionError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mended = self.nearest.unwrap_or("mass");
        write!(
            formatter,
            "{} is not a dimension; write one such as `{mended}`",
            self.found
        )
    }
}

impl FromStr for Dimension {
    type Err = DimensionError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .iter()
            .copied()
            .find(|dimension| dimension.name() == text)
            .ok_or_else(|| DimensionError {
                found: Quoted::new(text),
                nearest: nearest(text, Self::ALL.iter().map(|dimension| dimension.name())),
            })
    }
}

impl serde::Serialize for Dimension {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl<'de> serde::Deserialize<'de> for Dimension {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}
