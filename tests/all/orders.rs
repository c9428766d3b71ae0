//! Orders through the sandbox: the host holds answers against the contract, and both sides agree.

use comptoir::contract::orders::{
    Event, Extent, FireAnswer, FireRequest, OrderState, PaymentState, ReservationState,
    ReturnState, ShipmentState, States,
};
use comptoir::contract::{ActorKind, Audience, Context, Notification, Param, Value};
use comptoir::messages::{Language, Messages};
use comptoir::{CallError, Comptoir, Decision, OrderFacts, canonical, event_digest};
use comptoir_component::native::Native;
use comptoir_tests::{guests, native, synthetic};

fn states(order: OrderState) -> States {
    States {
        order,
        reservation: ReservationState::None,
        payment: PaymentState::Unpaid,
        shipment: ShipmentState::None,
        returns: ReturnState::None,
        step: None,
    }
}

/// An order of the synthetic buyer that waits to be confirmed.
fn waiting() -> OrderFacts {
    OrderFacts {
        order: synthetic::order("W-1"),
        working: None,
        history: None,
    }
}

fn rep() -> Context {
    let mut context = synthetic::context();
    context.principal = synthetic::facts(1).buyer.id;
    context.acting.id = "oleg".to_owned();
    context.acting.kind = ActorKind::Rep;
    context
}

fn fire(comptoir: &Comptoir, event: Event) -> Result<Decision<FireAnswer>, CallError> {
    let request = FireRequest {
        event,
        key: "k".to_owned(),
        digest: String::new(),
        version: None,
        reason: Some("a reason".to_owned()),
        roles: vec![],
    };
    comptoir
        .orders()
        .fire(&rep(), &synthetic::facts(1), &waiting(), &request)
}

#[test]
fn goods_leave_by_no_other_event_than_shipping() {
    let comptoir = comptoir_tests::builder()
        .plugin_bytes(guests::SHIPS_WHAT_IT_CONFIRMS)
        .policy_text("none.toml", "")
        .build()
        .expect("the guest misbehaves later");
    let error = fire(&comptoir, Event::Confirm).err();
    assert!(
        matches!(&error, Some(CallError::Nonsense(what)) if what.contains("shipment")),
        "{error:?}"
    );
    assert!(fire(&comptoir, Event::Ship(Extent::Full)).is_ok());
}

#[test]
fn labels_and_the_machine_are_the_same_on_both_sides() {
    let comptoir = comptoir_tests::builder()
        .policy_text("synthetic.toml", synthetic::POLICY)
        .build()
        .expect("the policy is valid");
    let (plain, _) = Native::load(synthetic::POLICY).unwrap_or_else(|issues| panic!("{issues:?}"));
    let orders = comptoir.orders();
    let machine = canonical::to_string(&orders.describe().expect("an answer")).expect("json");
    for state in [
        OrderState::New,
        OrderState::AwaitingConfirmation,
        OrderState::Confirmed,
        OrderState::Cancelled,
        OrderState::Archived,
    ] {
        let states = states(state);
        let label = orders.label(&states).expect("an answer");
        let label = canonical::to_string(&label).expect("json");
        assert_eq!(
            native::label_and_machine(&plain, &states),
            (label, machine.clone())
        );
    }
}

/// The host fills in a digest, so that another body under one key is told from a repeat.
#[test]
fn a_digest_tells_bodies_apart() {
    let one = event_digest(&Event::Cancel, Some("too dear"));
    assert_eq!(one, event_digest(&Event::Cancel, Some("too dear")));
    assert_ne!(one, event_digest(&Event::Cancel, None));
    assert_ne!(one, event_digest(&Event::Confirm, Some("too dear")));
    assert_ne!(
        event_digest(&Event::Ship(Extent::Full), None),
        event_digest(&Event::Ship(Extent::Part), None)
    );
}

