//! A year of a magnet maker that does not exist, as its ERP system would export it: Parquet, made
//! from a seed.
//!
//!     cargo run --release -p exeat --example portfolio -- 1000000 year.parquet [SEED]
//!
//! The same seed and count give the same bytes. Companies, part numbers and prices are made up;
//! what is controlled, and how often nobody knows, is not far from what such firms meet.

use std::error::Error;
use std::fs::File;
use std::sync::Arc;

use arrow_array::builder::Decimal128Builder;
use arrow_array::types::Int32Type;
use arrow_array::{ArrayRef, Date32Array, DictionaryArray, Int32Array, RecordBatch, StringArray};
use arrow_schema::{DataType, Field, Schema};
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_writer::ArrowWriterOptions;
use parquet::basic::Compression;
use parquet::file::properties::WriterProperties;

/// Rows of a row group.
const GROUP: usize = 131_072;
/// 1 January 2025, in days after 1970 began.
const NEW_YEAR: i32 = 20_089;

/// A plant: its name, where it ships from, and where what it ships was made.
struct Plant(&'static str, &'static str);

const PLANTS: [Plant; 3] = [
    Plant("1000 Ningbo", "CN"),
    Plant("2000 Sagami", "JP"),
    Plant("3000 Birmingham", "GB"),
];

/// An item: part number, name, form, family, elements, Dy, Tb, Ho in thousandths of a percent (less
/// than nought where nobody measured), share of Chinese Dy or Tb metal in its value abroad in
/// thousandths of a percent, cents a piece, grams a piece, tariff number, how often it is sold, and
/// which plants make it.
struct Item(
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    [i64; 3],
    i64,
    i64,
    i64,
    i64,
    u32,
    &'static [usize],
);

const ALL: &[usize] = &[0, 1, 2];
const CHINA: &[usize] = &[0];
const ABROAD: &[usize] = &[1, 2];

