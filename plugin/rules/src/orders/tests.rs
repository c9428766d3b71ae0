use super::*;
use crate::domain::OrderState;

#[test]
fn every_label_of_the_sources_has_its_states() {
    let text = "[shop]\ncurrency = \"RUB\"\n[contract.c]\n";
    let rules = crate::policy::load(text).unwrap().policy.life;
    let new = states(&rules, At::NEW);
    assert_eq!(label(&rules, &new).label, "new");
    let placed = States {
        order: OrderState::AwaitingConfirmation,
        ..new
    };
    assert_eq!(label(&rules, &placed).label, "processing");
}
