//! The kit on this shop: nothing gets past the rules, and nothing is left untried.

use std::sync::Arc;

use comptoir::shop::Shop;
use comptoir::{Compilation, Comptoir, EngineOptions};
use comptoir_conformance::{AT, Outcome, POLICY, run, scenarios, shop_folder};
use comptoir_memory_shop::MemoryShop;

#[test]
fn every_scenario_holds() {
    let comptoir = Comptoir::builder()
        .policy_text("policy.toml", POLICY)
        .engine_options(EngineOptions {
            compilation: Compilation::Baseline,
            ..EngineOptions::default()
        })
        .build()
        .expect("the kit's policy is valid");
    let comptoir = Arc::new(comptoir);
    let shop = Shop::open(&shop_folder()).expect("the kit's shop is valid");
    let open = || Ok(MemoryShop::new(Arc::clone(&comptoir), shop.clone(), AT));
    let report = run(open, &scenarios().expect("the kit can be read")).expect("a report");
    assert!(
        report
            .tried
            .iter()
            .all(|tried| tried.outcome == Outcome::Held),
        "{report}"
    );
}
