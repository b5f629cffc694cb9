//! Decision diagrams, held against tables of all combinations of answers.

use exeat_law::diagram::{Diagram, Implicant, Literal, NO, Node, TooLarge, YES};
use proptest::collection::vec;
use proptest::prelude::*;

/// The numbers of cells of the variables.
const CELLS: [usize; 4] = [2, 3, 2, 3];

/// A function of a few variables.
#[derive(Debug, Clone)]
enum Function {
    Test(usize, Vec<bool>),
    Not(Box<Function>),
    And(Box<Function>, Box<Function>),
    Or(Box<Function>, Box<Function>),
    Differ(Box<Function>, Box<Function>),
    Choose(Box<Function>, Box<Function>, Box<Function>),
}

fn function() -> impl Strategy<Value = Function> {
    let test = (0..CELLS.len(), vec(any::<bool>(), 3)).prop_map(|(variable, mut yes)| {
        yes.truncate(CELLS[variable]);
        Function::Test(variable, yes)
    });
    test.prop_recursive(5, 24, 3, |part| {
        let boxed = part.prop_map(Box::new).boxed();
        let two = || (boxed.clone(), boxed.clone());
        prop_oneof![
            boxed.clone().prop_map(Function::Not),
            two().prop_map(|(one, other)| Function::And(one, other)),
            two().prop_map(|(one, other)| Function::Or(one, other)),
            two().prop_map(|(one, other)| Function::Differ(one, other)),
            (boxed.clone(), boxed.clone(), boxed.clone())
                .prop_map(|(test, yes, no)| Function::Choose(test, yes, no)),
        ]
    })
}

impl Function {
    fn holds(&self, answers: &[usize]) -> bool {
        match self {
            Self::Test(variable, yes) => yes[answers[*variable]],
            Self::Not(part) => !part.holds(answers),
            Self::And(one, other) => one.holds(answers) && other.holds(answers),
            Self::Or(one, other) => one.holds(answers) || other.holds(answers),
            Self::Differ(one, other) => one.holds(answers) != other.holds(answers),
            Self::Choose(test, yes, no) => {
                if test.holds(answers) {
                    yes.holds(answers)
                } else {
                    no.holds(answers)
                }
            }
        }
    }

    fn build(&self, diagram: &mut Diagram) -> Result<Node, TooLarge> {
        match self {
            Self::Test(variable, yes) => diagram.test(*variable, yes),
            Self::Not(part) => {
                let part = part.build(diagram)?;
                diagram.not(part)
            }
            Self::And(one, other) => {
                let (one, other) = (one.build(diagram)?, other.build(diagram)?);
                diagram.and(one, other)
            }
            Self::Or(one, other) => {
                let (one, other) = (one.build(diagram)?, other.build(diagram)?);
                diagram.or(one, other)
            }
            Self::Differ(one, other) => {
                let (one, other) = (one.build(diagram)?, other.build(diagram)?);
                diagram.differ(one, other)
            }
            Self::Choose(test, yes, no) => {
                let test = test.build(diagram)?;
                let (yes, no) = (yes.build(diagram)?, no.build(diagram)?);
                diagram.choose(test, yes, no)
            }
        }
    }
}

fn empty() -> Diagram {
    Diagram::new(CELLS.to_vec(), 10_000)
}

/// Every combination of answers.
fn all_answers() -> Vec<Vec<usize>> {
    let mut all = vec![Vec::new()];
    for cells in CELLS {
        all = all
            .iter()
            .flat_map(|answers: &Vec<usize>| {
                (0..cells).map(|cell| answers.iter().copied().chain([cell]).collect())
            })
            .collect();
    }
    all
}

fn table(function: &Function) -> Vec<bool> {
    all_answers()
        .iter()
        .map(|answers| function.holds(answers))
        .collect()
}

/// Every set of answers, each as wide as one likes: for each variable some of its cells.
fn all_cubes() -> Vec<Vec<Vec<usize>>> {
    let mut all = vec![Vec::new()];
    for cells in CELLS {
        let choices: Vec<Vec<usize>> = (1_u32..1 << cells)
            .map(|set| (0..cells).filter(|cell| set & (1 << cell) != 0).collect())
            .collect();
        all = all
            .iter()
            .flat_map(|cube: &Vec<Vec<usize>>| {
                choices.iter().map(|choice| {
                    let mut cube = cube.clone();
                    cube.push(choice.clone());
                    cube
                })
            })
            .collect();
    }
    all
}

