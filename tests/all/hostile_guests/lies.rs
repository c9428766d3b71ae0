//! Guests that lie about money and goods. Each answers right but for one lie, which the test names; the first
//! call of each test, without a lie, is served.

use super::*;
use comptoir::contract::loyalty::{OrderReturn, SettledOrder};
use comptoir::contract::orders::{
    Applied, Event, FireAnswer, FireRequest, GoodsPart, OrderState, Proposal, ReservationState,
    ReturnState, ShipmentState,
};
use comptoir::contract::{CartRequest, Context, ExtraField, Line, LotPart};
use comptoir::{OrderFacts, event_digest};

fn lying(lie: &str) -> Vec<Line> {
    let mut lines = synthetic::cart(2).lines;
    lines[0].extra.push(ExtraField {
        name: "lie".into(),
        value: lie.into(),
    });
    lines
}

/// Places two lines, shown at `net` each.
fn place(
    comptoir: &Comptoir,
    lie: &str,
    (net, gross): (u32, u32),
) -> Result<Decision<PlaceAnswer>, CallError> {
    let mut request = synthetic::place(lying(lie), vec![]);
    let lines = request.lines.iter();
    request.quote.lines = lines
        .map(|line| QuotedLine {
            quantity: line.quantity,
            net: net.into(),
        })
        .collect();
    request.quote.gross = gross.into();
    comptoir
        .checkout()
        .place(&synthetic::context(), &synthetic::facts(2), &request)
}

#[test]
fn drafts_another_order() {
    let comptoir = comptoir(guests::DRAFTS_ANOTHER_ORDER);
    let place = |lie| place(&comptoir, lie, (1, 6));
    place("").expect("an order");
    nonsense(place("payable"), "0.01 to pay are drafted of a cart of 6");
    nonsense(place("gross"), "0.01 goods are drafted of a cart of 6");
    nonsense(
        place("delivery"),
        "0.01 delivery are drafted of a cart of 0",
    );
    nonsense(
        place("discount"),
        "the draft holds other lines than its cart",
    );
    nonsense(place("redeemed"), "0.01 bonuses are drafted of a cart of 0");
    let other_lines = "the draft holds other lines than its cart";
    nonsense(place("no lines"), other_lines);
    nonsense(place("other goods"), other_lines);
    nonsense(place("paid"), "0 of 6 is paid in full");
    nonsense(
        place("barred"),
        "an order is drafted of a cart that may not be placed",
    );
    nonsense(
        place("another article"),
        "another article is taken for `ART-000000`",
    );
    serves(&comptoir);
}

#[test]
fn drafts_what_was_not_shown() {
    let comptoir = comptoir(guests::DRAFTS_ANOTHER_ORDER);
    nonsense(
        place(&comptoir, "", (2, 12)),
        "a line is drafted at another price than 2",
    );
    nonsense(
        place(&comptoir, "", (1, 5)),
        "an order of 6 is drafted where 5 was shown",
    );
}

/// The cart of two lines, at 1 each: 2 and 4 of them.
fn evaluate(comptoir: &Comptoir, lie: &str) -> Result<Decision<CartAnswer>, CallError> {
    let request = CartRequest {
        lines: lying(lie),
        ..synthetic::cart(0)
    };
    comptoir
        .cart()
        .evaluate(&synthetic::context(), &synthetic::facts(2), &request)
}

/// How far a sum may lie from price times quantity is read from the policy's text.
#[test]
fn a_sum_lies_within_what_the_policy_rounds_to() {
    let with = |sum: &str| {
        comptoir_tests::builder()
            .plugin_bytes(guests::ADDS_UP_WRONG)
            .policy_text("rounding.toml", &format!("[shop]\nsum = {sum}\n"))
            .build()
            .expect("the guest misbehaves later")
    };
    let too_far = "2 at 1 do not cost 1";
    nonsense(evaluate(&with("{ to = \"1\" }"), "a line"), too_far);
    nonsense(evaluate(&with("{ round = \"down\" }"), "a line"), too_far);
    // Rounded by less than 2; but then the lines add up to another sum.
    for wider in ["{ to = \"1.01\" }", "{ to = 2 }"] {
        let rounded = evaluate(&with(wider), "a line");
        nonsense(rounded, "lines of 5 are not 6 in total");
    }
}

