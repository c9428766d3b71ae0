//! Credit in use: what counts, to the last unit; what ends the bar; what nobody knows.

use super::*;
use crate::domain::{Actor, ActorKind, CreditLimit, Day, LiveOrder, Rate, Receivable};
use rust_decimal::dec;

fn day(day: u32) -> Day {
    Day::from_ymd_opt(2026, 3, day).unwrap()
}

fn context() -> Context {
    Context {
        acting: Actor {
            id: "b".into(),
            kind: ActorKind::Buyer,
        },
        principal: "b".into(),
        instant: 0,
        today: day(20),
        request_id: "r".into(),
    }
}

fn limit(amount: Option<Number>) -> CreditLimit {
    CreditLimit {
        entity: "e".into(),
        contract: None,
        currency: "EUR".into(),
        amount,
    }
}

fn invoice(amount: Number) -> Receivable {
    Receivable {
        id: "INV-1".into(),
        entity: "e".into(),
        contract: None,
        order: None,
        currency: "EUR".into(),
        amount,
        paid: dec!(0),
        shipped: Some(day(1)),
        due: Some(day(31)),
    }
}

fn live(id: &str, payable: Number) -> LiveOrder {
    LiveOrder {
        id: id.into(),
        entity: "e".into(),
        contract: None,
        currency: "EUR".into(),
        payable,
        paid: dec!(0),
    }
}

/// A limit of 1000.00, 400.00 of it owed, 250.00 ordered.
fn facts() -> Receivables {
    Receivables {
        items: vec![invoice(dec!(400))],
        limits: vec![limit(Some(dec!(1000)))],
        orders: Some(vec![live("W-1", dec!(250))]),
        ..Receivables::default()
    }
}

fn order(payable: Number) -> AtHand<'static> {
    AtHand {
        id: None,
        under: Some(Under {
            contract: "k",
            terms: "net-30",
        }),
        payable,
        paid: dec!(0),
    }
}

fn say(when: &str, facts: &Receivables, order: AtHand<'_>, rates: &[Rate]) -> Option<Finding> {
    let text = format!(
        "[shop]\ncurrency = \"EUR\"\n[contract.net-30]\ndefault = true\n[contract.prepaid]\n\
         [[credit.gate]]\nid = \"g\"\nstage = \"place\"\nwhen = {{ {when} }}\n"
    );
    let policy = crate::policy::load(&text).unwrap().policy;
    let context = context();
    let exchange = Exchange::new(&policy, rates, context.today, "EUR");
    let debtor = Debtor {
        context: &context,
        entity: "e",
        exchange: &exchange,
        paid_in_full: false,
        order,
    };
    let gate = policy.gates.first().unwrap();
    decide(gate, debtor, Some(facts)).unwrap().pop()
}

/// Code, release sum, and what the order may cost.
fn barred_by(finding: Option<Finding>) -> Option<(&'static str, Number, Option<Number>)> {
    let finding = finding?;
    let (mut release, mut most) = (dec!(0), None);
    for remedy in &finding.remedies {
        match remedy {
            Remedy::Pay(sum) => release = *sum,
            Remedy::Edit(edit) if edit.field == "total" => most = edit.to,
            other => panic!("{other:?}"),
        }
    }
    Some((finding.code, release, most))
}

fn over(facts: &Receivables, order: AtHand<'_>) -> Option<(&'static str, Number, Option<Number>)> {
    barred_by(say("exposure_over = \"100%\"", facts, order, &[]))
}

fn fact(when: &str, facts: &Receivables, order: AtHand<'_>) -> Option<Value> {
    let finding = say(when, facts, order, &[])?;
    assert_eq!(
        (finding.code, finding.outcome),
        (UNKNOWN, Outcome::Indeterminate)
    );
    Some(finding.params.first()?.value.clone())
}

#[test]
fn credit_used_to_the_last_unit_passes_and_a_unit_more_does_not() {
    assert_eq!(over(&facts(), order(dec!(350.00))), None);
    let more = over(&facts(), order(dec!(350.01)));
    assert_eq!(more, Some((LIMIT, dec!(0.01), Some(dec!(350.00)))));
    // Either remedy is enough.
    let paid = AtHand {
        paid: dec!(0.01),
        ..order(dec!(350.01))
    };
    assert_eq!(over(&facts(), paid), None);
}

