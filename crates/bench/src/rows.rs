//! Rows as a database would hold them, the same on every machine.

/// One shipment of a product with one part that matters.
///
/// `None` is an answer that nobody gave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// The day on which it leaves, as year, month and day: `20_251_009`.
    pub day: i32,
    /// What the part is worth, in dollars.
    pub part_value: Option<i64>,
    /// What the product is worth, in dollars; more than nothing.
    pub whole_value: i64,
    /// Whether the part is of Chinese origin.
    pub part_from_china: Option<bool>,
    /// Whether the part is a magnet material.
    pub part_is_magnet: Option<bool>,
    /// Whether the product was made with Chinese rare-earth technology.
    pub chinese_technology: Option<bool>,
    /// Whether the end user is on the control list.
    pub end_user_listed: Option<bool>,
    /// Whether it is for disaster relief.
    pub relief: Option<bool>,
}

impl Row {
    /// What the rule says, in plain Rust: the answer that every engine has to give. None where an answer is missing.
    ///
    /// A licence is needed from 9 October to 6 November 2025 where Chinese magnet material is worth 0.1 % of the
    /// product or more, or the product was made with Chinese technology, or the end user is on the control list,
    /// unless it is for disaster relief.
    #[must_use]
    pub fn needs_licence(&self) -> Option<bool> {
        let (part_from_china, part_is_magnet) = (self.part_from_china?, self.part_is_magnet?);
        let (technology, listed, relief) =
            (self.chinese_technology?, self.end_user_listed?, self.relief?);
        let share = self.part_value? * 1_000 >= self.whole_value;
        let caught = (share && part_from_china && part_is_magnet) || technology || listed;
        Some(caught && !relief && (20_251_009..20_251_107).contains(&self.day))
    }
}

/// Numbers from a seed (xorshift64*): enough for rows, and the same everywhere.
#[derive(Debug)]
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 32
    }

    /// A number below `end`.
    fn below(&mut self, end: u32) -> u32 {
        // The remainder is below `end`, which is an `u32`.
        u32::try_from(self.next() % u64::from(end.max(1))).unwrap_or(0)
    }

    fn yes(&mut self, percent: u32) -> bool {
        self.below(100) < percent
    }
}

/// `count` rows. Of every hundred answers, `unknown_percent` are missing; the day and the product's value never are.
#[must_use]
pub fn rows(count: usize, seed: u64, unknown_percent: u32) -> Vec<Row> {
    let mut numbers = Numbers(seed | 1);
    let mut answers = Vec::with_capacity(count);
    for _ in 0..count {
        let day = 20_251_000 + i32::try_from(numbers.below(2) * 100 + 1 + numbers.below(30)).unwrap_or(1);
        let part_value = i64::from(numbers.below(2_000));
        let whole_value = 1 + i64::from(numbers.below(1_000_000));
        let mut answer = |percent: u32| {
            let yes = numbers.yes(percent);
            (!numbers.yes(unknown_percent)).then_some(yes)
        };
        let known = answer(0).is_some();
        answers.push(Row {
            day,
            part_value: known.then_some(part_value),
            whole_value,
            part_from_china: answer(60),
            part_is_magnet: answer(60),
            chinese_technology: answer(20),
            end_user_listed: answer(5),
            relief: answer(20),
        });
    }
    answers
}
