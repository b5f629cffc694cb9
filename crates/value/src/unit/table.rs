//! The table of units.
//!
//! Every factor is exact by definition. Units of the International System and
//! the units accepted beside it: *The International System of Units*, 9th
//! edition, BIPM. The inch (25.4 mm) and the pound (0.453 592 37 kg) are those
//! of the yard and pound agreement of 1959; the curie is 3.7 × 10^10 Bq.
//!
//! Left out are units whose factor has no finite decimal form (torr, psi,
//! oersted) or whose scale has another zero (kelvin, degree Fahrenheit): they
//! could not be compared exactly.

use super::Definition;
use crate::decimal::Decimal;
use crate::dimension::Dimension;

macro_rules! units {
    ($($constant:ident, $symbol:literal, $name:literal, $dimension:ident,
       $mantissa:literal / $places:literal, [$($alias:literal),*];)*) => {
        /// The rows of the table, in order.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[expect(non_camel_case_types, reason = "a row has the name of its constant")]
        #[expect(clippy::upper_case_acronyms, reason = "a row has the name of its constant")]
        enum Row {
            $($constant,)*
        }

        /// A unit of measurement.
        ///
        /// A unit is one byte, the row of a table that is compiled in.
        ///
        /// ```
        /// use exeat_value::{Dimension, Unit};
        ///
        /// let inch = Unit::parse("inch")?;
        /// assert_eq!(inch, Unit::INCH);
        /// assert_eq!(inch.factor().to_string(), "0.0254");
        /// assert_eq!(inch.dimension().base(), Unit::METRE);
        /// # Ok::<(), exeat_value::UnitError>(())
        /// ```
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct Unit(Row);

        impl Unit {
            $(
                #[doc = concat!("`", $symbol, "`, ", $name, ".")]
                pub const $constant: Unit = Unit(Row::$constant);
            )*

            pub(super) const EVERY: &'static [Unit] = &[$(Unit::$constant,)*];

            /// The unit of a symbol or another spelling. Two units that share
            /// one make an unreachable arm, which the compiler reports.
            pub(super) fn read(text: &str) -> Option<Unit> {
                match text {
                    $($symbol $(| $alias)* => Some(Unit::$constant),)*
                    _ => None,
                }
            }

            pub(super) const fn definition(self) -> &'static Definition {
                match self.0 {
                    $(
                        Row::$constant => const {
                            &Definition {
                                symbol: $symbol,
                                name: $name,
                                dimension: Dimension::$dimension,
                                factor: Decimal::constant($mantissa, $places),
                                aliases: &[$($alias),*],
                            }
                        },
                    )*
                }
            }
        }
    };
}