#[test]
fn adds_up_wrong() {
    let comptoir = comptoir(guests::ADDS_UP_WRONG);
    let evaluate = |lie| evaluate(&comptoir, lie);
    evaluate("").expect("a cart");
    nonsense(evaluate("a line"), "2 at 1 do not cost 1");
    nonsense(
        evaluate("no sum"),
        "a line has a price and no sum, or a sum and no price",
    );
    nonsense(evaluate("the lines"), "lines of 6 are not 1 in total");
    nonsense(
        evaluate("all of it"),
        "goods of 6 are neither 0 net nor 0 gross",
    );
    nonsense(
        evaluate("a class"),
        "1 and 0 by class are not 6 net and 0 tax",
    );
    nonsense(
        evaluate("the mode"),
        "totals are taxed otherwise than their contract",
    );
    serves(&comptoir);
}

#[test]
fn forgets_what_it_read() {
    let comptoir = comptoir(guests::FORGETS_WHAT_IT_READ);
    let place = |lie| place(&comptoir, lie, (0, 0));
    place("").expect("an order");
    nonsense(place("contract"), "the decision does not name its contract");
    let unnamed = "the decision does not name the product `ART-000000`, or its stock";
    nonsense(place("product"), unnamed);
    nonsense(place("stock"), unnamed);
}

#[test]
fn places_with_effects_that_nobody_asked_for() {
    let comptoir = comptoir(guests::DOES_WHAT_NOBODY_ASKED);
    let place = |lie| place(&comptoir, lie, (0, 0));
    place("").expect("an order");
    nonsense(
        place("a cart"),
        "this answer has no place for a reservation",
    );
    nonsense(place("earn"), "this answer has no place for a new lot");
    nonsense(
        place("release"),
        "this answer has no place for a release of goods",
    );
    nonsense(
        place("request"),
        "goods are asked for `another`, not for `req-1`",
    );
    nonsense(
        place("reserve"),
        "other goods are set aside than the cart grants",
    );
    nonsense(place("promo"), "promo `another` is used and does not apply");
    nonsense(place("keep"), "details are kept twice");
    nonsense(place("one key"), "effect 1 has the key `req-1#0`");
    serves(&comptoir);
}

#[test]
fn settles_with_effects_that_nobody_asked_for() {
    let comptoir = comptoir(guests::DOES_WHAT_NOBODY_ASKED);
    let order = |earned| SettledOrder {
        id: "order-1".into(),
        goods: 100.into(),
        accrues: 1.into(),
        redeemed: Vec::<LotPart>::new(),
        earned,
        returned: 0.into(),
    };
    let settle = |lie: &str, occasion: Occasion| {
        let mut facts = synthetic::loyalty(&[(100, 60)]);
        facts.version = lie.into();
        comptoir
            .loyalty()
            .settle(&synthetic::context(), &facts, &occasion)
    };
    let completed = |lie| settle(lie, Occasion::Completed(order(None)));
    let returned = |lie| {
        let back = OrderReturn {
            order: order(Some(0)),
            goods: 100.into(),
        };
        settle(lie, Occasion::Returned(back))
    };
    completed("").expect("an answer");
    nonsense(
        completed("a million"),
        "1000000 earned by an order that brings 1",
    );
    nonsense(
        completed("another order"),
        "a lot of order `another`, earned on 2026-11-20",
    );
    nonsense(
        completed("untold"),
        "the effects have 1 earned, the answer 0",
    );
    nonsense(
        completed("redeem"),
        "this answer has no place for redeemed bonuses",
    );
    let foreign = "bonuses move by an occasion of another kind";
    nonsense(completed("expire"), foreign);
    nonsense(returned("a million"), foreign);
    nonsense(
        returned("give back"),
        "1 given back into a lot of which 0 were redeemed",
    );
    nonsense(returned("reverse"), "2 taken back of 1 earned");
    nonsense(settle("give back", Occasion::Expire), foreign);
}

