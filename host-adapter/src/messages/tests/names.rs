//! Words of the contract that texts name: no language shows them raw.

use super::*;

/// As `wit/0.1.0/orders.wit` has them; of a step, its id.
const EVENTS: [&str; 23] = [
    "place",
    "correct",
    "consent",
    "decline",
    "lapse-consent",
    "release",
    "confirm",
    "escalate",
    "reserve",
    "grant-reservation",
    "grant-part",
    "deny-reservation",
    "expire-reservation",
    "see-payment",
    "ship",
    "deliver",
    "request-return",
    "accept-return",
    "refuse-return",
    "cancel",
    "complete",
    "reopen",
    "archive",
];

#[test]
fn events_states_and_people_are_named_in_the_language_and_the_policys_names_stay() {
    let [en, ru, it] = all();
    let actor = |event: &str| {
        finding(
            "order.actor",
            &[
                ("event", text(event), Audience::Buyer),
                ("by", text("rep, role:owner"), Audience::Staff),
            ],
        )
    };
    for event in EVENTS {
        let latin = ru.finding(&actor(event), "RUB");
        assert!(
            !latin.contains(|c: char| c.is_ascii_alphabetic()),
            "{latin}"
        );
        for messages in [&en, &it] {
            let shown = messages.finding(&actor(event), "RUB");
            assert!(!shown.contains(&format!(": {event}.")), "{shown}");
        }
    }
    assert_eq!(
        ru.finding_for_staff(&actor("confirm"), "RUB"),
        "Это действие выполняет кто-то другой: подтверждение. Разрешено: торговый представитель, owner."
    );
    assert_eq!(
        it.finding(&actor("step:picking"), "RUB"),
        "Questa azione spetta ad altri: step:picking."
    );
    let event = |label| {
        let params = buyer(&[("event", text("ship")), ("label", text(label))]);
        ru.finding_for_staff(&finding("order.event", &params), "RUB")
    };
    assert!(event("paid-in-part").ends_with("Событие: отгрузка; состояние: оплачен частично."));
    assert!(event("on-its-way").ends_with("состояние: on-its-way."));
    for role in [
        "buyer",
        "rep",
        "staff",
        "system",
        "administrator",
        "manager",
    ] {
        let remedies = [
            Remedy::Grant(role.to_owned()),
            Remedy::Contact(role.to_owned()),
        ];
        for remedy in remedies.iter().take(if role == "system" { 1 } else { 2 }) {
            let shown = ru.remedy(remedy, "RUB");
            assert!(!shown.contains(role), "{shown}");
        }
    }
}