#[test]
fn a_buyer_does_not_see_who_of_the_shop_acted() {
    let comptoir = comptoir_tests::builder()
        .policy_text(
            "small.toml",
            "[shop]\ncurrency = \"EUR\"\n[contract.a]\n[credit]\ndefault_gate = false\n\
             [orders]\nmanager_checks = \"never\"\n",
        )
        .build()
        .expect("the policy is valid");
    let decision = fire(&comptoir, Event::Confirm).expect("an answer");
    let history = |answer: &FireAnswer| answer.history.as_ref().map(|entry| entry.by.clone());
    assert_eq!(history(&decision.answer).as_deref(), Some("oleg"));
    let seen = decision.view(Audience::Buyer);
    assert_eq!(history(&seen).as_deref(), Some(""));
    let why = |answer: &FireAnswer| {
        answer
            .history
            .as_ref()
            .and_then(|entry| entry.reason.clone())
    };
    assert_eq!(why(&decision.answer).as_deref(), Some("a reason"));
    assert_eq!(why(&seen), None, "the client is not told of it");
    let cancelled = fire(&comptoir, Event::Cancel).expect("an answer");
    let cancelled = cancelled.view(Audience::Buyer);
    assert_eq!(why(&cancelled).as_deref(), Some("a reason"));
    assert!(!decision.answer.verdict.effects.is_empty() && seen.verdict.effects.is_empty());
}

/// Message templates that the plugin's sources name: the text after a recipient.
fn templates() -> Vec<String> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../plugin/rules/src");
    let files = [
        "checkout.rs",
        "documents.rs",
        "documents/invoice.rs",
        "accounts/register.rs",
        "accounts/invite.rs",
        "orders/effects.rs",
    ];
    let recipients = [
        "outlet",
        "rep",
        "manager",
        "staff",
        "applicant",
        "administrator",
        "visitor",
    ];
    let mut found: Vec<String> = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(root.join(file)).expect("a source");
        let parts: Vec<&str> = text.split('"').collect();
        for window in parts.windows(3) {
            if recipients.contains(&window[0]) && window[1].trim() == "," {
                found.push(window[2].to_owned());
            }
        }
    }
    // Those that a state decides between.
    let decided = [
        "order-awaiting-confirmation",
        "order-confirmed",
        "order-corrected",
        "order-correction-proposed",
        "employee-invited",
        "access-changed",
        "access-removed",
        "invoice-issued",
        "invoice-reissued",
        "invoice-voided",
    ];
    found.extend(decided.map(str::to_owned));
    found.sort_unstable();
    found.dedup();
    found
}

#[test]
fn every_notification_has_a_text_in_every_language_with_and_without_its_values() {
    let templates = templates();
    assert!(templates.len() >= 30, "{templates:?}");
    for language in Language::ALL {
        let messages = Messages::new(language);
        for template in &templates {
            assert!(
                messages.has_template(template),
                "`{template}` has no text in {language}"
            );
            let param = |name: &str, value: Value| Param {
                name: name.to_owned(),
                value,
                audience: Audience::Buyer,
            };
            let mut note = Notification {
                to: "outlet".to_owned(),
                template: template.clone(),
                channels: vec![],
                params: vec![
                    param("order", Value::Text("W-1".to_owned())),
                    param("sum", Value::Money("7952.35".parse().expect("a sum"))),
                    param("reason", Value::Text("too dear".to_owned())),
                    param("step", Value::Text("picking".to_owned())),
                    param("until", Value::Instant(1_795_186_800_000)),
                ],
            };
            let full = messages.notification(&note, "RUB");
            note.params.clear();
            let bare = messages.notification(&note, "RUB");
            for text in [full, bare] {
                let inside = text.contains(['{', '}', '$']) || text.contains(template.as_str());
                assert!(!inside && !text.is_empty(), "{language}: {text}");
            }
        }
    }
    let note = Notification {
        to: "outlet".to_owned(),
        template: "order-confirmed".to_owned(),
        channels: vec![],
        params: vec![Param {
            name: "order".to_owned(),
            value: Value::Text("W-1".to_owned()),
            audience: Audience::Buyer,
        }],
    };
    let said = Language::ALL.map(|language| Messages::new(language).notification(&note, "RUB"));
    assert_eq!(
        said,
        [
            "Order W-1 is confirmed.",
            "Заказ W-1 подтверждён.",
            "L'ordine W-1 è confermato."
        ]
    );
    let labels = Language::ALL.map(|language| Messages::new(language).label("paid-in-part"));
    assert_eq!(
        labels,
        ["paid in part", "оплачен частично", "pagato in parte"]
    );
    assert_eq!(
        Messages::new(Language::Russian).label("в сборке"),
        "в сборке"
    );
}
