//! Guests whose answers can't be.

use super::*;

#[test]
fn gives_what_it_blocks() {
    let comptoir = comptoir(guests::GIVES_WHAT_IT_BLOCKS);
    let directory = synthetic::nobody();
    let change = EmployeeChange::Add(NewEmployee {
        email: "petr@example.com".into(),
        level: "administrator".into(),
        limit: None,
        outlets: None,
    });
    let given = comptoir
        .accounts()
        .manage_employee(&synthetic::context(), &directory, &change);
    nonsense(given, "an access is given that may not be");
}

#[test]
fn answers_nonsense() {
    let negative = comptoir(guests::ANSWERS_A_NEGATIVE_PRICE);
    nonsense(evaluate(&negative), "a net price of -1.00");
    serves(&negative);
    let unknown = comptoir(guests::ANSWERS_AN_UNKNOWN_LINE);
    nonsense(evaluate(&unknown), "a finding speaks of line 99 of 2");
    serves(&unknown);
    let foreign = comptoir(guests::ANSWERS_A_FOREIGN_CURRENCY);
    nonsense(evaluate(&foreign), "contract `C-1` is in EUR, not in XDB");
    serves(&foreign);
    let rate = comptoir(guests::ANSWERS_A_RATE_OF_ITS_OWN);
    nonsense(
        evaluate(&rate),
        "a rate from EUR to RUB that was not passed",
    );
    serves(&rate);
    let elsewhere = comptoir(guests::SENDS_GOODS_ELSEWHERE);
    nonsense(evaluate(&elsewhere), "a detail `address` that nobody said");
    serves(&elsewhere);
}

#[test]
fn places_nonsense() {
    let drafted = comptoir(guests::DRAFTS_WHAT_IT_BLOCKS);
    nonsense(
        place(&drafted),
        "an order is drafted while the verdict is block",
    );
    serves(&drafted);
    let reserved = comptoir(guests::RESERVES_UNKNOWN_GOODS);
    nonsense(place(&reserved), "an effect reserves product 99 of 2");
    serves(&reserved);
    let collected = comptoir(guests::ANSWERS_A_RATE_OF_ITS_OWN);
    nonsense(
        place(&collected),
        "an entry of another day than the one asked",
    );
    serves(&collected);
}

#[test]
fn moves_bonuses_that_are_not_there() {
    let facts = synthetic::loyalty(&[(100, 60)]);
    let overdrawn = comptoir(guests::OVERDRAWS_A_LOT);
    let settled = overdrawn
        .loyalty()
        .settle(&synthetic::context(), &facts, &Occasion::Expire);
    nonsense(settled, "61 taken off a lot that holds 60");
    let mut with_lot = synthetic::facts(2);
    with_lot.loyalty = Some(facts);
    let redeemed = overdrawn
        .cart()
        .evaluate(&synthetic::context(), &with_lot, &synthetic::cart(2));
    nonsense(redeemed, "61 redeemed of a balance of 60");
    let off = comptoir(guests::TAKES_OFF_TOO_MUCH);
    nonsense(evaluate(&off), "a discount of 1 on a line of 0");
    serves(&off);
}

#[test]
fn remembers_nothing() {
    let comptoir = comptoir(guests::REMEMBERS);
    for _ in 0..20 {
        let totals = evaluate(&comptoir)
            .expect("an answer")
            .answer
            .totals
            .expect("totals");
        assert_eq!(totals.weight, 1.into(), "every decision is the first");
    }
    place(&comptoir).expect("an answer");
}

#[test]
fn papers_over_differences() {
    let comptoir = comptoir(guests::PAPERS_OVER_DIFFERENCES);
    let (context, facts) = (synthetic::context(), synthetic::facts(1));
    let client = Client {
        buyer: &facts.buyer,
        contracts: &facts.contracts,
    };
    let order = synthetic::order("order-1");
    let request = InvoiceRequest {
        sequence: 1,
        issued: vec![],
        shipped: None,
    };
    let documents = comptoir.documents();
    nonsense(
        documents.invoice(&context, client, &facts.products, &order, &request),
        "an invoice of 0.01, not 10",
    );
    let request = StatementRequest {
        entity: "entity".to_owned(),
        start: context.local_date,
        end: context.local_date,
        contract: None,
        currency: None,
    };
    nonsense(
        documents.statement(&context, client, None, None, &request),
        "a closing balance of 100, not 0",
    );
    let request = WaybillRequest {
        sequence: 1,
        reserved: vec![],
    };
    nonsense(
        documents.waybill(&context, &facts, std::slice::from_ref(&order), &request),
        "99 of `sku-0`, of which 0 were ordered",
    );
}
