//! Tries scenarios on an engine.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use comptoir::contract::{Actor, Decimal};
use comptoir::shop::Shop;

use crate::engine::{Bring, Engine, EngineError, Told, Who};
use crate::scenario::{Scenario, Step};
use crate::shop_folder;

/// What became of a scenario.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Everything came as it must.
    Held,
    /// The engine has not got what it takes.
    NotTried(&'static str),
    /// What came otherwise, and at which step.
    Failed(String),
}

/// A scenario, by one of its ways.
#[derive(Debug, Clone)]
pub struct Tried {
    /// Its name, with the way where it has several.
    pub name: String,
    /// Requirement ids.
    pub covers: Vec<String>,
    /// What became of it.
    pub outcome: Outcome,
}

/// All scenarios on one engine.
#[derive(Debug, Clone)]
pub struct Report {
    /// In order.
    pub tried: Vec<Tried>,
}

impl Report {
    /// Whether none failed. What was not tried did not fail: see [`fmt::Display`].
    #[must_use]
    pub fn holds(&self) -> bool {
        let failed = |tried: &Tried| matches!(tried.outcome, Outcome::Failed(_));
        !self.tried.iter().any(failed)
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (mut held, mut skipped, mut failed) = (0_u32, 0_u32, 0_u32);
        for tried in &self.tried {
            match &tried.outcome {
                Outcome::Held => {
                    held += 1;
                    writeln!(f, "held       {}", tried.name)?;
                }
                Outcome::NotTried(why) => {
                    skipped += 1;
                    writeln!(f, "not tried  {}: it has no {why}", tried.name)?;
                }
                Outcome::Failed(why) => {
                    failed += 1;
                    writeln!(f, "FAILED     {}\n           {why}", tried.name)?;
                }
            }
        }
        write!(f, "{held} held, {failed} failed, {skipped} not tried")
    }
}

/// Tries every scenario, each on a fresh engine of `open`.
///
/// # Errors
/// Where the kit itself can't be read.
pub fn run<E: Engine>(
    mut open: impl FnMut() -> Result<E, EngineError>,
    scenarios: &[Scenario],
) -> Result<Report, String> {
    let shop = Shop::open(&shop_folder()).map_err(|error| error.to_string())?;
    let mut tried = Vec::new();
    for scenario in scenarios {
        let ways: Vec<Option<&str>> = match scenario.by.as_slice() {
            [] => vec![None],
            ways => ways.iter().map(|way| Some(way.as_str())).collect(),
        };
        for way in ways {
            let name = match way {
                None => scenario.name.clone(),
                Some(way) => format!("{} ({way})", scenario.name),
            };
            let outcome = match open() {
                Ok(engine) => attempt(engine, &shop, scenario, way),
                Err(error) => Outcome::Failed(format!("opening: {error}")),
            };
            tried.push(Tried {
                name,
                covers: scenario.covers.clone(),
                outcome,
            });
        }
    }
    Ok(Report { tried })
}

fn attempt(
    mut engine: impl Engine,
    shop: &Shop,
    scenario: &Scenario,
    way: Option<&str>,
) -> Outcome {
    let mut orders = BTreeMap::new();
    for (number, step) in (1_u32..).zip(&scenario.steps) {
        let mut trial = Trial {
            engine: &mut engine,
            shop,
            orders: &mut orders,
            way,
        };
        let at = |what: String| format!("step {number}, `{}`: {what}", step.what);
        match trial.step(step) {
            Ok(problems) if problems.is_empty() => {}
            Ok(problems) => return Outcome::Failed(at(problems.join("; "))),
            Err(EngineError::Missing(what)) => return Outcome::NotTried(what),
            Err(EngineError::Broken(what)) => return Outcome::Failed(at(what)),
        }
    }
    Outcome::Held
}

struct Trial<'a, E> {
    engine: &'a mut E,
    shop: &'a Shop,
    /// The engine's ids, by the scenario's names.
    orders: &'a mut BTreeMap<String, String>,
    way: Option<&'a str>,
}

