//! From one policy to the next: no call sees half of one, and what fails changes nothing.

use std::sync::LazyLock;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use comptoir::contract::CartAnswer;
use comptoir::{
    ActivationError, CallError, CallLimits, Comptoir, Decision, Limit, Limits, PolicyFile,
    PolicyIssue, canonical,
};
use comptoir_tests::synthetic;

/// Four mistakes, on lines 7, 9, 14 and 15.
const BAD: &str = r#"[shop]
currency = "EUR"
[contract.prepaid]
default = true
price_list = "wholesale"
[stock]
shwo = "full"
[order]
  minimum = 10.5
[[tier]]
id = "gold"
turnover_from = "100"
discount = "1%"
valid_from = "2026-02-30"
[[tier]]
id = "silver"
turnover_from = "100"
discount = "2%"
"#;

fn policy(text: &str) -> PolicyFile {
    PolicyFile::new("policy.toml".to_owned(), text.to_owned())
}

fn build() -> Comptoir {
    comptoir_tests::builder()
        .policy_text("policy.toml", synthetic::POLICY)
        .build()
        .expect("the policy is valid")
}

/// For tests that leave its generation as it is.
static STEADY: LazyLock<Comptoir> = LazyLock::new(build);

fn evaluate(comptoir: &Comptoir) -> Decision<CartAnswer> {
    comptoir
        .cart()
        .evaluate(
            &synthetic::context(),
            &synthetic::facts(10),
            &synthetic::cart(10),
        )
        .expect("an answer")
}

fn answer(comptoir: &Comptoir) -> String {
    canonical::to_string(&evaluate(comptoir).answer).expect("json")
}

/// The errors of a policy that is refused while the one in force stays so, number, text and answers.
fn issues(text: &str) -> Vec<PolicyIssue> {
    let (number, before) = (STEADY.generation().number, answer(&STEADY));
    let error = STEADY.activate(policy(text)).err();
    assert_eq!(STEADY.generation().number, number);
    assert_eq!(STEADY.generation().policy.text, synthetic::POLICY);
    assert_eq!(answer(&STEADY), before);
    match error {
        Some(ActivationError::Policy { file, issues }) => {
            assert_eq!(file, "policy.toml");
            issues
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn every_mistake_is_named_with_its_place() {
    let found = issues(BAD);
    let places: Vec<_> = found
        .iter()
        .map(|issue| {
            let position = issue.position.expect("a place");
            (
                issue.code.as_str(),
                issue.path.as_str(),
                position.line,
                position.column,
            )
        })
        .collect();
    assert_eq!(
        places,
        [
            ("unknown-key", "stock.shwo", 7, 1),
            ("wrong-type", "order.minimum", 9, 13),
            ("bad-value", "tier[gold].valid_from", 14, 14),
            ("duplicate", "tier[silver]", 15, 1),
        ]
    );
    let first = found[0].to_string();
    assert!(
        first.starts_with("policy.toml:7:1: error: ")
            && first.ends_with("expected: did you mean `show`?"),
        "{first}"
    );
}

#[test]
fn broken_text_is_named_with_its_place() {
    let found = issues("[shop]\ncurrency = \"EUR\n");
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(
        (found[0].code.as_str(), found[0].position.map(|at| at.line)),
        ("syntax", Some(2))
    );
}

#[test]
fn a_wrong_zone_has_its_place_beside_other_mistakes() {
    let zone = synthetic::POLICY.replace("Europe/Rome", "Europe/Moskow");
    for (text, codes) in [
        (zone.clone(), &["shop.timezone"][..]),
        (
            format!("{zone}\n[waybil]\n"),
            &["shop.timezone", "waybil"][..],
        ),
    ] {
        let found = issues(&text);
        let paths: Vec<_> = found.iter().map(|issue| issue.path.as_str()).collect();
        assert_eq!(paths, codes);
        assert!(found[0].position.is_some());
        let expected = found[0].expected.as_deref();
        assert_eq!(expected, Some("did you mean `Europe/Moscow`?"));
    }
}

#[test]
fn loading_is_limited_too() {
    let load = CallLimits {
        output: 100,
        ..CallLimits::default()
    };
    let limits = Limits {
        load,
        ..Limits::default()
    };
    let error = comptoir_tests::builder()
        .policy_text("policy.toml", synthetic::POLICY)
        .limits(limits)
        .build()
        .err();
    assert!(
        matches!(
            error,
            Some(ActivationError::Load(CallError::Limit {
                limit: Limit::Output,
                ..
            }))
        ),
        "{error:?}"
    );
}

/// Two policies change places while calls run: every answer is the whole answer of the policy
/// that the decision names, and no caller goes back to an older generation.
#[test]
fn swapped_under_load() {
    let comptoir = build();
    let texts = [
        synthetic::POLICY.to_owned(),
        synthetic::POLICY.replace("discount = \"12.5%\"", "discount = \"25%\""),
    ];
    assert_ne!(texts[0], texts[1]);
    let mut expected = vec![(
        comptoir.generation().policy.digest.clone(),
        answer(&comptoir),
    )];
    comptoir
        .activate(policy(&texts[1]))
        .expect("the policy is valid");
    expected.push((
        comptoir.generation().policy.digest.clone(),
        answer(&comptoir),
    ));
    assert_ne!(expected[0], expected[1]);

    let stop = AtomicBool::new(false);
    let call = || {
        let mut seen = Vec::new();
        let mut calls = 0_u32;
        while !stop.load(Ordering::Relaxed) {
            let decision = evaluate(&comptoir);
            let found = (
                decision.generation.policy.digest.clone(),
                canonical::to_string(&decision.answer).expect("json"),
            );
            assert!(
                expected.contains(&found),
                "generation {} answered for another",
                decision.generation.number
            );
            seen.push(decision.generation.number);
            seen.dedup();
            calls += 1;
        }
        assert!(seen.is_sorted(), "{seen:?}");
        calls
    };
    thread::scope(|scope| {
        let callers: Vec<_> = (0..2).map(|_| scope.spawn(call)).collect();
        // Two activations at once take turns, and each gets its own number.
        let swaps: Vec<_> = texts
            .iter()
            .map(|text| {
                scope.spawn(|| {
                    comptoir
                        .activate(policy(text))
                        .expect("the policy is valid")
                        .number
                })
            })
            .collect();
        let mut numbers: Vec<u64> = swaps
            .into_iter()
            .map(|swap| swap.join().expect("no panic"))
            .collect();
        numbers.sort_unstable();
        let bad = comptoir.activate(policy(BAD)).is_err();
        stop.store(true, Ordering::Relaxed);
        assert!(
            callers
                .into_iter()
                .all(|caller| caller.join().expect("no panic") > 0)
        );
        assert_eq!(numbers, [3, 4]);
        assert!(bad);
    });
    assert_eq!(comptoir.generation().number, 4);
}

/// After each decision memory is reset as far as it went.
#[test]
fn a_short_cart_takes_no_memory_beyond_what_loading_its_policy_took() {
    let memory = |lines| {
        let (facts, cart) = (synthetic::facts(lines), synthetic::cart(lines));
        let decision = STEADY.cart().evaluate(&synthetic::context(), &facts, &cart);
        decision.expect("an answer").stats.memory
    };
    let least = memory(0);
    assert!(least <= 448 * 1024, "{least} bytes");
    assert_eq!((memory(1), memory(10)), (least, least));
    assert!(memory(1000) > least);
}