#[test]
fn from_a_share_on_the_share_itself_bars() {
    let from = |payable| {
        barred_by(say(
            "exposure_from = \"80%\"",
            &facts(),
            order(payable),
            &[],
        ))
    };
    assert_eq!(from(dec!(149.99)), None);
    let at = from(dec!(150.00));
    assert_eq!(at, Some((LIMIT, dec!(0.01), Some(dec!(149.99)))));
    // A limit of 0 lets nothing pass, and what is owed can be paid to nothing.
    let mut none = facts();
    none.limits = vec![limit(Some(dec!(0)))];
    none.items.clear();
    none.orders = Some(vec![]);
    let said = say("exposure_from = \"80%\"", &none, order(dec!(5)), &[]);
    assert_eq!(barred_by(said), Some((LIMIT, dec!(5.00), None)));
    assert!(say("exposure_from = \"80%\"", &none, order(dec!(0)), &[]).is_none());
}

#[test]
fn an_order_does_not_count_twice_and_its_invoice_counts_with_it() {
    let own = AtHand {
        id: Some("W-1"),
        ..order(dec!(600))
    };
    assert_eq!(over(&facts(), own), None, "400.00 owed and 600.00 ordered");
    let more = AtHand {
        payable: dec!(600.01),
        ..own
    };
    assert_eq!(
        over(&facts(), more),
        Some((LIMIT, dec!(0.01), Some(dec!(600.00))))
    );
    // What is shipped of it is owed already: the larger of the two counts.
    let mut shipped = facts();
    shipped.items[0].order = Some("W-1".into());
    assert_eq!(
        over(
            &shipped,
            AtHand {
                payable: dec!(1000),
                ..own
            }
        ),
        None
    );
    let other = order(dec!(600.01));
    assert_eq!(
        over(&shipped, other),
        Some((LIMIT, dec!(0.01), Some(dec!(600.00))))
    );
    // And what is shipped does not shrink with the order.
    shipped.items[0].amount = dec!(1200);
    assert_eq!(over(&shipped, own), Some((LIMIT, dec!(200.00), None)));
}

#[test]
fn what_is_paid_closed_or_another_s_does_not_count() {
    let mut facts = facts();
    facts.items[0].paid = dec!(400);
    facts.items.push(Receivable {
        shipped: None,
        ..invoice(dec!(5000))
    });
    facts.items.push(Receivable {
        entity: "x".into(),
        ..invoice(dec!(5000))
    });
    let other = LiveOrder {
        entity: "x".into(),
        ..live("W-2", dec!(5000))
    };
    let paid = LiveOrder {
        paid: dec!(90),
        ..live("W-3", dec!(80))
    };
    facts.orders.as_mut().unwrap().extend([other, paid]);
    assert_eq!(over(&facts, order(dec!(750))), None);
    assert!(over(&facts, order(dec!(750.01))).is_some());
}

#[test]
fn no_order_is_small_enough_where_the_others_use_up_the_limit() {
    let mut facts = facts();
    facts.items[0].amount = dec!(750);
    assert_eq!(
        over(&facts, order(dec!(10))),
        Some((LIMIT, dec!(10.00), None))
    );
}

#[test]
fn a_contract_has_a_limit_of_its_own_beside_the_one_for_all() {
    let mut facts = facts();
    facts.limits.push(CreditLimit {
        contract: Some("k".into()),
        ..limit(Some(dec!(300)))
    });
    facts.limits.push(CreditLimit {
        contract: Some("other".into()),
        ..limit(Some(dec!(1)))
    });
    facts.items[0].contract = Some("other".into());
    facts.orders.as_mut().unwrap()[0].contract = Some("k".into());
    assert_eq!(over(&facts, order(dec!(50))), None);
    assert_eq!(
        over(&facts, order(dec!(50.01))),
        Some((LIMIT, dec!(0.01), Some(dec!(50.00))))
    );
    // Over both: the larger sum is to be paid, the smaller one is what the order may cost.
    let both = over(&facts, order(dec!(400)));
    assert_eq!(both, Some((LIMIT, dec!(350.00), Some(dec!(50.00)))));
    // What names no contract counts under each.
    facts.items[0].contract = None;
    assert_eq!(
        over(&facts, order(dec!(50))),
        Some((LIMIT, dec!(400.00), None))
    );
}

