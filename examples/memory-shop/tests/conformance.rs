//! The kit on this shop: nothing gets past the rules, and nothing is left untried. And a shop with a
//! hole is found out.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use comptoir::contract::Decimal;
use comptoir::shop::Shop;
use comptoir::{Compilation, Comptoir, EngineOptions, audit};
use comptoir_conformance::{
    AT, Bring, Engine, EngineError, Outcome, POLICY, Report, Told, Who, run, scenarios, shop_folder,
};
use comptoir_memory_shop::MemoryShop;

static COMPTOIR: LazyLock<Arc<Comptoir>> = LazyLock::new(|| {
    let options = EngineOptions {
        compilation: Compilation::Baseline,
        ..EngineOptions::default()
    };
    let builder = Comptoir::builder().policy_text("policy.toml", POLICY);
    let built = builder.engine_options(options).build();
    Arc::new(built.expect("the kit's policy is valid"))
});

fn open() -> MemoryShop {
    let shop = Shop::open(&shop_folder()).expect("the kit's shop is valid");
    MemoryShop::new(Arc::clone(&COMPTOIR), shop, AT)
}

fn report<E: Engine>(open: impl FnMut() -> Result<E, EngineError>) -> Report {
    run(open, &scenarios().expect("the kit can be read")).expect("a report")
}

fn outcome<'a>(report: &'a Report, name: &str) -> &'a Outcome {
    let tried = report.tried.iter().find(|tried| tried.name == name);
    &tried.unwrap_or_else(|| panic!("{name}")).outcome
}

#[test]
fn every_scenario_holds() {
    let report = report(|| Ok(open()));
    let held = |tried: &comptoir_conformance::Tried| tried.outcome == Outcome::Held;
    assert!(report.tried.iter().all(held), "{report}");
}

#[test]
fn what_was_decided_is_in_the_audit() {
    let shop = open();
    let anna = Who {
        acting: comptoir::contract::Actor {
            id: "anna".to_owned(),
            kind: comptoir::contract::ActorKind::Buyer,
        },
        buyer: "anna".to_owned(),
    };
    let lamp = [("LAMP-1".to_owned(), Decimal::from(1))];
    shop.bring(Bring::Add, &anna, &lamp).expect("a cart");
    shop.place(&anna, "click").expect("an order");
    let state = shop.state();
    let lines: Vec<String> = state
        .audit()
        .iter()
        .map(|record| record.to_line().expect("json"))
        .collect();
    let head = state.audit().last().expect("a record").head();
    let chains = audit::verify(lines.join("\n").as_bytes(), &[head]).expect("a whole chain");
    assert_eq!(chains.len(), 1);
    assert!(!state.letters().is_empty());
}

/// A shop that ships by a button of its own, and whose upload does not ask the plugin.
struct WithHoles(MemoryShop, BTreeMap<String, Decimal>);

impl Engine for WithHoles {
    fn set(&mut self, fact: &str, value: &str) -> Result<(), EngineError> {
        self.0.set(fact, value)
    }

    fn bring(
        &mut self,
        how: Bring,
        who: &Who,
        lines: &[(String, Decimal)],
    ) -> Result<Told, EngineError> {
        if how == Bring::Import {
            self.1.extend(lines.iter().cloned());
            return Ok(Told {
                done: true,
                ..Told::default()
            });
        }
        Engine::bring(&mut self.0, how, who, lines)
    }

    fn cart(&mut self, buyer: &str) -> Result<BTreeMap<String, Decimal>, EngineError> {
        let mut cart = self.0.cart(buyer)?;
        cart.extend(self.1.clone());
        Ok(cart)
    }

    fn place(&mut self, who: &Who, key: &str) -> Result<(Told, Option<String>), EngineError> {
        Engine::place(&mut self.0, who, key)
    }

    fn reserved(&mut self, sku: &str) -> Result<Decimal, EngineError> {
        self.0.reserved(sku)
    }

    fn on_hand(&mut self, sku: &str) -> Result<Decimal, EngineError> {
        self.0.on_hand(sku)
    }

    fn order(&mut self, order: &str) -> Result<comptoir_conformance::OrderSeen, EngineError> {
        self.0.order(order)
    }

    fn ship(&mut self, _who: &Who, order: &str) -> Result<Told, EngineError> {
        self.0.set(&format!("order.{order}.shipment"), "full")?;
        Ok(Told {
            done: true,
            ..Told::default()
        })
    }
}

#[test]
fn holes_are_found_and_what_is_not_there_is_not_called_held() {
    let report = report(|| Ok(WithHoles(open(), BTreeMap::new())));
    assert!(!report.holds());
    for name in [
        "more than is shown comes down to what is shown (import)",
        "an article that nobody knows never enters (import)",
        "nothing is shipped before it is confirmed",
    ] {
        let found = outcome(&report, name);
        assert!(matches!(found, Outcome::Failed(_)), "{name}: {found:?}");
    }
    assert_eq!(
        *outcome(&report, "a cancelled order gives its goods back"),
        Outcome::NotTried("confirmation")
    );
    assert_eq!(
        *outcome(
            &report,
            "more than is shown comes down to what is shown (add)"
        ),
        Outcome::Held
    );
    let text = report.to_string();
    assert!(
        text.contains("not tried  a cancelled order gives its goods back: it has no confirmation"),
        "{text}"
    );
}
