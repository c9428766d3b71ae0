//! Guests that misbehave: each is stopped with an error that says how, and the same
//! Comptoir serves the next call.
//!
//! The guests stand in `tests/guests/examples`; what they do otherwise is right.

use std::sync::LazyLock;
use std::thread;
use std::time::{Duration, Instant};

use comptoir::contract::accounts::{Directory, EmployeeChange, NewEmployee};
use comptoir::contract::loyalty::Occasion;
use comptoir::contract::{
    CartAnswer, Detail, OffersRequest, PlaceAnswer, PlaceRequest, Quote, QuotedLine,
};
use comptoir::{
    ActivationError, CallError, CallLimits, Comptoir, Decision, EngineOptions, Limit, Limits,
    inspect,
};
use comptoir_tests::{guests, synthetic};

const MIB: usize = 1024 * 1024;

fn build(guest: &'static [u8], limits: Limits) -> Result<Comptoir, ActivationError> {
    let options = EngineOptions {
        concurrent_calls: 2,
        ..EngineOptions::default()
    };
    Comptoir::builder()
        .plugin_bytes(guest)
        .policy_text("none.toml", "")
        .limits(limits)
        .engine_options(options)
        .build()
}

fn comptoir(guest: &'static [u8]) -> Comptoir {
    build(guest, Limits::default()).expect("the guest misbehaves later")
}

fn with_cart_limits(guest: &'static [u8], cart: CallLimits) -> Comptoir {
    build(
        guest,
        Limits {
            cart,
            ..Limits::default()
        },
    )
    .expect("the guest misbehaves later")
}

fn evaluate(comptoir: &Comptoir) -> Result<Decision<CartAnswer>, CallError> {
    comptoir.cart().evaluate(
        &synthetic::context(),
        &synthetic::facts(2),
        &synthetic::cart(2),
    )
}

fn place(comptoir: &Comptoir) -> Result<Decision<PlaceAnswer>, CallError> {
    let lines = synthetic::cart(2).lines;
    let quoted = lines
        .iter()
        .map(|line| QuotedLine {
            quantity: line.quantity,
            net: 0.into(),
        })
        .collect();
    let request = PlaceRequest {
        contract: None,
        collected: None,
        warehouses: vec![],
        lines,
        quote: Quote {
            lines: quoted,
            gross: 0.into(),
            delivery: None,
            redeemed: None,
        },
        paid: 0.into(),
        delivery: None,
        promo: None,
        bonus: None,
        detail: Detail::Price,
        extra: vec![],
    };
    comptoir
        .checkout()
        .place(&synthetic::context(), &synthetic::facts(2), &request)
}

fn offers_request() -> OffersRequest {
    OffersRequest {
        contract: None,
        warehouses: vec![],
        detail: Detail::Price,
    }
}

/// The next call is served, by the same Comptoir.
#[track_caller]
fn serves(comptoir: &Comptoir) {
    let offers = comptoir.catalogue().offers(
        &synthetic::context(),
        &synthetic::facts(2),
        &offers_request(),
    );
    assert_eq!(
        offers.expect("the next call is served").answer.offers.len(),
        2
    );
}

/// `result` is stopped at `limit`, and says which bound it was.
#[track_caller]
fn stopped<T>(result: Result<T, CallError>, limit: Limit, bound: &str) {
    let expected = CallError::Limit {
        limit,
        bound: bound.to_owned(),
    };
    assert_eq!(result.err(), Some(expected));
}

#[track_caller]
fn nonsense<T>(result: Result<T, CallError>, what: &str) {
    assert_eq!(result.err(), Some(CallError::Nonsense(what.to_owned())));
}

#[test]
fn traps() {
    let comptoir = comptoir(guests::TRAPS);
    let error = evaluate(&comptoir).err();
    assert!(
        matches!(&error, Some(CallError::Trap(text)) if text.contains("unreachable")),
        "{error:?}"
    );
    serves(&comptoir);
}

#[test]
fn loops_until_fuel_runs_out() {
    let comptoir = with_cart_limits(
        guests::LOOPS_FOREVER,
        CallLimits {
            fuel: 1_000_000,
            ..CallLimits::default()
        },
    );
    stopped(evaluate(&comptoir), Limit::Fuel, "1000000 instructions");
    serves(&comptoir);
}

