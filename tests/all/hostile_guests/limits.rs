//! Guests that take more than they may: fuel, time, memory, stack, output, input.

use super::*;

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

/// Where order files are read no instructions are counted, unless somebody says how many.
#[test]
fn loops_while_reading() {
    let read = |order_file: CallLimits| {
        let limits = Limits {
            order_file,
            ..Limits::default()
        };
        let comptoir = build(guests::LOOPS_FOREVER, limits).expect("the guest misbehaves later");
        let read = comptoir.order_file().read("a.csv", b"a;b");
        serves(&comptoir);
        read
    };
    let timed = CallLimits {
        time: Duration::from_millis(60),
        ..Limits::default().order_file
    };
    assert_eq!(timed.fuel, UNCOUNTED);
    stopped(read(timed), Limit::Time, "60 ms");
    let counted = CallLimits {
        fuel: 1_000_000,
        ..Limits::default().order_file
    };
    stopped(read(counted), Limit::Fuel, "1000000 instructions");
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
    comptoir_tests::builder()
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