/// Fires `event` at `of`, in a request whose id is the lie.
fn fire(
    comptoir: &Comptoir,
    lie: &str,
    of: &OrderFacts,
    event: Event,
) -> Result<Decision<FireAnswer>, CallError> {
    let context = Context {
        request_id: lie.into(),
        ..synthetic::context()
    };
    let request = FireRequest {
        event,
        key: "k".into(),
        digest: String::new(),
        version: None,
        reason: None,
        roles: vec![],
    };
    comptoir
        .orders()
        .fire(&context, &synthetic::facts(1), of, &request)
}

/// One `A` at 10.
fn waiting() -> OrderFacts {
    OrderFacts {
        order: synthetic::order("order-1"),
        working: None,
        history: None,
    }
}

/// Three `A` at 10, which the accounting system was asked for.
fn requested() -> OrderFacts {
    let mut of = waiting();
    of.order.states.order = OrderState::Confirmed;
    of.order.states.reservation = ReservationState::Requested;
    of.order.lines[0].quantity = 3.into();
    of.order.payable = 30.into();
    of
}

fn asked(sku: &str) -> Line {
    Line {
        sku: sku.into(),
        quantity: 1.into(),
        extra: vec![],
    }
}

#[test]
fn an_event_of_another_kind_changes_no_money() {
    let comptoir = comptoir(guests::REWRITES_THE_ORDER);
    let fire = |lie, event| fire(&comptoir, lie, &waiting(), event);
    fire("nothing", Event::Escalate).expect("an answer");
    let otherwise = "an order holds or costs something else by an event of another kind";
    nonsense(fire("payable", Event::Confirm), otherwise);
    nonsense(fire("lines", Event::SeePayment(0.into())), otherwise);
    nonsense(fire("refused", Event::Cancel), otherwise);
    let released = "an order is let pass by an event of another kind, or up to another sum";
    nonsense(fire("released", Event::Confirm), released);
    nonsense(fire("released", Event::Release), released);
    nonsense(
        fire("proposal", Event::Escalate),
        "a proposal does not fit what became of the order",
    );
    nonsense(
        fire("paid", Event::SeePayment(0.into())),
        "0 of 10 is paid in full",
    );
    nonsense(
        fire("taxed", Event::Escalate),
        "taxes are told of lines that did not change",
    );
    nonsense(
        fire("brings more", Event::Escalate),
        "5 bonuses by an order of 0",
    );
}

#[test]
fn no_more_comes_back_than_was_shipped_or_is_credited_than_it_cost() {
    let comptoir = comptoir(guests::REWRITES_THE_ORDER);
    let mut of = waiting();
    of.order.states.order = OrderState::Confirmed;
    of.order.states.shipment = ShipmentState::Full;
    of.order.states.returns = ReturnState::Requested;
    let fire = |lie, event| fire(&comptoir, lie, &of, event);
    let accept = |lie| fire(lie, Event::AcceptReturn(vec![]));
    accept("comes back").expect("an answer");
    nonsense(
        accept("two come back"),
        "2 of `A` come back, of which 1 can",
    );
    nonsense(
        accept("half is credited"),
        "5 of 10 are credited, 0 before and 5 now",
    );
    nonsense(
        accept("nothing"),
        "a return is accepted of which nothing came back",
    );
    nonsense(
        fire("credits", Event::Escalate),
        "goods come back by an event of another kind",
    );
    nonsense(
        fire("nothing", Event::RequestReturn(vec![])),
        "nothing is asked to come back",
    );
}