#[test]
fn loops_until_time_runs_out() {
    let time = Duration::from_millis(60);
    let comptoir = with_cart_limits(
        guests::LOOPS_FOREVER,
        CallLimits {
            fuel: u64::MAX,
            time,
            ..CallLimits::default()
        },
    );
    let started = Instant::now();
    stopped(evaluate(&comptoir), Limit::Time, "60 ms");
    // Far below the seconds that another hook may take; a busy machine is slow.
    assert!(
        (time..Duration::from_secs(2)).contains(&started.elapsed()),
        "{:?}",
        started.elapsed()
    );
    serves(&comptoir);
}

#[test]
fn a_time_without_end_is_a_time() {
    let comptoir = with_cart_limits(
        guests::REMEMBERS,
        CallLimits {
            time: Duration::MAX,
            ..CallLimits::default()
        },
    );
    evaluate(&comptoir).expect("an answer");
}

#[test]
fn grows_memory() {
    let comptoir = comptoir(guests::GROWS_MEMORY);
    stopped(evaluate(&comptoir), Limit::Memory, "67108864 bytes");
    serves(&comptoir);
    let comptoir = with_cart_limits(
        guests::GROWS_MEMORY,
        CallLimits {
            memory: 2 * MIB,
            ..CallLimits::default()
        },
    );
    stopped(evaluate(&comptoir), Limit::Memory, "2097152 bytes");
    serves(&comptoir);
}

#[test]
fn recurses() {
    let comptoir = comptoir(guests::RECURSES);
    stopped(evaluate(&comptoir), Limit::Stack, "524288 bytes");
    serves(&comptoir);
    // The stack in its own memory ends where its memory begins.
    let error = comptoir.order_file().read("a.csv", b"a;b").err();
    assert!(
        matches!(&error, Some(CallError::Trap(text)) if text.contains("out of bounds")),
        "{error:?}"
    );
    serves(&comptoir);
}

#[test]
fn answers_too_much() {
    let roomy = CallLimits {
        memory: 128 * MIB,
        output: 64 * MIB,
        ..CallLimits::default()
    };
    let served = with_cart_limits(guests::ANSWERS_TOO_MUCH, roomy);
    evaluate(&served).expect("48 MiB of 64");
    let comptoir = comptoir(guests::ANSWERS_TOO_MUCH);
    stopped(evaluate(&comptoir), Limit::Output, "33554432 bytes");
    serves(&comptoir);
}

