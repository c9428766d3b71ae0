//! The sandbox and plain Rust give equal bytes.

use comptoir::{Comptoir, Tier, canonical};
use comptoir_component::native::Native;
use comptoir_tests::{native, synthetic};

#[test]
fn carts_of_any_length() {
    let comptoir = Comptoir::builder()
        .policy_text("synthetic.toml", synthetic::POLICY)
        .build()
        .expect("the policy is valid");
    let generation = comptoir.generation();
    // Baseline code, most likely; in any case before and after optimized code takes over.
    same_bytes(&comptoir);
    comptoir
        .finish_compiling()
        .expect("what compiles once compiles twice");
    assert_eq!(generation.tier(), Tier::Optimized);
    same_bytes(&comptoir);
}

fn same_bytes(comptoir: &Comptoir) {
    let (plain, _) = Native::load(synthetic::POLICY).unwrap_or_else(|issues| panic!("{issues:?}"));
    for lines in [0, 1, 10, 200] {
        let (context, facts, request) = (
            synthetic::context(),
            synthetic::facts(lines),
            synthetic::cart(lines),
        );
        let sandboxed = comptoir
            .cart()
            .evaluate(&context, &facts, &request)
            .expect("an answer");
        let sandboxed = canonical::to_string(&sandboxed.answer).expect("json");
        assert_eq!(
            sandboxed,
            native::evaluate(&plain, &context, &facts, &request).expect("an answer")
        );
    }
}
