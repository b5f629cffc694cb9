//! Rego, through the crate `regorus`: by its interpreter, and by its register machine.

use std::collections::BTreeMap;

use exeat_bench::rows::Row;
use regorus::languages::rego::compiler::Compiler;
use regorus::rvm::RegoVM;
use regorus::{Engine, Value};

const RULE: &str = "package law
import rego.v1
default licence := false
caught if {
    input.part_value * 1000 >= input.whole_value
    input.part_from_china
    input.part_is_magnet
}
caught if input.chinese_technology
caught if input.end_user_listed
licence if {
    input.day >= 20251009
    input.day < 20251107
    caught
    not input.relief
}
";

const ENTRY: &str = "data.law.licence";

fn engine() -> Engine {
    let mut engine = Engine::new();
    engine
        .add_policy("law.rego".to_owned(), RULE.to_owned())
        .expect("the rule is a policy");
    engine
}

/// The columns as an object, without a detour over JSON.
fn input(row: &Row) -> Value {
    let bool = |answer: Option<bool>| Value::from(answer.unwrap_or_default());
    Value::from(BTreeMap::from([
        ("day".into(), Value::from(row.day)),
        ("part_value".into(), Value::from(row.part_value.unwrap_or_default())),
        ("whole_value".into(), Value::from(row.whole_value)),
        ("part_from_china".into(), bool(row.part_from_china)),
        ("part_is_magnet".into(), bool(row.part_is_magnet)),
        ("chinese_technology".into(), bool(row.chinese_technology)),
        ("end_user_listed".into(), bool(row.end_user_listed)),
        ("relief".into(), bool(row.relief)),
    ]))
}

/// The interpreter.
pub(crate) struct Interpreter {
    engine: Engine,
}

impl Interpreter {
    pub(crate) fn new() -> Self {
        Self { engine: engine() }
    }

    pub(crate) fn needs_licence(&mut self, row: &Row) -> bool {
        self.engine.set_input(input(row));
        let answer = self.engine.eval_rule(ENTRY.to_owned());
        answer.expect("the rule has an answer") == Value::from(true)
    }
}

/// The register machine: compiled once, kept from row to row.
pub(crate) struct Machine {
    machine: RegoVM,
}

impl Machine {
    pub(crate) fn new() -> Self {
        let policy = engine()
            .compile_with_entrypoint(&ENTRY.into())
            .expect("the rule can be compiled");
        let program =
            Compiler::compile_from_policy(&policy, &[ENTRY]).expect("the rule can be compiled");
        let mut machine = RegoVM::new();
        machine.load_program(program);
        Self { machine }
    }

    pub(crate) fn needs_licence(&mut self, row: &Row) -> bool {
        self.machine.set_input(input(row));
        let answer = self.machine.execute();
        answer.expect("the rule has an answer") == Value::from(true)
    }
}