#[rustfmt::skip]
const ITEMS: &[Item] = &[
    Item("NM-35-0101", "NdFeB magnet N35, ring", "permanent-magnet-material", "NdFeB", "Nd, Fe, B", [0, 0, 0], 0, 85, 42, 8505111000, 90, ALL),
    Item("NM-42-0102", "NdFeB magnet N42, block", "permanent-magnet-material", "NdFeB", "Nd, Fe, B", [0, 0, 0], 0, 120, 55, 8505111000, 110, ALL),
    Item("NM-48-0103", "NdFeB magnet N48, disc", "permanent-magnet-material", "NdFeB", "Nd, Fe, B", [0, 0, 0], 0, 140, 48, 8505111000, 80, ALL),
    Item("NM-52-0104", "NdFeB magnet N52, block", "permanent-magnet-material", "NdFeB", "Nd, Fe, B", [0, 0, 0], 0, 210, 60, 8505111000, 70, ALL),
    Item("NM-50-0105", "NdFeB magnet N50, arc", "permanent-magnet-material", "NdFeB", "Nd, Pr, Fe, B", [-1, -1, 0], 0, 190, 52, 8505111000, 40, ALL),
    Item("NM-40M-0201", "NdFeB magnet 40M, arc", "permanent-magnet-material", "NdFeB", "Nd, Fe, B, Dy", [300, 0, 0], 800, 160, 50, 8505111000, 60, ALL),
    Item("NM-42H-0202", "NdFeB magnet 42H, block", "permanent-magnet-material", "NdFeB", "Nd, Fe, B, Dy", [800, 0, 0], 2_100, 230, 58, 8505111000, 75, ALL),
    Item("NM-42SH-0203", "NdFeB magnet 42SH, arc for traction motors", "permanent-magnet-material", "NdFeB", "Nd, Fe, B, Dy", [2_500, 0, 0], 5_000, 410, 64, 8505111000, 95, ALL),
    Item("NM-38UH-0204", "NdFeB magnet 38UH, arc for traction motors", "permanent-magnet-material", "NdFeB", "Nd, Fe, B, Dy, Tb", [4_000, 500, 0], 7_500, 620, 66, 8505111000, 65, ALL),
    Item("NM-33EH-0205", "NdFeB magnet 33EH, block", "permanent-magnet-material", "NdFeB", "Nd, Fe, B, Dy, Tb", [6_200, 1_000, 0], 9_800, 840, 61, 8505111000, 30, ALL),
    Item("NM-48UH-0206", "NdFeB magnet 48UH, terbium diffused", "permanent-magnet-material", "NdFeB", "Nd, Fe, B, Tb", [0, 900, 0], 6_400, 790, 57, 8505111000, 45, ALL),
    Item("NM-45SH-0207", "NdFeB magnet 45SH, holmium grade", "permanent-magnet-material", "NdFeB", "Nd, Fe, B, Ho", [0, 0, 1_400], 0, 330, 62, 8505111000, 25, ALL),
    Item("SC-18-0301", "SmCo5 magnet, disc", "permanent-magnet-material", "SmCo", "Sm, Co", [0, 0, 0], 0, 560, 40, 8505111000, 25, ALL),
    Item("SC-30-0302", "Sm2Co17 magnet, block for sensors", "permanent-magnet-material", "SmCo", "Sm, Co, Fe, Cu, Zr", [0, 0, 0], 0, 940, 52, 8505111000, 35, ALL),
    Item("FE-30-0401", "Ferrite magnet Y30, ring", "permanent-magnet-material", "ferrite", "Sr, Fe", [0, 0, 0], 0, 18, 70, 8505119000, 120, ALL),
    Item("FE-35-0402", "Ferrite magnet Y35, arc", "permanent-magnet-material", "ferrite", "Sr, Fe", [0, 0, 0], 0, 24, 82, 8505119000, 100, ALL),
    Item("AL-05-0403", "AlNiCo 5 magnet, rod", "permanent-magnet-material", "AlNiCo", "Al, Ni, Co, Fe", [0, 0, 0], 0, 260, 65, 8505119000, 20, ALL),
    Item("RO-80-0501", "Rotor with magnets 42SH, for pumps", "assembly", "NdFeB", "Nd, Fe, B, Dy", [1_100, 0, 0], 900, 3_900, 850, 8503009000, 35, ALL),
    Item("RO-95-0502", "Rotor with magnets N42, for fans", "assembly", "NdFeB", "Nd, Fe, B", [0, 0, 0], 0, 2_800, 790, 8503009000, 35, ALL),
    Item("SE-12-0503", "Position sensor with SmCo magnet", "finished-product", "SmCo", "Sm, Co", [0, 0, 0], 0, 1_450, 90, 9031809000, 30, ABROAD),
    Item("ME-ND-0601", "Neodymium-praseodymium metal", "metal", "", "Nd, Pr", [0, 0, 0], 0, 7_600, 1_000, 2805301190, 22, CHINA),
    Item("ME-DY-0602", "Dysprosium metal", "metal", "", "Dy", [99_500, 0, 0], 0, 29_000, 1_000, 2805301200, 8, CHINA),
    Item("ME-TB-0603", "Terbium metal", "metal", "", "Tb", [0, 99_500, 0], 0, 110_000, 1_000, 2805301300, 5, CHINA),
    Item("AL-HF-0604", "Holmium-iron alloy", "alloy", "", "Ho, Fe", [0, 0, 80_000], 0, 8_100, 1_000, 3606909090, 9, CHINA),
    Item("AL-DF-0605", "Dysprosium-iron alloy", "alloy", "", "Dy, Fe", [80_000, 0, 0], 0, 24_500, 1_000, 3606909090, 7, CHINA),
    Item("OX-ER-0606", "Erbium oxide", "oxide", "", "Er", [0, 0, 0], 0, 4_200, 1_000, 2846901920, 8, CHINA),
    Item("OX-YB-0607", "Ytterbium oxide", "oxide", "", "Yb", [0, 0, 0], 0, 1_900, 1_000, 2846901970, 6, CHINA),
    Item("OX-LA-0608", "Lanthanum oxide", "oxide", "", "La", [0, 0, 0], 0, 90, 1_000, 2846901100, 12, CHINA),
    Item("SP-WS-0701", "Diamond wire saw for magnet blocks", "superhard-material", "", "", [0, 0, 0], 0, 6_500, 400, 6804211000, 6, CHINA),
    Item("EQ-SF-0702", "Vacuum sintering furnace, used", "equipment", "", "", [0, 0, 0], 0, 14_500_000, 3_200_000, 8514191000, 1, CHINA),
];