#[test]
fn a_correction_goes_no_further_than_it_says() {
    let comptoir = comptoir(guests::REWRITES_THE_ORDER);
    let correct = |lie, lines| fire(&comptoir, lie, &waiting(), Event::Correct(lines));
    let one = |lie| correct(lie, vec![asked("A")]);
    one("taxed").expect("an answer");
    let untaxed = "taxes are not told of the lines that cost something";
    nonsense(one("nothing"), untaxed);
    nonsense(one("taxed elsewhere"), "a tax of line 1 of 1");
    nonsense(
        one("another price"),
        "`A` costs something else than was agreed",
    );
    nonsense(
        one("for nothing"),
        "0 is to be paid for goods of 9.99 at least",
    );
    nonsense(one("more"), "a correction to 1 of `A` makes 5 of it");
    nonsense(
        one("costs more"),
        "11 is to be paid after a correction of 10, and nobody was asked",
    );
    nonsense(
        correct("another article", vec![asked("A"), asked("B")]),
        "`B` comes into an order, and nobody was asked",
    );
    nonsense(one("asked"), "1 is to be paid for goods of 9.99 at least");
    let mut consenting = waiting();
    consenting.order.states.order = OrderState::AwaitingConsent;
    consenting.order.proposal = Some(Proposal {
        lines: consenting.order.lines.clone(),
        taxes: vec![],
        payable: 10.into(),
        redeemed: 0.into(),
        accrues: 0.into(),
    });
    nonsense(
        fire(&comptoir, "agreed", &consenting, Event::Consent),
        "the client agreed to something else",
    );
}

#[test]
fn a_partial_verdict_goes_no_further_than_it_says() {
    let comptoir = comptoir(guests::REWRITES_THE_ORDER);
    let granted = |lie| {
        let part = GoodsPart {
            sku: "A".into(),
            quantity: 1.into(),
        };
        fire(&comptoir, lie, &requested(), Event::GrantPart(vec![part]))
    };
    granted("nothing").expect("an answer");
    nonsense(
        granted("granted"),
        "more of `A` stays than the order had, or than was granted",
    );
    nonsense(
        granted("split"),
        "goods that were not granted are split off as set aside, or shipped",
    );
}

#[test]
fn goods_are_set_aside_once_and_by_an_effect() {
    let comptoir = comptoir(guests::REWRITES_THE_ORDER);
    let fire = |lie, event| fire(&comptoir, lie, &waiting(), event);
    let otherwise = "goods are set aside or let go otherwise than the order says";
    nonsense(fire("set aside", Event::Confirm), otherwise);
    nonsense(fire("set aside twice", Event::Confirm), otherwise);
    nonsense(fire("let go", Event::Confirm), otherwise);
    nonsense(
        fire("set aside for another", Event::Confirm),
        "an effect speaks of order `another`, not `order-1`",
    );
    nonsense(
        fire("part", Event::Confirm),
        "reservation changes by an event of another kind",
    );
    nonsense(
        fire("granted anew", Event::GrantReservation),
        "a reservation is answered that was not asked for",
    );
}

#[test]
fn fires_with_effects_that_nobody_asked_for() {
    let comptoir = comptoir(guests::DOES_WHAT_NOBODY_ASKED);
    let fire = |lie| fire(&comptoir, lie, &waiting(), Event::Escalate);
    fire("nothing").expect("an answer");
    nonsense(fire("earn"), "this answer has no place for a new lot");
    nonsense(
        fire("redeem"),
        "this answer has no place for redeemed bonuses",
    );
}

#[test]
fn claims_and_conceals_repeats() {
    let comptoir = comptoir(guests::REWRITES_THE_ORDER);
    let new = "key `k` is said to be known, and is new";
    let fire = |lie, of: &OrderFacts| fire(&comptoir, lie, of, Event::Escalate);
    nonsense(fire("repeat", &waiting()), new);
    nonsense(fire("conflict", &waiting()), new);
    let known = |digest| {
        let mut of = waiting();
        of.order.applied = vec![Applied {
            key: "k".into(),
            digest,
        }];
        of
    };
    let same = known(event_digest(&Event::Escalate, None));
    fire("repeat", &same).expect("a repeat");
    nonsense(
        fire("nothing", &same),
        "key `k` is said to be new, and is known",
    );
    let other = known("another".into());
    fire("conflict", &other).expect("a conflict");
    nonsense(
        fire("repeat", &other),
        "key `k` is said to be new, and is known",
    );
    nonsense(
        fire("forgets", &waiting()),
        "the decision does not name its order",
    );
    nonsense(
        fire("blames another", &waiting()),
        "the history names another person, another moment or another order",
    );
}
