//! A matter in few lines, for whoever reads a failure.

use std::fmt::{self, Formatter, Write};

use exeat_facts::{Component, Fact, FactSet, Value};
use exeat_law::model::{
    Expression, GroupKind, InForce, Measure, Over, ProvisionKind, Quantifier, Subject, Test,
};
use exeat_value::{Day, Span};

use super::Matter;
use super::vocabulary::vocabulary;

impl fmt::Debug for Matter {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text().unwrap_or_default())
    }
}

impl Matter {
    fn text(&self) -> Result<String, fmt::Error> {
        let mut out = String::new();
        writeln!(out, "law of {}, known at {}", self.law_date, self.known_at)?;
        self.law_text(&mut out)?;
        self.case_text(&mut out)?;
        Ok(out)
    }

    fn law_text(&self, out: &mut String) -> fmt::Result {
        let law = &self.rulebook;
        for (index, one) in law.jurisdictions.iter().enumerate() {
            writeln!(
                out,
                "jurisdiction {index}: reach when {}",
                condition(&one.reach)
            )?;
        }
        for (index, one) in law.instruments.iter().enumerate() {
            writeln!(
                out,
                "instrument {index} of jurisdiction {}: {}{}",
                one.jurisdiction.index(),
                days(one.in_force.as_ref()),
                known(&[("issued", one.issued), ("recorded", one.recorded)]),
            )?;
        }
        for (index, one) in law.readings.iter().enumerate() {
            write!(out, "reading {index}:")?;
            for alternative in &one.alternatives {
                write!(
                    out,
                    " ({}{}{})",
                    alternative
                        .span
                        .map_or("no days".to_owned(), |days| span(&days)),
                    if alternative.presumed {
                        ", presumed"
                    } else {
                        ""
                    },
                    known(&[("recorded", alternative.recorded)]),
                )?;
            }
            writeln!(out)?;
        }
        for (index, one) in law.entries.iter().enumerate() {
            writeln!(
                out,
                "entry {index} of instrument {} on lists {:?}: {}{} when {}",
                one.instrument.index(),
                one.lists
                    .iter()
                    .map(|list| list.index())
                    .collect::<Vec<_>>(),
                days(one.in_force.as_ref()),
                known(&[("recorded", one.recorded)]),
                condition(&one.condition),
            )?;
        }
        for (index, one) in law.defines.iter().enumerate() {
            writeln!(out, "define {index}: {}", condition(&one.condition))?;
        }
        for (id, one) in law.provision_ids() {
            let targets = match &one.kind {
                ProvisionKind::Rule { over } => format!("rule over {over:?}"),
                ProvisionKind::Exception { from } => format!("exception to {from:?}"),
                ProvisionKind::Policy { of } => format!("policy of {of:?}"),
                ProvisionKind::Gap { .. } => "gap".to_owned(),
            };
            writeln!(
                out,
                "provision {} of instrument {}: {targets} {:?} {}{} when {}",
                id.index(),
                one.instrument.index(),
                one.effect,
                days(one.in_force.as_ref()),
                known(&[("recorded", one.recorded)]),
                condition(&one.condition),
            )?;
        }
        for one in &law.suspensions {
            writeln!(
                out,
                "suspend {:?} {:?} {:?}: {}{}",
                one.instruments,
                one.provisions,
                one.entries,
                days(Some(&one.in_force)),
                known(&[("recorded", one.recorded)]),
            )?;
        }
        for one in &law.commencements {
            writeln!(
                out,
                "commence {:?} {:?} {:?} from {}{}",
                one.instruments,
                one.provisions,
                one.entries,
                one.from,
                known(&[("recorded", one.recorded)]),
            )?;
        }
        Ok(())
    }

    fn case_text(&self, out: &mut String) -> fmt::Result {
        let case = &self.case;
        writeln!(out, "shipment: {}", facts(&case.shipment))?;
        writeln!(out, "end use: {}", facts(&case.end_use))?;
        for (index, party) in case.parties.iter().enumerate() {
            writeln!(
                out,
                "party {index} {:?}: {}",
                party.roles,
                facts(&party.facts)
            )?;
        }
        for (index, item) in case.items.iter().enumerate() {
            writeln!(out, "item {index}: {}", facts(&item.facts))?;
            for component in &item.components {
                writeln!(out, "  holds {}", held(component))?;
            }
            writeln!(out, "  complete: {}", item.components_complete)?;
        }
        for line in &case.lines {
            writeln!(out, "line {}: item {}", line.number, line.item.0)?;
        }
        Ok(())
    }
}

fn span(span: &Span) -> String {
    match span.until {
        Some(until) => format!("from {} until {until}", span.from),
        None => format!("from {}", span.from),
    }
}

fn days(in_force: Option<&InForce>) -> String {
    match in_force {
        None => "no days of its own".to_owned(),
        Some(InForce::Span(days)) => span(days),
        Some(InForce::Reading(id)) => format!("days of reading {}", id.index()),
    }
}