fn settles(function: &Function, cube: &[Vec<usize>]) -> bool {
    all_answers()
        .iter()
        .filter(|answers| {
            cube.iter()
                .zip(answers.iter())
                .all(|(cells, cell)| cells.contains(cell))
        })
        .all(|answers| function.holds(answers))
}

/// Whether no answer of a cube can be wider.
fn is_prime(function: &Function, cube: &[Vec<usize>]) -> bool {
    (0..CELLS.len()).all(|variable| {
        (0..CELLS[variable])
            .filter(|cell| !cube[variable].contains(cell))
            .all(|cell| {
                let mut wider = cube.to_vec();
                wider[variable].push(cell);
                !settles(function, &wider)
            })
    })
}

/// Whether each answer of a cube is needed.
fn none_can_be_left_out(function: &Function, cube: &[Vec<usize>]) -> bool {
    (0..CELLS.len())
        .filter(|&variable| cube[variable].len() < CELLS[variable])
        .all(|variable| {
            let mut without = cube.to_vec();
            without[variable] = (0..CELLS[variable]).collect();
            !settles(function, &without)
        })
}

fn cube_of(literals: &[Literal]) -> Vec<Vec<usize>> {
    (0..CELLS.len())
        .map(|variable| {
            let own = literals.iter().find(|literal| literal.variable == variable);
            own.map_or((0..CELLS[variable]).collect(), |literal| {
                literal.cells.clone()
            })
        })
        .collect()
}

fn cost_of(cube: &[Vec<usize>], costs: &[u32]) -> u32 {
    (0..CELLS.len())
        .filter(|&variable| cube[variable].len() < CELLS[variable])
        .map(|variable| costs[variable])
        .sum()
}

