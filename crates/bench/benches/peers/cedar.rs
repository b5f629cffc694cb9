//! Cedar, through the crate `cedar-policy`: the columns are the context of a request.

use std::str::FromStr as _;

use cedar_policy::{
    Authorizer, Context, Decision, Entities, EntityUid, PolicySet, Request, RestrictedExpression,
};
use exeat_bench::rows::Row;

/// `permit` stands for "a licence is needed", so that one policy says the whole rule. A `forbid` whose attribute is
/// missing would be skipped, and allow.
const RULE: &str = "permit(principal, action, resource) when {
    context.day >= 20251009 && context.day < 20251107
    && ((context.part_value * 1000 >= context.whole_value && context.part_from_china && context.part_is_magnet)
        || context.chinese_technology || context.end_user_listed)
    && !context.relief
};";

/// The rule, and what every request has alike.
pub(crate) struct Cedar {
    policies: PolicySet,
    authorizer: Authorizer,
    entities: Entities,
    principal: EntityUid,
    action: EntityUid,
    resource: EntityUid,
}

impl Cedar {
    pub(crate) fn new() -> Self {
        let uid = |text| EntityUid::from_str(text).expect("it is an identifier");
        Self {
            policies: PolicySet::from_str(RULE).expect("the rule is a policy"),
            authorizer: Authorizer::new(),
            entities: Entities::empty(),
            principal: uid(r#"Party::"exporter""#),
            action: uid(r#"Action::"export""#),
            resource: uid(r#"Item::"product""#),
        }
    }

    pub(crate) fn needs_licence(&self, row: &Row) -> bool {
        let long = |name: &str, number: i64| {
            (name.to_owned(), RestrictedExpression::new_long(number))
        };
        let bool = |name: &str, answer: Option<bool>| {
            let answer = answer.unwrap_or_default();
            (name.to_owned(), RestrictedExpression::new_bool(answer))
        };
        let context = Context::from_pairs([
            long("day", i64::from(row.day)),
            long("part_value", row.part_value.unwrap_or_default()),
            long("whole_value", row.whole_value),
            bool("part_from_china", row.part_from_china),
            bool("part_is_magnet", row.part_is_magnet),
            bool("chinese_technology", row.chinese_technology),
            bool("end_user_listed", row.end_user_listed),
            bool("relief", row.relief),
        ])
        .expect("the names differ");
        let request = Request::new(
            self.principal.clone(),
            self.action.clone(),
            self.resource.clone(),
            context,
            None,
        )
        .expect("no schema forbids it");
        let response = self
            .authorizer
            .is_authorized(&request, &self.policies, &self.entities);
        response.decision() == Decision::Allow
    }
}