/// A customer: name, place, how much it buys, its use, whether it is a military user, and whether
/// it was held against the lists: yes, no, or nobody knows.
struct Customer(
    &'static str,
    &'static str,
    u32,
    &'static str,
    &'static str,
    &'static str,
);

#[rustfmt::skip]
const CUSTOMERS: &[Customer] = &[
    Customer("Rheintal Antriebe GmbH", "DE", 130, "Automotive", "no", "clear"),
    Customer("Nordwind Generatoren AG", "DE", 80, "Wind power", "no", "clear"),
    Customer("Isarsensor GmbH", "DE", 60, "Industrial", "no", "clear"),
    Customer("Lombarda Motori S.p.A.", "IT", 70, "Automotive", "no", "clear"),
    Customer("Pompes du Rhône SAS", "FR", 45, "Industrial", "no", "clear"),
    Customer("Vestas Bay Nacelles A/S", "DK", 55, "Wind power", "no", "clear"),
    Customer("Magyar Hajtás Kft.", "HU", 50, "Automotive", "no", "clear"),
    Customer("Śląskie Silniki Sp. z o.o.", "PL", 35, "Automotive", "", "clear"),
    Customer("Severn Aero Actuation Ltd", "GB", 30, "Aerospace", "", "clear"),
    Customer("Tyne Loudspeakers Ltd", "GB", 25, "Consumer electronics", "no", "clear"),
    Customer("Great Lakes Traction Inc.", "US", 120, "Automotive", "no", "clear"),
    Customer("Cascade Robotics Corp.", "US", 75, "Industrial", "no", "clear"),
    Customer("Bluegrass Hearing LLC", "US", 40, "Medical devices", "no", "clear"),
    Customer("Mojave Guidance Systems LLC", "US", 12, "Defence", "yes", "clear"),
    Customer("Puget Sound Distribution Co.", "US", 45, "", "", ""),
    Customer("Baja Actuadores S.A. de C.V.", "MX", 40, "Automotive", "no", "clear"),
    Customer("東海モーター株式会社", "JP", 95, "Automotive", "no", "clear"),
    Customer("富士見精機株式会社", "JP", 50, "Industrial", "no", "clear"),
    Customer("한빛전동기 주식회사", "KR", 85, "Automotive", "no", "clear"),
    Customer("Hanbit Display Co., Ltd.", "KR", 45, "Consumer electronics", "no", "clear"),
    Customer("新竹微動股份有限公司", "TW", 40, "Consumer electronics", "", "clear"),
    Customer("Shree Vayu Motors Pvt. Ltd.", "IN", 60, "Automotive", "", "clear"),
    Customer("Bharat Precision Trading", "IN", 25, "", "", ""),
    Customer("Sông Hồng Electric JSC", "VN", 55, "Consumer electronics", "no", "clear"),
    Customer("Chao Phraya Drives Co., Ltd.", "TH", 45, "Automotive", "no", "clear"),
    Customer("Selangor Storage Sdn. Bhd.", "MY", 35, "Consumer electronics", "no", "clear"),
    Customer("Jurong Trading Pte. Ltd.", "SG", 30, "", "", ""),
    Customer("Anadolu Motor Sanayi A.Ş.", "TR", 35, "Automotive", "", "clear"),
    Customer("Emirates Technical Supplies FZE", "AE", 18, "", "", ""),
    Customer("Paulista Eólica Ltda.", "BR", 30, "Wind power", "no", "clear"),
    Customer("Karoo Rail (Pty) Ltd", "ZA", 15, "Rail", "no", "clear"),
    Customer("Negev Micro Motors Ltd", "IL", 14, "Aerospace", "", "clear"),
];