// Constant, symbol, name, dimension, factor (mantissa / places: 254 / 4 is
// 0.0254), other spellings.
units! {
    PERCENT, "%", "percent", Fraction, 1 / 0, ["％", "wt%", "wt.%"];
    PER_MILLE, "‰", "per mille", Fraction, 1 / 1, [];
    PART_PER_MILLION, "ppm", "part per million", Fraction, 1 / 4, [];
    PART_PER_BILLION, "ppb", "part per billion", Fraction, 1 / 7, [];
    MILLIGRAM_PER_KILOGRAM, "mg/kg", "milligram per kilogram", Fraction, 1 / 4, [];
    GRAM_PER_KILOGRAM, "g/kg", "gram per kilogram", Fraction, 1 / 1, [];
    GRAM_PER_TONNE, "g/t", "gram per tonne", Fraction, 1 / 4, [];

    ONE, "1", "one", Count, 1 / 0, [];
    LAYERS, "layers", "layer", Count, 1 / 0, ["layer"];
    PIECES, "pieces", "piece", Count, 1 / 0, ["piece", "pcs"];

    KILOGRAM, "kg", "kilogram", Mass, 1 / 0, [];
    MILLIGRAM, "mg", "milligram", Mass, 1 / 6, [];
    GRAM, "g", "gram", Mass, 1 / 3, [];
    TONNE, "t", "tonne", Mass, 1000 / 0, [];
    POUND, "lb", "pound", Mass, 45_359_237 / 8, [];

    METRE, "m", "metre", Length, 1 / 0, [];
    NANOMETRE, "nm", "nanometre", Length, 1 / 9, [];
    MICROMETRE, "um", "micrometre", Length, 1 / 6, ["µm", "μm"];
    MILLIMETRE, "mm", "millimetre", Length, 1 / 3, [];
    CENTIMETRE, "cm", "centimetre", Length, 1 / 2, [];
    KILOMETRE, "km", "kilometre", Length, 1000 / 0, [];
    INCH, "inch", "inch", Length, 254 / 4, ["in"];

    SQUARE_METRE, "m2", "square metre", Area, 1 / 0, ["m²"];
    SQUARE_MILLIMETRE, "mm2", "square millimetre", Area, 1 / 6, ["mm²"];
    SQUARE_CENTIMETRE, "cm2", "square centimetre", Area, 1 / 4, ["cm²"];

    CUBIC_METRE, "m3", "cubic metre", Volume, 1 / 0, ["m³"];
    CUBIC_CENTIMETRE, "cm3", "cubic centimetre", Volume, 1 / 6, ["cm³"];
    MILLILITRE, "mL", "millilitre", Volume, 1 / 6, ["ml"];
    LITRE, "L", "litre", Volume, 1 / 3, ["l"];

    GRAM_PER_CUBIC_CENTIMETRE, "g/cm3", "gram per cubic centimetre", MassPerVolume, 1 / 0, ["g/cm³"];
    KILOGRAM_PER_CUBIC_METRE, "kg/m3", "kilogram per cubic metre", MassPerVolume, 1 / 3, ["kg/m³"];
    GRAM_PER_LITRE, "g/L", "gram per litre", MassPerVolume, 1 / 3, ["g/l"];

    PER_SQUARE_CENTIMETRE, "1/cm2", "per square centimetre", AreaDensity, 1 / 0, ["1/cm²", "cm-2"];
    PER_SQUARE_METRE, "1/m2", "per square metre", AreaDensity, 1 / 4, ["1/m²"];

    PASCAL, "Pa", "pascal", Pressure, 1 / 0, [];
    HECTOPASCAL, "hPa", "hectopascal", Pressure, 100 / 0, [];
    KILOPASCAL, "kPa", "kilopascal", Pressure, 1000 / 0, [];
    MEGAPASCAL, "MPa", "megapascal", Pressure, 1_000_000 / 0, [];
    GIGAPASCAL, "GPa", "gigapascal", Pressure, 1_000_000_000 / 0, [];
    BAR, "bar", "bar", Pressure, 100_000 / 0, [];
    MILLIBAR, "mbar", "millibar", Pressure, 100 / 0, [];

    NEWTON, "N", "newton", Force, 1 / 0, [];
    KILONEWTON, "kN", "kilonewton", Force, 1000 / 0, [];
    MEGANEWTON, "MN", "meganewton", Force, 1_000_000 / 0, [];

    ROCKWELL_B, "HRB", "Rockwell B hardness", Hardness, 1 / 0, [];

    DEGREE_CELSIUS, "degC", "degree Celsius", Temperature, 1 / 0, ["°C", "℃"];

    SECOND, "s", "second", Time, 1 / 0, [];
    MICROSECOND, "us", "microsecond", Time, 1 / 6, ["µs", "μs"];
    MILLISECOND, "ms", "millisecond", Time, 1 / 3, [];
    MINUTE, "min", "minute", Time, 60 / 0, [];
    HOUR, "h", "hour", Time, 3600 / 0, [];
    DAY, "d", "day", Time, 86_400 / 0, [];

    METRE_PER_SECOND, "m/s", "metre per second", Speed, 1 / 0, [];
    MILLIMETRE_PER_SECOND, "mm/s", "millimetre per second", Speed, 1 / 3, [];
    KILOMETRE_PER_SECOND, "km/s", "kilometre per second", Speed, 1000 / 0, [];

    CUBIC_METRE_PER_DAY, "m3/d", "cubic metre per day", FlowRate, 1 / 0, ["m³/d"];
    CUBIC_METRE_PER_HOUR, "m3/h", "cubic metre per hour", FlowRate, 24 / 0, ["m³/h"];
    CUBIC_METRE_PER_SECOND, "m3/s", "cubic metre per second", FlowRate, 86_400 / 0, ["m³/s"];
    LITRE_PER_MINUTE, "L/min", "litre per minute", FlowRate, 144 / 2, ["l/min"];
    LITRE_PER_HOUR, "L/h", "litre per hour", FlowRate, 24 / 3, ["l/h"];

    HERTZ, "Hz", "hertz", Frequency, 1 / 0, [];
    KILOHERTZ, "kHz", "kilohertz", Frequency, 1000 / 0, [];
    MEGAHERTZ, "MHz", "megahertz", Frequency, 1_000_000 / 0, [];
    GIGAHERTZ, "GHz", "gigahertz", Frequency, 1_000_000_000 / 0, [];

    WATT, "W", "watt", Power, 1 / 0, [];
    MILLIWATT, "mW", "milliwatt", Power, 1 / 3, [];
    KILOWATT, "kW", "kilowatt", Power, 1000 / 0, [];
    MEGAWATT, "MW", "megawatt", Power, 1_000_000 / 0, [];

    JOULE, "J", "joule", Energy, 1 / 0, [];
    MILLIJOULE, "mJ", "millijoule", Energy, 1 / 3, [];
    KILOJOULE, "kJ", "kilojoule", Energy, 1000 / 0, [];
    MEGAJOULE, "MJ", "megajoule", Energy, 1_000_000 / 0, [];
    WATT_HOUR, "Wh", "watt-hour", Energy, 3600 / 0, [];
    KILOWATT_HOUR, "kWh", "kilowatt-hour", Energy, 3_600_000 / 0, [];

    WATT_HOUR_PER_KILOGRAM, "Wh/kg", "watt-hour per kilogram", EnergyPerMass, 1 / 0, [];

    KILOJOULE_PER_CUBIC_METRE, "kJ/m3", "kilojoule per cubic metre", EnergyPerVolume, 1 / 0, ["kJ/m³"];

    MILLIAMPERE_HOUR_PER_GRAM, "mAh/g", "milliampere-hour per gram", ChargePerMass, 1 / 0, [];
    AMPERE_HOUR_PER_KILOGRAM, "Ah/kg", "ampere-hour per kilogram", ChargePerMass, 1 / 0, [];

    VOLT, "V", "volt", Voltage, 1 / 0, [];
    MILLIVOLT, "mV", "millivolt", Voltage, 1 / 3, [];
    KILOVOLT, "kV", "kilovolt", Voltage, 1000 / 0, [];

    AMPERE, "A", "ampere", ElectricCurrent, 1 / 0, [];
    MILLIAMPERE, "mA", "milliampere", ElectricCurrent, 1 / 3, [];
    KILOAMPERE, "kA", "kiloampere", ElectricCurrent, 1000 / 0, [];

    AMPERE_PER_SQUARE_CENTIMETRE, "A/cm2", "ampere per square centimetre", CurrentDensity, 1 / 0, ["A/cm²"];
    AMPERE_PER_SQUARE_METRE, "A/m2", "ampere per square metre", CurrentDensity, 1 / 4, ["A/m²"];
    AMPERE_PER_SQUARE_DECIMETRE, "A/dm2", "ampere per square decimetre", CurrentDensity, 1 / 2, ["A/dm²"];
    AMPERE_PER_SQUARE_MILLIMETRE, "A/mm2", "ampere per square millimetre", CurrentDensity, 100 / 0, ["A/mm²"];

    TESLA, "T", "tesla", MagneticFluxDensity, 1 / 0, [];
    MILLITESLA, "mT", "millitesla", MagneticFluxDensity, 1 / 3, [];
    GAUSS, "Gs", "gauss", MagneticFluxDensity, 1 / 4, [];
    KILOGAUSS, "kGs", "kilogauss", MagneticFluxDensity, 1 / 1, [];

    KILOAMPERE_PER_METRE, "kA/m", "kiloampere per metre", MagneticFieldStrength, 1 / 0, [];
    AMPERE_PER_METRE, "A/m", "ampere per metre", MagneticFieldStrength, 1 / 3, [];

    BECQUEREL, "Bq", "becquerel", Activity, 1 / 0, [];
    KILOBECQUEREL, "kBq", "kilobecquerel", Activity, 1000 / 0, [];
    MEGABECQUEREL, "MBq", "megabecquerel", Activity, 1_000_000 / 0, [];
    GIGABECQUEREL, "GBq", "gigabecquerel", Activity, 1_000_000_000 / 0, [];
    TERABECQUEREL, "TBq", "terabecquerel", Activity, 1_000_000_000_000 / 0, [];
    CURIE, "Ci", "curie", Activity, 37_000_000_000 / 0, [];

    BECQUEREL_PER_GRAM, "Bq/g", "becquerel per gram", SpecificActivity, 1 / 0, [];
    BECQUEREL_PER_KILOGRAM, "Bq/kg", "becquerel per kilogram", SpecificActivity, 1 / 3, [];
    KILOBECQUEREL_PER_GRAM, "kBq/g", "kilobecquerel per gram", SpecificActivity, 1000 / 0, [];
    MEGABECQUEREL_PER_GRAM, "MBq/g", "megabecquerel per gram", SpecificActivity, 1_000_000 / 0, [];
}
