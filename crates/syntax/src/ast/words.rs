//! The closed choices of the grammar as plain enums.

/// How the limbs of a block hang together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BlockMode {
    /// `all of`
    All,
    /// `any of`
    Any,
    /// `none of`
    None,
}

/// How many must have it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Quantifier {
    /// `some`
    Some,
    /// `every`
    Every,
    /// `no`
    No,
}

/// A comparison of amounts or days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ComparisonWord {
    /// `at least`
    AtLeast,
    /// `at most`
    AtMost,
    /// `less than`
    LessThan,
    /// `more than`
    MoreThan,
    /// `before`, of days
    Before,
    /// `on or before`
    OnOrBefore,
    /// `after`
    After,
    /// `on or after`
    OnOrAfter,
}

/// Which of the named values a set must include.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Inclusion {
    /// `includes X`, `includes all of X, Y`
    All,
    /// `includes one of X, Y`
    AtLeastOne,
}

/// By what a share is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ShareBasis {
    /// `by value`
    Value,
    /// `by mass`
    Mass,
}

/// How sure the rulebook's author is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Confidence {
    /// `low`
    Low,
    /// `medium`
    Medium,
    /// `high`
    High,
}

/// How applications are looked at, strictest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReviewPolicy {
    /// `presumption-of-denial`
    PresumptionOfDenial,
    /// `case-by-case`
    CaseByCase,
    /// `presumption-of-approval`
    PresumptionOfApproval,
}

/// The verdict that a case expects.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum VerdictWord {
    /// `prohibited`
    Prohibited,
    /// `undetermined`
    Undetermined,
    /// `licence required`
    LicenceRequired,
    /// `exception available`
    ExceptionAvailable,
    /// `no licence required`
    NoLicenceRequired,
    /// `not reached`
    NotReached,
}

/// What a line of coverage says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CoverageKind {
    /// `modelled`: decided by rules
    Modelled,
    /// `flagged`: seen, asked or mentioned, not decided
    Flagged,
    /// `absent`: not there at all
    Absent,
    /// `untested`: worked cases that the rulebooks do not hold, and why
    Untested,
}

/// What a table says of a key that it does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Otherwise {
    /// `yes`
    Yes,
    /// `no`
    No,
    /// `unknown`
    Unknown,
}

/// How a span ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SpanEnd {
    /// `through`: the named day is inside
    Through,
    /// `until`: the named day is outside
    Until,
}

/// What a period is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PeriodUnit {
    /// `days`
    Days,
    /// `working days`
    WorkingDays,
    /// `months`
    Months,
    /// `years`
    Years,
}