/// A generator of numbers that are the same everywhere for one seed (SplitMix64).
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below another.
    fn below(&mut self, bound: usize) -> usize {
        let bound = u64::try_from(bound).unwrap_or(1).max(1);
        usize::try_from((u128::from(self.next()) * u128::from(bound)) >> 64).unwrap_or(0)
    }

    /// Whether something that happens so many times in a thousand does.
    fn chance(&mut self, in_a_thousand: usize) -> bool {
        self.below(1000) < in_a_thousand
    }
}

/// Places by weight: each as often as it weighs.
fn lots(weights: impl Iterator<Item = u32>) -> Vec<usize> {
    let mut lots = Vec::new();
    for (place, weight) in weights.enumerate() {
        lots.extend(std::iter::repeat_n(
            place,
            usize::try_from(weight).unwrap_or(0),
        ));
    }
    lots
}

/// A column of texts, each distinct one once.
struct Texts {
    texts: Vec<String>,
    codes: Vec<Option<i32>>,
}

impl Texts {
    fn of(texts: impl Iterator<Item = &'static str>) -> Self {
        Self {
            texts: texts.map(str::to_owned).collect(),
            codes: Vec::with_capacity(GROUP),
        }
    }

    /// The text with this number; nothing where the text is empty.
    fn push(&mut self, code: usize) {
        let blank = self.texts.get(code).is_none_or(String::is_empty);
        self.codes.push(if blank {
            None
        } else {
            i32::try_from(code).ok()
        });
    }

    fn blank(&mut self) {
        self.codes.push(None);
    }

    fn array(&mut self) -> Result<ArrayRef, Box<dyn Error>> {
        let keys = Int32Array::from(std::mem::take(&mut self.codes));
        let texts = StringArray::from_iter_values(&self.texts);
        Ok(Arc::new(DictionaryArray::<Int32Type>::try_new(
            keys,
            Arc::new(texts),
        )?))
    }
}

fn decimals(precision: u8, scale: i8) -> Result<Decimal128Builder, Box<dyn Error>> {
    Ok(Decimal128Builder::with_capacity(GROUP).with_precision_and_scale(precision, scale)?)
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().collect();
    let (Some(count), Some(path)) = (arguments.get(1), arguments.get(2)) else {
        return Err("say how many rows, and where to write them: 1000000 year.parquet".into());
    };
    let count: usize = count.parse()?;
    let seed: u64 = arguments.get(3).map_or(Ok(2025), |seed| seed.parse())?;
    let mut numbers = Numbers(seed);

    let item_lots = lots(ITEMS.iter().map(|item| item.10));
    let customer_lots = lots(CUSTOMERS.iter().map(|customer| customer.2));

    let coded = || DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8));
    let schema = Arc::new(Schema::new(vec![
        Field::new("Delivery", DataType::Utf8, false),
        Field::new("Ship date", DataType::Date32, true),
        Field::new("Plant", coded(), false),
        Field::new("Ship from", coded(), false),
        Field::new("Sold-to", coded(), false),
        Field::new("Destination", coded(), true),
        Field::new("End use", coded(), true),
        Field::new("Military end user", coded(), true),
        Field::new("Screening", coded(), true),
        Field::new("Material", coded(), false),
        Field::new("Description", coded(), false),
        Field::new("Form", coded(), true),
        Field::new("Magnet family", coded(), true),
        Field::new("Elements", coded(), true),
        Field::new("Dy (%)", DataType::Decimal128(8, 3), true),
        Field::new("Tb (%)", DataType::Decimal128(8, 3), true),
        Field::new("Ho (%)", DataType::Decimal128(8, 3), true),
        Field::new(
            "Chinese Dy/Tb, share of value (%)",
            DataType::Decimal128(8, 3),
            true,
        ),
        Field::new("Made with Chinese technology", coded(), true),
        Field::new("In another CN entry", coded(), true),
        Field::new("Tariff number", DataType::Int64, true),
        Field::new("Net weight (kg)", DataType::Decimal128(14, 3), true),
        Field::new("Net value", DataType::Decimal128(14, 2), true),
        Field::new("Currency", coded(), true),
    ]));
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_max_row_group_row_count(Some(GROUP))
        .set_created_by("exeat example".to_owned())
        .build();
    let options = ArrowWriterOptions::new()
        .with_properties(properties)
        .with_skip_arrow_metadata(true);
    let mut writer =
        ArrowWriter::try_new_with_options(File::create(path)?, Arc::clone(&schema), options)?;

    let mut made = 0;
    while made < count {
        let rows = GROUP.min(count - made);
        let batch = group(
            &mut numbers,
            made,
            rows,
            count,
            &item_lots,
            &customer_lots,
            &schema,
        )?;
        writer.write(&batch)?;
        made += rows;
    }
    writer.close()?;
    Ok(())
}

