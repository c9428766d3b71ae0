//! The sandbox and plain Rust give equal bytes.

use comptoir::{Comptoir, canonical};
use comptoir_component::native::Native;
use comptoir_tests::{native, synthetic};

#[test]
fn carts_of_any_length() {
    let comptoir = Comptoir::builder()
        .policy_text("synthetic.toml", synthetic::POLICY)
        .build()
        .expect("the policy is valid");
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