proptest! {
    #[test]
    fn a_diagram_is_the_table_of_its_function(function in function()) {
        let mut diagram = empty();
        let node = function.build(&mut diagram)?;
        for answers in all_answers() {
            let expected = u8::from(function.holds(&answers));
            prop_assert_eq!(diagram.evaluate(node, &answers), expected);
        }
    }

    #[test]
    fn functions_that_mean_the_same_are_one_node(one in function(), other in function()) {
        let mut diagram = empty();
        let (first, second) = (one.build(&mut diagram)?, other.build(&mut diagram)?);
        prop_assert_eq!(first == second, table(&one) == table(&other));
        let differ = diagram.differ(first, second)?;
        prop_assert_eq!(differ == NO, first == second);
        let back = diagram.differ(differ, second)?;
        prop_assert_eq!(back, first);
    }

    #[test]
    fn support_is_what_the_outcome_depends_on(function in function()) {
        let mut diagram = empty();
        let node = function.build(&mut diagram)?;
        let depends: Vec<usize> = (0..CELLS.len())
            .filter(|&variable| {
                all_answers().iter().any(|answers| {
                    (0..CELLS[variable]).any(|cell| {
                        let mut other = answers.clone();
                        other[variable] = cell;
                        function.holds(&other) != function.holds(answers)
                    })
                })
            })
            .collect();
        prop_assert_eq!(diagram.support(node), depends);
    }

    #[test]
    fn restricting_is_answering(function in function(), variable in 0..CELLS.len(), cell in 0..2_usize) {
        let mut diagram = empty();
        let node = function.build(&mut diagram)?;
        let restricted = diagram.restrict(node, variable, cell)?;
        for mut answers in all_answers() {
            let found = diagram.evaluate(restricted, &answers);
            answers[variable] = cell;
            prop_assert_eq!(found, u8::from(function.holds(&answers)));
        }
        prop_assert!(!diagram.support(restricted).contains(&variable));
    }

    #[test]
    fn a_witness_leads_to_yes_whatever_the_rest_is(function in function()) {
        let mut diagram = empty();
        let node = function.build(&mut diagram)?;
        let Some(witness) = diagram.witness(node) else {
            prop_assert!(table(&function).iter().all(|yes| !yes));
            return Ok(());
        };
        let mut seen = 0;
        for answers in all_answers() {
            if witness.iter().all(|&(variable, cell)| answers[variable] == cell) {
                prop_assert!(function.holds(&answers));
                seen += 1;
            }
        }
        prop_assert!(seen > 0);
    }

    #[test]
    fn columns_lead_to_the_first_that_holds(columns in vec(function(), 1..4)) {
        let mut diagram = empty();
        let mut node = Node::terminal(0);
        for (place, column) in columns.iter().enumerate().rev() {
            let condition = column.build(&mut diagram)?;
            let terminal = Node::terminal(u8::try_from(place + 2).expect("few columns"));
            node = diagram.choose(condition, terminal, node)?;
        }
        let first = |answers: &[usize]| -> u8 {
            let place = columns.iter().position(|column| column.holds(answers));
            place.map_or(0, |place| u8::try_from(place + 2).expect("few columns"))
        };
        let mut reached = std::collections::BTreeSet::new();
        for answers in all_answers() {
            prop_assert_eq!(diagram.evaluate(node, &answers), first(&answers));
            reached.insert(first(&answers));
        }
        prop_assert_eq!(diagram.terminals(node), reached.iter().copied().collect::<Vec<_>>());
        for terminal in 0..6 {
            let ends = diagram.ends_in(node, terminal)?;
            for answers in all_answers() {
                prop_assert_eq!(diagram.evaluate(ends, &answers), u8::from(first(&answers) == terminal));
            }
        }
    }

    #[test]
    fn shortest_implicants_are_prime_and_the_cheapest(
        function in function(),
        costs in vec(proptest::sample::select(vec![1_u32, 3, 10, 30]), CELLS.len()),
        most in 1..5_usize,
    ) {
        let mut diagram = empty();
        let node = function.build(&mut diagram)?;
        let found: Vec<Implicant> = diagram.shortest_implicants(node, &costs, most)?;
        prop_assert!(found.len() <= most);
        let mut cheapest: Vec<u32> = all_cubes()
            .iter()
            .filter(|cube| settles(&function, cube) && is_prime(&function, cube))
            .map(|cube| cost_of(cube, &costs))
            .collect();
        cheapest.sort_unstable();
        prop_assert_eq!(found.is_empty(), node == NO);
        for (place, implicant) in found.iter().enumerate() {
            let cube = cube_of(&implicant.literals);
            prop_assert!(settles(&function, &cube), "{:?} is an implicant", implicant);
            prop_assert!(is_prime(&function, &cube), "{:?} is prime", implicant);
            prop_assert_eq!(implicant.cost, cost_of(&cube, &costs));
            prop_assert!(implicant.literals.iter().all(|one| one.cells.len() < CELLS[one.variable]));
            prop_assert!(!found[..place].contains(implicant));
        }
        // The cheapest of all is found, what follows is in order, and no set of single answers is left out that is
        // cheaper than one that is shown.
        prop_assert_eq!(found.first().map(|one| one.cost), cheapest.first().copied());
        prop_assert!(found.is_sorted_by_key(|one| one.cost));
        let full = found.len() == most;
        let last = found.last().map_or(0, |one| one.cost);
        let cubes: Vec<_> = found.iter().map(|one| cube_of(&one.literals)).collect();
        for cube in all_cubes() {
            let single = cube.iter().zip(CELLS).all(|(cells, all)| [1, all].contains(&cells.len()));
            let left_out = !cubes.iter().any(|known| {
                known.iter().zip(&cube).all(|(wide, narrow)| narrow.iter().all(|cell| wide.contains(cell)))
            });
            if single && left_out && settles(&function, &cube) && none_can_be_left_out(&function, &cube) {
                let cost = cost_of(&cube, &costs);
                prop_assert!(full && cost >= last, "left out {:?}, which costs {}", cube, cost);
            }
        }
        if node == YES {
            prop_assert!(found.iter().all(|one| one.literals.is_empty()));
        }
    }

    #[test]
    fn a_full_store_says_so(function in function()) {
        let mut diagram = Diagram::new(CELLS.to_vec(), 3);
        match function.build(&mut diagram) {
            Ok(node) => {
                for answers in all_answers() {
                    prop_assert_eq!(diagram.evaluate(node, &answers), u8::from(function.holds(&answers)));
                }
            }
            Err(TooLarge { limit }) => prop_assert_eq!(limit, 3),
        }
        prop_assert!(diagram.size() <= 3);
    }
}

/// Three chains whose variables take turns: as deep as anything is gone through, in the little memory of a test's thread.
#[test]
fn long_chains_are_told_instead_of_overflowing() {
    const LONG: usize = 1_000;
    let mut diagram = Diagram::new(vec![2; 3 * LONG + 1], 1_000_000);
    let mut chain = |first: usize, length: usize| {
        (0..length).rev().try_fold(YES, |rest, place| {
            let test = diagram.test(3 * place + first, &[false, true])?;
            diagram.and(test, rest)
        })
    };
    let chains: Vec<Node> = (0..3)
        .map(|first| chain(first, LONG).expect("as long as may be"))
        .collect();
    assert!(chain(0, LONG + 1).is_err());
    assert!(diagram.choose(chains[0], chains[1], chains[2]).is_err());
    assert_eq!(diagram.support(chains[2]).len(), LONG);
}
