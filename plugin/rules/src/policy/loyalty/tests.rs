use super::{Give, Keep, WithPromo};
use crate::policy::{Issue, Loaded, load};
use rust_decimal::dec;

const SMALL: &str = "[shop]\ncurrency = \"RUB\"\n[contract.c]\n";
const BONUS: &str = "[bonus]\nversion = \"1\"\naccrue = [{ rate = \"3%\" }]\n";

fn loaded(extra: &str) -> Result<Loaded, Vec<Issue>> {
    load(&format!("{SMALL}{extra}"))
}

/// The only issue, as code and path.
fn only(extra: &str) -> String {
    let found = match loaded(extra) {
        Ok(loaded) => loaded.warnings,
        Err(issues) => issues,
    };
    assert_eq!(found.len(), 1, "{found:#?}");
    format!("{} {}", found[0].code, found[0].path)
}

#[test]
fn a_silent_policy_knows_neither() {
    let policy = loaded("").unwrap().policy;
    assert!(policy.bonus.is_none() && policy.promos.is_empty());
}

#[test]
fn a_short_programme_has_the_defaults() {
    let bonus = loaded(BONUS).unwrap().policy.bonus.unwrap();
    assert_eq!((bonus.unit, bonus.expire_after), (dec!(1), Some(12)));
    assert_eq!(
        (bonus.terms.at_most.0, bonus.terms.keep),
        (dec!(20), Keep::ZoneMinimum)
    );
    let with = WithPromo {
        accrue: true,
        redeem: false,
    };
    assert_eq!(bonus.with_promo, with);
}

#[test]
fn a_segment_keeps_what_it_does_not_say() {
    let text = format!(
        "{BONUS}redeem = {{ keep = \"nothing\" }}\n[[bonus.segment]]\nid = \"s\"\nredeem = {{ at_most = \"50%\" }}\n"
    );
    let bonus = loaded(&text).unwrap().policy.bonus.unwrap();
    let own = bonus.terms_of(Some("s"));
    assert_eq!((own.at_most.0, own.keep), (dec!(50), Keep::Nothing));
    assert_eq!(own.accrue[0].rate.0, dec!(3));
    assert_eq!(bonus.terms_of(Some("t")).at_most.0, dec!(20));
}

#[test]
fn slips_of_a_programme_are_named() {
    assert_eq!(
        only("[bonus]\naccrue = [{ rate = \"3%\" }]\n"),
        "missing bonus.version"
    );
    assert_eq!(only("[bonus]\nversion = \"1\"\n"), "missing bonus.accrue");
    assert_eq!(only(&format!("{BONUS}unit = 0\n")), "bad-value bonus.unit");
    assert_eq!(
        only(&format!("{BONUS}expire_after = \"0 months\"\n")),
        "bad-value bonus.expire_after"
    );
    assert!(loaded(&format!("{BONUS}expire_after = \"never\"\n")).is_ok());
    assert_eq!(
        only(
            "[bonus]\nversion = \"1\"\naccrue = [{ rate = \"3%\" }, { when = { delivery = \"pickup\" }, rate = \"10%\" }]\n"
        ),
        "lint bonus.accrue[1].rate"
    );
    assert_eq!(
        only(
            "[bonus]\nversion = \"1\"\naccrue = [{ when = { delivery = \"pigeon\" }, rate = \"10%\" }]\n"
        ),
        "bad-value bonus.accrue[0].when.delivery"
    );
    assert_eq!(
        only(
            "[bonus]\nversion = \"1\"\naccrue = [{ when = { stage = \"gold\" }, rate = \"10%\" }]\n"
        ),
        "bad-value bonus.accrue[0].when.stage"
    );
    let stages = "[[bonus.stage]]\nid = \"a\"\nturnover_from = \"1\"\n[[bonus.stage]]\nid = \"b\"\nturnover_from = \"1.00\"\n";
    assert_eq!(
        only(&format!("{BONUS}{stages}")),
        "conflict bonus.stage[b].turnover_from"
    );
}

#[test]
fn a_promo_gives_one_thing() {
    let promo = |more: &str| format!("[[promo]]\nid = \"p\"\n{more}\n");
    let give = |give: &str| {
        loaded(&promo(&format!("give = {give}")))
            .unwrap()
            .policy
            .promos[0]
            .give
            .clone()
    };
    assert_eq!(give("{ off = \"300\" }"), Give::Off(dec!(300)));
    assert_eq!(give("{ free_delivery = true }"), Give::FreeDelivery);
    assert_eq!(
        give("{ gift = \"COLA\" }"),
        Give::Gift {
            sku: "COLA".to_owned(),
            quantity: dec!(1)
        }
    );
    assert_eq!(only(&promo("")), "missing promo[p].give");
    assert_eq!(only(&promo("give = { }")), "conflict promo[p].give");
    assert_eq!(
        only(&promo("give = { off = \"1\", percent = \"1%\" }")),
        "conflict promo[p].give"
    );
    assert_eq!(
        only(&promo("give = { off = \"1\", quantity = \"2\" }")),
        "conflict promo[p].give.quantity"
    );
}

#[test]
fn codes_are_apart_and_name_what_exists() {
    let promo = |id: &str, more: &str| {
        format!("[[promo]]\nid = \"{id}\"\ngive = {{ percent = \"5%\" }}\n{more}\n")
    };
    let twice = promo("spring", "") + &promo("b", "code = \" SPRING\"");
    assert_eq!(only(&twice), "duplicate promo[b].code");
    let days = "valid_from = \"2026-03-01\"\nvalid_until = \"2026-03-01\"";
    assert_eq!(only(&promo("p", days)), "conflict promo[p].valid_until");
    assert_eq!(
        only(&promo("p", "uses_at_most = 0")),
        "bad-value promo[p].uses_at_most"
    );
    assert_eq!(
        only(&promo("p", "for = { tiers = [\"gold\"] }")),
        "bad-value promo[p].for.tiers"
    );
    assert_eq!(
        only(&promo("p", "when = { terms = [\"net-7\"] }")),
        "bad-value promo[p].when.terms"
    );
}