#[test]
fn a_limit_that_is_missing_is_neither_nothing_nor_endless() {
    let when = "exposure_over = \"100%\"";
    let mut facts = facts();
    facts.limits[0].amount = None;
    assert_eq!(
        over(&facts, order(dec!(1_000_000))),
        None,
        "agreed to be without"
    );
    let text = |text: &str| Some(Value::Text(text.to_owned()));
    facts.limits.push(limit(Some(dec!(5))));
    assert_eq!(
        fact(when, &facts, order(dec!(1))),
        text("credit limit: two of them")
    );
    facts.limits.clear();
    assert_eq!(fact(when, &facts, order(dec!(1))), text("credit limit"));
    facts.limits.push(CreditLimit {
        contract: Some("other".into()),
        ..limit(Some(dec!(5000)))
    });
    assert_eq!(fact(when, &facts, order(dec!(1))), text("credit limit"));
    facts.limits = vec![limit(Some(dec!(5000)))];
    facts.orders = None;
    assert_eq!(fact(when, &facts, order(dec!(1))), text("live orders"));
    facts.orders = Some(vec![]);
    let nowhere = AtHand {
        under: None,
        ..order(dec!(1))
    };
    assert_eq!(fact(when, &facts, nowhere), text("contract of the order"));
}

#[test]
fn exposure_is_converted_up_and_the_limit_down() {
    let rate = Rate {
        from: "USD".into(),
        to: "EUR".into(),
        value: dec!(0.9),
        day: day(20),
    };
    let rates = [rate];
    let mut facts = facts();
    facts.orders = Some(vec![]);
    facts.items[0].currency = "USD".into();
    facts.items[0].amount = dec!(100.01);
    // 100.01 × 0.9 = 90.009, up to 90.01: with 909.99 the limit is used to the last unit.
    let ask = |facts: &Receivables, payable| {
        barred_by(say(
            "exposure_over = \"100%\"",
            facts,
            order(payable),
            &rates,
        ))
    };
    assert_eq!(ask(&facts, dec!(909.99)), None);
    assert_eq!(
        ask(&facts, dec!(910.00)),
        Some((LIMIT, dec!(0.01), Some(dec!(909.99))))
    );
    // 1000.01 × 0.9 = 900.009, down to 900.00.
    facts.items.clear();
    facts.limits[0].currency = "USD".into();
    facts.limits[0].amount = Some(dec!(1000.01));
    assert_eq!(ask(&facts, dec!(900.00)), None);
    assert_eq!(
        ask(&facts, dec!(900.01)),
        Some((LIMIT, dec!(0.01), Some(dec!(900.00))))
    );
    // Without a rate nothing is compared, unless nothing is in use.
    facts.limits[0].currency = "CHF".into();
    assert!(say("exposure_over = \"100%\"", &facts, order(dec!(0)), &rates).is_none());
    let said = say("exposure_over = \"100%\"", &facts, order(dec!(1)), &rates).unwrap();
    assert_eq!(said.code, UNKNOWN);
}

#[test]
fn several_conditions_bar_together_and_ending_one_ends_the_bar() {
    let when = "receivable_over = \"390.00\", exposure_over = \"90%\", contract = \"net-30\"";
    let ask = |facts: &Receivables, order| barred_by(say(when, facts, order, &[]));
    // 400.00 owed is 10.00 over; 900.01 in use is 0.01 over.
    let both = ask(&facts(), order(dec!(250.01)));
    assert_eq!(both, Some((RECEIVABLE, dec!(0.01), Some(dec!(250.00)))));
    assert_eq!(ask(&facts(), order(dec!(250.00))), None);
    let mut repaid = facts();
    repaid.items[0].paid = dec!(10);
    repaid.orders.as_mut().unwrap().push(live("W-2", dec!(500)));
    assert_eq!(ask(&repaid, order(dec!(250.01))), None);
    let prepaid = AtHand {
        under: Some(Under {
            contract: "p",
            terms: "prepaid",
        }),
        ..order(dec!(5000))
    };
    assert_eq!(ask(&facts(), prepaid), None);
    // What surely passes needs no other fact; what may bar does.
    let mut missing = facts();
    missing.limits.clear();
    assert!(fact(when, &missing, order(dec!(1))).is_some());
    missing.items.clear();
    assert!(say(when, &missing, order(dec!(1)), &[]).is_none());
}