fn known(days: &[(&str, Option<Day>)]) -> String {
    days.iter()
        .filter_map(|(what, day)| day.map(|day| format!(", {what} {day}")))
        .collect()
}

fn facts(facts: &FactSet) -> String {
    let texts: Vec<String> = facts
        .iter()
        .filter(|(_, fact)| !fact.is_unknown())
        .map(|(id, one)| format!("{} {}", vocabulary().get(id).path, fact(one)))
        .collect();
    texts.join("; ")
}

fn held(component: &Component) -> String {
    let mut text = format!("item {}", component.item.0);
    for (name, one) in [
        ("value", &component.value),
        ("value-share", &component.value_share),
        ("mass", &component.mass),
        ("mass-share", &component.mass_share),
    ] {
        if !one.is_unknown() {
            text.push_str(&format!("; {name} {}", fact(one)));
        }
    }
    text
}

fn fact(fact: &Fact) -> String {
    let text = |value: &Value| match value {
        Value::Set(codes) if codes.is_empty() => "none".to_owned(),
        value => value.text(vocabulary()),
    };
    match fact {
        Fact::Known { value, .. } => format!("is {}", text(value)),
        Fact::Unknown(_) => "is unknown".to_owned(),
        Fact::Between { low, high, .. } => format!("is between {} and {}", text(low), text(high)),
        Fact::Contested(candidates) => {
            let texts: Vec<String> = candidates.iter().map(|one| text(&one.value)).collect();
            format!("is contested {}", texts.join(" or "))
        }
    }
}

fn subject(subject: Subject) -> String {
    match subject {
        Subject::Role(role) => role.name().to_owned(),
        other => format!("{other:?}").to_lowercase(),
    }
}

fn test(test: &Test) -> String {
    let codes = |codes: &exeat_law::model::CodeSet| {
        codes
            .iter()
            .map(|&code| vocabulary().code_text(code))
            .collect::<Vec<_>>()
            .join(",")
    };
    match test {
        Test::Yes => "is yes".to_owned(),
        Test::Codes { yes, unanswered } if unanswered.is_empty() => format!("in {}", codes(yes)),
        Test::Codes { yes, unanswered } => {
            format!("in {} (silent for {})", codes(yes), codes(unanswered))
        }
        Test::Includes(code) => format!("includes {}", vocabulary().code_text(*code)),
        Test::Number(comparison, number) => format!("is {comparison} {number}"),
        Test::Money(comparison, currency, number) => {
            format!("is {comparison} {number} {}", currency.code())
        }
        Test::Before(day) => format!("before {day}"),
        Test::On(day) => format!("on {day}"),
    }
}

fn condition(expression: &Expression) -> String {
    match expression {
        Expression::Constant(value) => value.to_string(),
        Expression::Atom(atom) => format!(
            "{}.{} {}",
            subject(atom.subject),
            vocabulary().get(atom.fact).path,
            test(&atom.test)
        ),
        Expression::Not(part) => format!("not ({})", condition(part)),
        Expression::Group(kind, limbs) => {
            let kind = match kind {
                GroupKind::All => "all",
                GroupKind::Any => "any",
                GroupKind::NoneOf => "none",
            };
            let limbs: Vec<String> = limbs
                .iter()
                .map(|limb| match &limb.in_force {
                    None => condition(&limb.expression),
                    in_force => {
                        format!(
                            "{} [{}]",
                            condition(&limb.expression),
                            days(in_force.as_ref())
                        )
                    }
                })
                .collect();
            format!("{kind}({})", limbs.join("; "))
        }
        Expression::Listed(one, list) => format!("{} on list {}", subject(*one), list.index()),
        Expression::Entry(one, entry) => format!("{} meets entry {}", subject(*one), entry.index()),
        Expression::Define(define) => format!("define {}", define.index()),
        Expression::Reading(reading, alternative) => {
            format!("reading {} is {alternative}", reading.index())
        }
        Expression::Open(gap) => format!("gap {}", gap.index()),
        Expression::Quantified(quantifier, over, body) => {
            let quantifier = match quantifier {
                Quantifier::Some => "some",
                Quantifier::Every => "every",
                Quantifier::No => "no",
            };
            let over = match over {
                Over::Layers(of) => format!("layer of {}", subject(*of)),
                Over::Components(of) => format!("component of {}", subject(*of)),
                Over::Parties => "party".to_owned(),
            };
            format!("{quantifier} {over} has ({})", condition(body))
        }
        Expression::Share {
            measure,
            whole,
            filter,
            comparison,
            threshold,
        } => {
            let measure = match measure {
                Measure::Value => "value",
                Measure::Mass => "mass",
            };
            format!(
                "share by {measure} of components of {} where ({}) is {comparison} {threshold} %",
                subject(*whole),
                condition(filter)
            )
        }
    }
}
