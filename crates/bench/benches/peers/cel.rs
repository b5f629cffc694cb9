//! CEL, through the crate `cel`: two-valued here, so only rows without unknowns.

use cel::common::types::{CelBool, CelInt};
use cel::common::value::CowVal;
use cel::context::VariableResolver;
use cel::{Context, Program, Value};
use exeat_bench::rows::Row;

const RULE: &str = "day >= 20251009 && day < 20251107 \
    && ((part_value * 1000 >= whole_value && part_from_china && part_is_magnet) \
        || chinese_technology || end_user_listed) \
    && !relief";

/// The rule, and the functions that every row's context inherits.
pub(crate) struct Cel {
    program: Program,
    root: Context<'static, 'static>,
}

impl Cel {
    pub(crate) fn new() -> Self {
        Self {
            program: Program::compile(RULE).expect("the rule is an expression"),
            root: Context::default(),
        }
    }

    /// Each column becomes a variable of a scope made for the row: the way of the crate's first example.
    pub(crate) fn with_variables(&self, row: &Row) -> bool {
        let mut scope = self.root.new_inner_scope();
        scope.add_variable_from_value("day", i64::from(row.day));
        scope.add_variable_from_value("part_value", known(row.part_value));
        scope.add_variable_from_value("whole_value", row.whole_value);
        scope.add_variable_from_value("part_from_china", known(row.part_from_china));
        scope.add_variable_from_value("part_is_magnet", known(row.part_is_magnet));
        scope.add_variable_from_value("chinese_technology", known(row.chinese_technology));
        scope.add_variable_from_value("end_user_listed", known(row.end_user_listed));
        scope.add_variable_from_value("relief", known(row.relief));
        self.program.execute(&scope) == Ok(Value::Bool(true))
    }

    /// The row answers for its columns when it is asked: the crate's way for those who would not copy.
    pub(crate) fn with_resolver(&self, row: &Row) -> bool {
        let columns = Columns::of(row);
        let mut scope = self.root.new_inner_scope();
        scope.set_variable_resolver(&columns);
        self.program.execute(&scope) == Ok(Value::Bool(true))
    }
}

/// A row in the types of CEL.
struct Columns {
    day: CelInt,
    part_value: CelInt,
    whole_value: CelInt,
    part_from_china: CelBool,
    part_is_magnet: CelBool,
    chinese_technology: CelBool,
    end_user_listed: CelBool,
    relief: CelBool,
}

impl Columns {
    fn of(row: &Row) -> Self {
        Self {
            day: CelInt::from(i64::from(row.day)),
            part_value: CelInt::from(known(row.part_value)),
            whole_value: CelInt::from(row.whole_value),
            part_from_china: CelBool::from(known(row.part_from_china)),
            part_is_magnet: CelBool::from(known(row.part_is_magnet)),
            chinese_technology: CelBool::from(known(row.chinese_technology)),
            end_user_listed: CelBool::from(known(row.end_user_listed)),
            relief: CelBool::from(known(row.relief)),
        }
    }
}

impl VariableResolver for Columns {
    fn resolve<'b>(&'b self, variable: &str) -> Option<CowVal<'b, 'b>> {
        Some(match variable {
            "day" => CowVal::Borrowed(&self.day),
            "part_value" => CowVal::Borrowed(&self.part_value),
            "whole_value" => CowVal::Borrowed(&self.whole_value),
            "part_from_china" => CowVal::Borrowed(&self.part_from_china),
            "part_is_magnet" => CowVal::Borrowed(&self.part_is_magnet),
            "chinese_technology" => CowVal::Borrowed(&self.chinese_technology),
            "end_user_listed" => CowVal::Borrowed(&self.end_user_listed),
            "relief" => CowVal::Borrowed(&self.relief),
            _ => return None,
        })
    }
}

/// The answer, which is there: these engines are only given rows without unknowns.
fn known<T: Default>(answer: Option<T>) -> T {
    answer.unwrap_or_default()
}
