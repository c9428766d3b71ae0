//! Codes and bonuses on any cart: discounts sum up, nothing falls below 0, nothing traps the buyer.

use comptoir::Facts;
use comptoir::contract::{
    BonusWish, CartAnswer, CartRequest, Decimal, Line, Outcome, PromoUse, Severity, Stage,
};
use comptoir_component::native::Native;
use comptoir_tests::native::{cross, groups};
use comptoir_tests::synthetic;
use proptest::prelude::*;
use rust_decimal::Decimal as Number;

use crate::properties::{cases, facts, lines};

const LOYALTY: &str = r#"
[bonus]
version = "1"
accrue = [{ when = { goods_over = "500.00" }, rate = "10%" }, { rate = "3%" }]
redeem = { at_most = "35%", keep = "nothing" }
[[promo]]
id = "share"
give = { percent = "33.3%" }
[[promo]]
id = "sum"
when = { goods_from = "300.00" }
give = { off = "777.77" }
with_bonus = { accrue = true, redeem = true }
[[promo]]
id = "gift"
give = { gift = "ART-000002", quantity = "3" }
[[promo]]
id = "few"
uses_at_most = 5
uses_per_client_at_most = 1
for = { first_order = true }
give = { percent = "100%" }
"#;

fn native() -> Native {
    Native::load(&format!("{}{LOYALTY}", synthetic::POLICY))
        .map(|(native, _)| native)
        .unwrap_or_else(|issues| panic!("{issues:?}"))
}

fn ask(
    native: &Native,
    facts: &Facts,
    lines: &[Line],
    promo: Option<&str>,
    bonus: Option<BonusWish>,
) -> CartAnswer {
    let request = CartRequest {
        payment: None,
        lines: lines.to_vec(),
        promo: promo.map(str::to_owned),
        bonus,
        ..synthetic::cart(0)
    };
    let answer = native.evaluate(cross(&synthetic::context()), groups(facts), cross(&request));
    cross(&answer.expect("a well-formed call"))
}

fn number(decimal: Decimal) -> Number {
    decimal.to_number().expect("a decimal of the rules")
}

fn outcome(answer: &CartAnswer, stage: Stage) -> Outcome {
    let found = answer.stages.iter().find(|verdict| verdict.stage == stage);
    found.expect("all five stages").outcome
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn codes_and_bonuses_keep_every_sum(
        facts in facts(),
        lines in lines(),
        code in prop::sample::select(vec!["share", "sum", "gift", "few", "none-such"]),
        held in 0i64..2_000,
        wish in prop::option::of(0u32..1_000),
        uses in (0u32..7, 0u32..3, prop::option::of(0u32..2)),
    ) {
        let native = native();
        let mut facts = facts;
        let mut loyalty = synthetic::loyalty(&[(held, held / 2), (held, held)]);
        loyalty.promo_uses = vec![PromoUse { promo: "few".into(), total: uses.0, by_client: uses.1 }];
        loyalty.placed_orders = uses.2;
        facts.loyalty = Some(loyalty);
        let wish = wish.map_or(BonusWish::Max, |sum| BonusWish::Sum(sum.into()));
        let answer = ask(&native, &facts, &lines, Some(code), Some(wish));

        let totals = answer.totals.as_ref().expect("a contract");
        prop_assert!(!totals.gross.is_negative() && !totals.payable.is_negative());
        if let Some(promo) = &answer.promo {
            let all: Number = promo.lines.iter().map(|off| number(off.amount)).sum();
            prop_assert_eq!(all, number(promo.discount));
            for off in &promo.lines {
                let sum = answer.lines[off.line as usize].sum.expect("a priced line");
                prop_assert!(!off.amount.is_negative() && number(off.amount) <= number(sum));
            }
            // Limits and audience let the one through that they should, and nobody else.
            if code == "few" {
                prop_assert_eq!(promo.applies, uses.0 < 5 && uses.1 < 1 && uses.2 == Some(0));
            }
        }
        let bonus = answer.bonus.as_ref().expect("an account");
        prop_assert!(number(bonus.redeemed) <= number(bonus.balance));
        prop_assert!(number(bonus.redeemed) <= number(totals.gross));
        prop_assert_eq!(
            number(totals.payable),
            number(totals.gross) + totals.delivery.map_or(Number::ZERO, number) - number(bonus.redeemed)
        );

        // Whatever a code or a wish comes to, the cart can be edited, and letting go of both lets it pass.
        let plain = ask(&native, &facts, &lines, None, None);
        let edited = [&answer, &plain].map(|answer| matches!(outcome(answer, Stage::Edit), Outcome::Allow | Outcome::Adjust));
        prop_assert_eq!(edited[0], edited[1]);
        let ours = |answer: &CartAnswer| {
            answer.verdict.findings.iter().any(|finding| {
                finding.severity == Severity::Error && (finding.code.starts_with("promo.") || finding.code.starts_with("bonus."))
            })
        };
        prop_assert!(!ours(&plain));
        for finding in &answer.verdict.findings {
            prop_assert!(finding.severity != Severity::Error || !finding.remedies.is_empty(), "{} has no remedy", finding.code);
        }

        // Asking for what was accepted and redeemed changes nothing.
        let accepted: Vec<Line> = lines
            .iter()
            .zip(&answer.lines)
            .map(|(line, found)| Line { quantity: found.accepted, ..line.clone() })
            .collect();
        let again = ask(&native, &facts, &accepted, Some(code), Some(BonusWish::Sum(bonus.redeemed)));
        let summary = |answer: &CartAnswer| {
            let promo = answer.promo.as_ref().map(|promo| (number(promo.discount), promo.gift.is_some()));
            (promo, answer.bonus.as_ref().map(|bonus| number(bonus.redeemed)), answer.totals.as_ref().map(|totals| number(totals.payable)))
        };
        prop_assert_eq!(summary(&answer), summary(&again));
    }
}