impl<E: Engine> Trial<'_, E> {
    fn step(&mut self, step: &Step) -> Result<Vec<String>, EngineError> {
        let mut problems = Vec::new();
        let told = self.act(step, &mut problems)?;
        if told.done != step.done {
            let (found, expected) = (word(told.done), word(step.done));
            problems.push(format!(
                "it was {found}, not {expected}, with {:?}",
                told.codes
            ));
        }
        let missing: BTreeSet<&String> = step
            .told
            .iter()
            .filter(|code| !told.codes.contains(*code))
            .collect();
        if !missing.is_empty() {
            problems.push(format!("{missing:?} is not among {:?}", told.codes));
        }
        self.look(step, &mut problems)?;
        Ok(problems)
    }

    fn act(&mut self, step: &Step, problems: &mut Vec<String>) -> Result<Told, EngineError> {
        if step.what == "set" {
            let (Some(fact), Some(to)) = (&step.fact, &step.to) else {
                return Err(wrong("`set` needs `fact` and `to`"));
            };
            self.engine.set(fact, to)?;
            return Ok(Told {
                done: true,
                ..Told::default()
            });
        }
        let who = self.who(&step.who)?;
        let lines: Vec<(String, Decimal)> = step
            .lines
            .iter()
            .map(|(sku, quantity)| (sku.clone(), *quantity))
            .collect();
        let what = match (step.what.as_str(), self.way) {
            ("bring", Some(way)) => way,
            (what, _) => what,
        };
        let how = match what {
            "add" => Some(Bring::Add),
            "adjust" => Some(Bring::Adjust),
            "remove" => Some(Bring::Remove),
            "import" => Some(Bring::Import),
            "enter" => Some(Bring::Enter),
            _ => None,
        };
        if let Some(how) = how {
            // A rep enters what others would bring themselves.
            let who = match (how, step.what.as_str()) {
                (Bring::Enter, "bring") => self.who(&format!("rosa for {}", step.who))?,
                _ => who,
            };
            return self.engine.bring(how, &who, &lines);
        }
        match what {
            "cart" => Ok(Told {
                done: true,
                ..Told::default()
            }),
            "place" => self.place(step, &who, problems),
            "reorder" => {
                let order = self.order(step)?;
                self.engine.reorder(&who, &order)
            }
            "edit" => {
                let order = self.order(step)?;
                self.engine.edit(&who, &order, &lines, &step.reason)
            }
            "confirm" => {
                let order = self.order(step)?;
                self.engine.confirm(&who, &order)
            }
            "pay" => {
                let order = self.order(step)?;
                let sum = step.sum.ok_or_else(|| wrong("`pay` needs `sum`"))?;
                self.engine.pay(&who, &order, sum)
            }
            "ship" => {
                let order = self.order(step)?;
                self.engine.ship(&who, &order)
            }
            "cancel" => {
                let order = self.order(step)?;
                self.engine.cancel(&who, &order, &step.reason)
            }
            other => Err(wrong(&format!("`{other}` is nothing that is done"))),
        }
    }

    fn place(
        &mut self,
        step: &Step,
        who: &Who,
        problems: &mut Vec<String>,
    ) -> Result<Told, EngineError> {
        let name = step.order.clone().unwrap_or_default();
        let key = step.key.as_deref().unwrap_or(&name);
        let (told, order) = self.engine.place(who, key)?;
        match (order, self.orders.get(&name)) {
            (Some(order), Some(known)) if step.again => {
                if order != *known {
                    problems.push(format!(
                        "one wish became two orders, `{known}` and `{order}`"
                    ));
                }
            }
            (None, Some(_)) if step.again => problems.push("the wish was forgotten".to_owned()),
            (Some(order), _) => drop(self.orders.insert(name, order)),
            (None, _) => {}
        }
        Ok(told)
    }

    /// What is there afterwards.
    fn look(&mut self, step: &Step, problems: &mut Vec<String>) -> Result<(), EngineError> {
        if let Some(expected) = &step.cart {
            let buyer = self.who(&step.who)?.buyer;
            let found = self.engine.cart(&buyer)?;
            if found != *expected {
                problems.push(format!("the cart holds {found:?}, not {expected:?}"));
            }
        }
        if !step.state.is_empty() || step.holds.is_some() {
            let order = self.order(step)?;
            let seen = self.engine.order(&order)?;
            for (axis, expected) in &step.state {
                let found = match axis.as_str() {
                    "order" => &seen.order,
                    "reservation" => &seen.reservation,
                    "payment" => &seen.payment,
                    "shipment" => &seen.shipment,
                    other => return Err(wrong(&format!("`{other}` is no axis"))),
                };
                if found != expected {
                    problems.push(format!("{axis} is `{found}`, not `{expected}`"));
                }
            }
            if let Some(expected) = &step.holds
                && seen.lines != *expected
            {
                problems.push(format!(
                    "the order holds {:?}, not {expected:?}",
                    seen.lines
                ));
            }
        }
        for (sku, expected) in &step.reserved {
            let found = self.engine.reserved(sku)?;
            if found != *expected {
                problems.push(format!("{found} of `{sku}` are reserved, not {expected}"));
            }
        }
        for sku in self.shop.products.keys() {
            let (reserved, there) = (self.engine.reserved(sku)?, self.engine.on_hand(sku)?);
            if reserved.to_number() > there.to_number() {
                problems.push(format!("{reserved} of `{sku}` are reserved, of {there}"));
            }
        }
        Ok(())
    }

    /// `anna`, or `rosa for anna`.
    fn who(&self, text: &str) -> Result<Who, EngineError> {
        let (acting, buyer) = text.split_once(" for ").unwrap_or((text, text));
        let kind = self
            .shop
            .actor(acting)
            .ok_or_else(|| wrong(&format!("nobody is called `{acting}`")))?;
        Ok(Who {
            acting: Actor {
                id: acting.to_owned(),
                kind,
            },
            buyer: buyer.to_owned(),
        })
    }

    fn order(&self, step: &Step) -> Result<String, EngineError> {
        let name = step.order.clone().unwrap_or_default();
        let id = self.orders.get(&name).cloned();
        id.ok_or_else(|| wrong(&format!("no order was placed as `{name}`")))
    }
}

fn word(done: bool) -> &'static str {
    if done { "done" } else { "refused" }
}

fn wrong(what: &str) -> EngineError {
    EngineError::Broken(what.to_owned())
}