#[test]
fn gives_what_it_blocks() {
    let comptoir = comptoir(guests::GIVES_WHAT_IT_BLOCKS);
    let directory = Directory {
        clients: vec![],
        entities: vec![],
        outlets: vec![],
        employees: vec![],
        reps: vec![],
        bindings: vec![],
        absences: vec![],
        invitations: vec![],
    };
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
fn loops_while_loading() {
    let load = CallLimits {
        fuel: 1_000_000,
        time: Duration::from_millis(60),
        ..CallLimits::default()
    };
    let limits = Limits {
        load,
        ..Limits::default()
    };
    let time = build(guests::LOOPS_WHILE_LOADING, limits).err();
    assert!(
        matches!(
            time,
            Some(ActivationError::Load(CallError::Limit {
                limit: Limit::Time,
                ..
            }))
        ),
        "{time:?}"
    );
    // Without a clock its fuel is counted.
    let options = EngineOptions {
        epoch: false,
        concurrent_calls: 2,
        ..EngineOptions::default()
    };
    let unclocked = Comptoir::builder()
        .plugin_bytes(guests::LOOPS_WHILE_LOADING)
        .policy_text("none.toml", "");
    let fuel = unclocked
        .limits(limits)
        .engine_options(options)
        .build()
        .err();
    assert!(
        matches!(
            fuel,
            Some(ActivationError::Load(CallError::Limit {
                limit: Limit::Fuel,
                ..
            }))
        ),
        "{fuel:?}"
    );
    let input = Comptoir::builder()
        .plugin_bytes(guests::REMEMBERS)
        .policy_text("long.toml", &"#".repeat(2 * MIB))
        .build()
        .err();
    assert!(
        matches!(
            input,
            Some(ActivationError::Load(CallError::Limit {
                limit: Limit::Input,
                ..
            }))
        ),
        "{input:?}"
    );
}

#[test]
fn speaks_another_contract() {
    let error = build(guests::SPEAKS_ANOTHER_CONTRACT, Limits::default()).err();
    let error = error.map(|error| error.to_string());
    assert_eq!(
        error.as_deref(),
        Some("the plugin does not fulfil comptoir:rules@0.1.0: it speaks `comptoir:rules@9.9.9`")
    );
}

/// What wants something from its host is refused by name, before anything of it runs.
#[test]
fn imports_something() {
    let imports = [
        ("now", r#"(import "now" (func (result u64)))"#),
        (
            "clock:time/now@1.0.0",
            r#"(import "clock:time/now@1.0.0" (instance (export "now" (func (result u64)))))"#,
        ),
        (
            "comptoir:rules/clock@0.1.0",
            r#"(import "comptoir:rules/clock@0.1.0" (instance (export "now" (func (result u64)))))"#,
        ),
        (
            "other:shop/types@0.1.0",
            r#"(import "other:shop/types@0.1.0" (instance (type (record (field "f" u8))) (export "t" (type (eq 0)))))"#,
        ),
        (
            "comptoir:rules/types@0.1.0",
            r#"(import "comptoir:rules/types@0.1.0" (instance (export "file" (type (sub resource)))))"#,
        ),
        (
            "comptoir:rulesome/types",
            r#"(import "comptoir:rulesome/types" (instance))"#,
        ),
        ("file", r#"(import "file" (type (sub resource)))"#),
        (
            "helper",
            r#"(import "helper" (core module (export "memory" (memory 1))))"#,
        ),
        ("inner", r#"(import "inner" (component))"#),
    ];
    for (name, import) in imports {
        let bytes = wat::parse_str(format!("(component {import})")).expect("valid text");
        let inspected = inspect(&bytes);
        assert!(
            matches!(&inspected, Err(ActivationError::Import(import)) if import == name),
            "{name}: {inspected:?}"
        );
        let built = Comptoir::builder()
            .plugin_bytes(bytes)
            .policy_text("none.toml", "")
            .build()
            .err();
        assert!(
            matches!(&built, Some(ActivationError::Import(import)) if import == name),
            "{name}: {built:?}"
        );
    }
}

/// Types of our own package may be imported; a component without exports is no plugin for that.
#[test]
fn imports_our_types_and_does_nothing() {
    let text = r#"(component (import "comptoir:rules/types@0.1.0" (instance (type (record (field "f" u8))) (export "t" (type (eq 0))))))"#;
    let bytes = wat::parse_str(text).expect("valid text");
    assert_eq!(
        inspect(&bytes).expect("types only").imports,
        ["comptoir:rules/types@0.1.0"]
    );
    let error = Comptoir::builder()
        .plugin_bytes(bytes)
        .policy_text("none.toml", "")
        .build()
        .err();
    assert!(
        matches!(error, Some(ActivationError::Contract(_))),
        "{error:?}"
    );
}

/// A component around a core module, with the right exports and nothing in them.
fn around(module: &str) -> Vec<u8> {
    let names = [
        "meta",
        "policy",
        "catalogue",
        "order-file",
        "cart",
        "checkout",
        "accounts",
        "delivery",
        "documents",
        "loyalty",
        "orders",
    ];
    let exports = names
        .map(|name| format!(r#"(export "comptoir:rules/{name}@0.1.0" (instance $none))"#))
        .concat();
    let text = format!(
        "(component (core module $m {module}) (core instance (instantiate $m)) (instance $none) {exports})"
    );
    wat::parse_str(text).expect("valid text")
}

#[test]
fn exports_nothing_under_the_right_names() {
    let error = Comptoir::builder()
        .plugin_bytes(around(""))
        .policy_text("none.toml", "")
        .build()
        .err();
    assert!(
        matches!(error, Some(ActivationError::Contract(_))),
        "{error:?}"
    );
}

/// Code that runs as a core module starts is held to the limits of loading.
#[test]
fn misbehaves_as_it_starts() {
    let start = |body: &str| {
        let bytes = around(&format!("(func $s {body}) (start $s)"));
        let load = CallLimits {
            time: Duration::from_millis(60),
            ..CallLimits::default()
        };
        let limits = Limits {
            load,
            ..Limits::default()
        };
        Comptoir::builder()
            .plugin_bytes(bytes)
            .policy_text("none.toml", "")
            .limits(limits)
            .build()
            .err()
    };
    let trap = start("unreachable");
    assert!(
        matches!(trap, Some(ActivationError::Load(CallError::Trap(_)))),
        "{trap:?}"
    );
    let time = start("(loop br 0)");
    assert!(
        matches!(
            time,
            Some(ActivationError::Load(CallError::Limit {
                limit: Limit::Time,
                ..
            }))
        ),
        "{time:?}"
    );
}

/// A component that declares more memory than it may have never gets it.
#[test]
fn declares_too_much_memory() {
    let error = Comptoir::builder()
        .plugin_bytes(around("(memory 65536)"))
        .policy_text("none.toml", "")
        .build()
        .err();
    assert!(
        matches!(
            error,
            Some(ActivationError::Load(CallError::Limit {
                limit: Limit::Memory,
                ..
            }))
        ),
        "{error:?}"
    );
}

/// The real plugin with tight limits: each hook keeps its own.
static TIGHT: LazyLock<Comptoir> = LazyLock::new(|| {
    let call = CallLimits::default();
    let limits = Limits {
        cart: CallLimits {
            fuel: 10_000,
            ..call
        },
        checkout: CallLimits { input: 500, ..call },
        order_file: CallLimits {
            memory: 4 * MIB,
            output: 1_000,
            ..call
        },
        ..Limits::default()
    };
    Comptoir::builder()
        .policy_text("synthetic.toml", synthetic::POLICY)
        .limits(limits)
        .build()
        .expect("the policy is valid")
});

#[test]
fn limits_are_kept_per_hook() {
    stopped(evaluate(&TIGHT), Limit::Fuel, "10000 instructions");
    stopped(place(&TIGHT), Limit::Input, "500 bytes");
    let order_file = TIGHT.order_file();
    stopped(
        order_file.read("order.csv", "0983;2\n".repeat(100).as_bytes()),
        Limit::Output,
        "1000 bytes",
    );
    stopped(
        order_file.read("order.csv", "0983;2\n".repeat(1_000_000).as_bytes()),
        Limit::Memory,
        "4194304 bytes",
    );
    assert_eq!(
        order_file
            .read("order.csv", b"0983;2\n")
            .expect("a small file")
            .0
            .rows
            .len(),
        1
    );
    serves(&TIGHT);
}

/// Everything that a buyer can make long counts as input.
#[test]
fn long_requests_are_input() {
    let limits = Limits {
        cart: CallLimits {
            input: 4_000,
            ..CallLimits::default()
        },
        ..Limits::default()
    };
    let comptoir = build(guests::REMEMBERS, limits).expect("a good guest");
    evaluate(&comptoir).expect("two lines");
    let long = "x".repeat(4_000);
    let (context, facts, cart) = (
        synthetic::context(),
        synthetic::facts(2),
        synthetic::cart(2),
    );
    let mut contract = cart.clone();
    contract.contract = Some(long.clone());
    let mut warehouses = cart.clone();
    warehouses.warehouses.push(long);
    let mut repairs = cart.clone();
    repairs.accepted_repairs = (0..1_000).collect();
    for request in [contract, warehouses, repairs, synthetic::cart(100)] {
        stopped(
            comptoir.cart().evaluate(&context, &facts, &request),
            Limit::Input,
            "4000 bytes",
        );
    }
    serves(&comptoir);
}

/// More calls at once than were provided for: served or told so, and all slots come back.
#[test]
fn more_calls_at_once_than_slots() {
    let cart = CallLimits {
        fuel: u64::MAX,
        time: Duration::from_millis(300),
        ..CallLimits::default()
    };
    let comptoir = with_cart_limits(guests::LOOPS_FOREVER, cart);
    let ends: Vec<_> = thread::scope(|scope| {
        let calls: Vec<_> = (0..8)
            .map(|_| scope.spawn(|| evaluate(&comptoir).err()))
            .collect();
        calls
            .into_iter()
            .map(|call| call.join().expect("no panic"))
            .collect()
    });
    let busy = ends
        .iter()
        .filter(|end| **end == Some(CallError::Busy(2)))
        .count();
    let timed = ends
        .iter()
        .filter(|end| {
            matches!(
                end,
                Some(CallError::Limit {
                    limit: Limit::Time,
                    ..
                })
            )
        })
        .count();
    assert!(busy > 0 && timed >= 2 && busy + timed == 8, "{ends:?}");
    serves(&comptoir);
}

#[test]
fn busy_slots_never_mix_clients() {
    let comptoir = comptoir(guests::REMEMBERS);
    let served: usize = thread::scope(|scope| {
        let callers = (0..6).map(|_| {
            scope.spawn(|| {
                let answers = (0..50).map(|_| evaluate(&comptoir));
                let served = answers.filter_map(|answer| match answer {
                    Ok(decision) => Some(decision.answer.totals.expect("totals").weight),
                    Err(error) => {
                        assert_eq!(error, CallError::Busy(2));
                        None
                    }
                });
                served
                    .inspect(|weight| assert_eq!(*weight, 1.into(), "every decision is the first"))
                    .count()
            })
        });
        let callers: Vec<_> = callers.collect();
        callers
            .into_iter()
            .map(|caller| caller.join().expect("no panic"))
            .sum()
    });
    assert!(served > 0);
    serves(&comptoir);
}