fn group(
    numbers: &mut Numbers,
    first: usize,
    rows: usize,
    count: usize,
    item_lots: &[usize],
    customer_lots: &[usize],
    schema: &Arc<Schema>,
) -> Result<RecordBatch, Box<dyn Error>> {
    use std::fmt::Write as _;
    let mut delivery = arrow_array::builder::StringBuilder::with_capacity(rows, rows * 14);
    let mut dates: Vec<Option<i32>> = Vec::with_capacity(rows);
    let mut plant = Texts::of(PLANTS.iter().map(|plant| plant.0));
    let mut from = Texts::of(PLANTS.iter().map(|plant| plant.1));
    let mut sold_to = Texts::of(CUSTOMERS.iter().map(|one| one.0));
    let mut destination = Texts::of(CUSTOMERS.iter().map(|one| one.1));
    let mut end_use = Texts::of(CUSTOMERS.iter().map(|one| one.3));
    let mut military = Texts::of(CUSTOMERS.iter().map(|one| one.4));
    let mut screening = Texts::of(CUSTOMERS.iter().map(|one| one.5));
    let mut material = Texts::of(ITEMS.iter().map(|item| item.0));
    let mut description = Texts::of(ITEMS.iter().map(|item| item.1));
    let mut form = Texts::of(ITEMS.iter().map(|item| item.2));
    let mut family = Texts::of(ITEMS.iter().map(|item| item.3));
    let mut elements = Texts::of(ITEMS.iter().map(|item| item.4));
    let mut contents = [decimals(8, 3)?, decimals(8, 3)?, decimals(8, 3)?];
    let mut share = decimals(8, 3)?;
    let mut technology = Texts::of(["yes", "no"].into_iter());
    let mut other = Texts::of(["no", "yes"].into_iter());
    let mut tariff: Vec<Option<i64>> = Vec::with_capacity(rows);
    let mut weight = decimals(14, 3)?;
    let mut value = decimals(14, 2)?;
    let mut currency = Texts::of(["CNY", "EUR", "USD", "JPY", "GBP"].into_iter());
    let mut text = String::new();
    for row in first..first + rows {
        let item_at = item_lots[numbers.below(item_lots.len())];
        let item = &ITEMS[item_at];
        let customer_at = loop {
            let at = customer_lots[numbers.below(customer_lots.len())];
            // A purse of furnaces and metals goes to few.
            if item.10 > 2 || CUSTOMERS[at].3 == "Industrial" || CUSTOMERS[at].3 == "Automotive" {
                break at;
            }
        };
        let customer = &CUSTOMERS[customer_at];
        // Two thirds come from China where all plants make it; nobody ships to its own country.
        let plant_at = loop {
            let at = if item.11.len() > 1 && item.11[0] == 0 && numbers.chance(640) {
                0
            } else {
                item.11[numbers.below(item.11.len())]
            };
            if PLANTS[at].1 != customer.1 || item.11.len() == 1 {
                break at;
            }
        };
        text.clear();
        write!(text, "80{:08}/{:02}", row / 3 + 1, (row % 3 + 1) * 10)?;
        delivery.append_value(&text);
        // The year runs through the file, with more in the weeks before an announcement bites.
        let of_year = i32::try_from(row * 365 / count.max(1))?;
        dates.push((!numbers.chance(1)).then_some(NEW_YEAR + of_year));
        plant.push(plant_at);
        from.push(plant_at);
        sold_to.push(customer_at);
        if numbers.chance(4) {
            destination.blank();
        } else {
            destination.push(customer_at);
        }
        if numbers.chance(15) {
            end_use.blank();
        } else {
            end_use.push(customer_at);
        }
        military.push(customer_at);
        if numbers.chance(12) {
            screening.blank();
        } else {
            screening.push(customer_at);
        }
        material.push(item_at);
        description.push(item_at);
        form.push(item_at);
        family.push(item_at);
        elements.push(item_at);
        for (builder, thousandths) in contents.iter_mut().zip(item.5) {
            if thousandths < 0 || numbers.chance(20) {
                builder.append_null();
            } else {
                builder.append_value(thousandths.into());
            }
        }
        let abroad = plant_at != 0;
        if item.6 > 0 && abroad {
            if numbers.chance(60) {
                share.append_null();
            } else {
                share.append_value(item.6.into());
            }
        } else {
            share.append_value(0);
        }
        // Sagami runs a line that was bought from China; of Birmingham's not all is known.
        match plant_at {
            1 => technology.push(0),
            2 if numbers.chance(250) => technology.blank(),
            _ => technology.push(1),
        }
        if numbers.chance(8) {
            other.blank();
        } else {
            other.push(0);
        }
        tariff.push((!numbers.chance(10)).then_some(item.9));
        let pieces = i64::try_from(if item.10 <= 2 {
            1
        } else if item.9 / 100_000_000 == 28 || item.9 / 100_000_000 == 36 {
            numbers.below(40) + 1
        } else {
            (numbers.below(60) + 1) * 50
        })?;
        weight.append_value((pieces * item.8).into());
        let swing = 900 + i64::try_from(numbers.below(200))?;
        let usd_cents = pieces * item.7 * swing / 1000;
        let (code, cents) = match (plant_at, customer.1) {
            (0, _) => (0, usd_cents * 7),
            (1, _) => (3, usd_cents * 150),
            (_, "US" | "MX" | "BR") => (2, usd_cents),
            (_, "DE" | "FR" | "IT" | "DK" | "HU" | "PL") => (1, usd_cents * 9 / 10),
            _ => (4, usd_cents * 8 / 10),
        };
        if numbers.chance(3) {
            value.append_null();
        } else {
            value.append_value(cents.into());
        }
        currency.push(code);
    }
    let [mut dy, mut tb, mut ho] = contents;
    let arrays: Vec<ArrayRef> = vec![
        Arc::new(delivery.finish()),
        Arc::new(Date32Array::from(dates)),
        plant.array()?,
        from.array()?,
        sold_to.array()?,
        destination.array()?,
        end_use.array()?,
        military.array()?,
        screening.array()?,
        material.array()?,
        description.array()?,
        form.array()?,
        family.array()?,
        elements.array()?,
        Arc::new(dy.finish()),
        Arc::new(tb.finish()),
        Arc::new(ho.finish()),
        Arc::new(share.finish()),
        technology.array()?,
        other.array()?,
        Arc::new(arrow_array::Int64Array::from(tariff)),
        Arc::new(weight.finish()),
        Arc::new(value.finish()),
        currency.array()?,
    ];
    Ok(RecordBatch::try_new(Arc::clone(schema), arrays)?)
}
