use super::*;
use crate::domain::Percent;

const SMALL: &str = r#"
[shop]
currency = "RUB"
[contract.prepaid]
default = true
price_list = "wholesale"
"#;

fn issues(extra: &str) -> Vec<Issue> {
    match load(&format!("{SMALL}{extra}")) {
        Ok(loaded) => loaded.warnings,
        Err(issues) => issues,
    }
}

fn only(extra: &str) -> Issue {
    let mut found = issues(extra);
    assert_eq!(found.len(), 1, "{found:#?}");
    found.remove(0)
}

#[test]
fn a_small_policy_has_defaults() {
    let loaded = load(SMALL).unwrap();
    assert!(loaded.warnings.is_empty());
    assert_eq!(loaded.policy.gates.len(), 1);
    assert!(loaded.policy.gates[0].id.is_none() && loaded.policy.gates[0].passes_paid);
    assert!(
        loaded
            .decided
            .iter()
            .any(|d| d.path == "shop.timezone" && d.is_default && d.value == "UTC")
    );
}

#[test]
fn an_unknown_key_names_the_nearest() {
    let issue = only("[stock]\nshwo = \"full\"\n");
    assert_eq!(
        (issue.code, issue.path.as_str()),
        ("unknown-key", "stock.shwo")
    );
    assert_eq!(issue.expected.as_deref(), Some("did you mean `show`?"));
    let text = format!("{SMALL}[stock]\nshwo = \"full\"\n");
    assert_eq!(&text[issue.at.unwrap()], "shwo");
}

#[test]
fn wrong_types_say_what_was_found() {
    let issue = only("[order]\nminimum = 10.5\n");
    assert_eq!(
        (issue.code, issue.path.as_str()),
        ("wrong-type", "order.minimum")
    );
    assert_eq!(issue.message, "found a float `10.5`");
}

#[test]
fn an_impossible_day_is_refused() {
    let tier = "[[tier]]\nid = \"gold\"\nturnover_from = \"1\"\ndiscount = \"1%\"\n";
    let issue = only(&format!("{tier}valid_from = \"2026-02-30\"\n"));
    assert_eq!(
        (issue.code, issue.path.as_str()),
        ("bad-value", "tier[gold].valid_from")
    );
    let bare = only(&format!("{tier}valid_from = 2026-02-30\n"));
    assert_eq!(bare.code, "syntax");
}

#[test]
fn two_tiers_from_one_turnover_conflict() {
    let tier =
        |id: &str| format!("[[tier]]\nid = \"{id}\"\nturnover_from = \"100\"\ndiscount = \"1%\"\n");
    let issue = only(&(tier("a") + &tier("b")));
    assert_eq!((issue.code, issue.path.as_str()), ("duplicate", "tier[b]"));
    let same = issues(&(tier("a") + &tier("a")));
    assert!(
        same.iter()
            .any(|i| i.path == "tier[a].id" && i.code == "duplicate"),
        "{same:?}"
    );
}

#[test]
fn a_higher_tier_that_gives_less_is_a_warning() {
    let issue = only(
        "[[tier]]\nid = \"a\"\nturnover_from = \"100\"\ndiscount = \"5%\"\n[[tier]]\nid = \"b\"\nturnover_from = \"200\"\ndiscount = \"5%\"\n",
    );
    assert_eq!(issue.weight, Weight::Warning);
}

#[test]
fn equal_claims_of_price_lists_are_an_error() {
    let issue = only("[contract.net-7]\nprice_list = [\"a\", \"b\"]\n");
    assert_eq!(
        (issue.code, issue.path.as_str()),
        ("conflict", "contract.net-7.price_list")
    );
    assert!(
        issues("[price]\nstrategy = \"lowest\"\n[contract.net-7]\nprice_list = [\"a\", \"b\"]\n")
            .is_empty()
    );
    let ranked = "[price]\nstrategy = \"priority\"\n[[price_list]]\nid = \"wholesale\"\npriority = 1\n[[price_list]]\nid = \"b\"\npriority = ";
    assert_eq!(only(&format!("{ranked}1\n")).code, "conflict");
    assert!(issues(&format!("{ranked}2\n")).is_empty());
    let unranked = "[price]\nstrategy = \"priority\"\n";
    assert_eq!(only(unranked).path, "contract.prepaid.price_list");
}

#[test]
fn every_issue_is_collected() {
    let found = issues("[order]\nminimum = \"x\"\nminimum_basis = \"brutto\"\n[tax]\n");
    assert_eq!(
        found.iter().map(|i| i.code).collect::<Vec<_>>(),
        ["bad-value", "bad-value", "wrong-type"]
    );
}

#[test]
fn a_slip_is_shown_where_it_stands() {
    let shown = |extra: &str| {
        let issue = only(extra);
        let text = format!("{SMALL}{extra}");
        (issue.path, text[issue.at.unwrap()].to_owned())
    };
    let at = |path: &str, text: &str| (path.to_owned(), text.to_owned());
    let gate = |stage: &str| {
        format!("[[credit.gate]]\nid = \"a\"\nstage = {stage}\nwhen = {{ overdue_over = 0 }}\n")
    };
    assert_eq!(
        shown(&gate("[\"confirm\", \"shipp\"]")),
        at("credit.gate[a].stage", "\"shipp\"")
    );
    let grid = |contract: &str, steps: &str| {
        format!("[[grid]]\nid = \"g\"\nby = \"quantity\"\ncontract = {contract}\nsteps = {steps}\n")
    };
    let steps = "[{ from = \"10\", discount = \"3%\" }]";
    assert_eq!(
        shown(&grid("[\"prepaid\", \"net-90\"]", steps)),
        at("grid[g].contract", "\"net-90\"")
    );
    assert_eq!(
        shown(&grid("\"net-90\"", steps)),
        at("grid[g].contract", "\"net-90\"")
    );
    assert_eq!(shown(&grid("\"prepaid\"", "[]")), at("grid[g].steps", "[]"));
}

#[test]
fn a_missing_table_is_told_by_its_header() {
    let expected: Vec<_> = load("")
        .unwrap_err()
        .into_iter()
        .map(|i| i.expected)
        .collect();
    let header = |name: &str| Some(name.to_owned());
    assert_eq!(expected, [header("[shop]"), header("[contract.ID]")]);
    let gate = only("[[credit.gate]]\nid = \"a\"\n");
    assert!(gate.expected.unwrap().starts_with("when = {"));
    let method = issues("[[delivery.method]]\nid = \"van\"\nkind = \"carrier\"\n");
    assert!(
        method[0]
            .expected
            .as_deref()
            .unwrap()
            .starts_with("serves = "),
        "{method:?}"
    );
}

#[test]
fn syntax_errors_have_a_place() {
    let found = load("[shop\ncurrency = 1").unwrap_err();
    assert_eq!(found[0].code, "syntax");
    assert!(found[0].at.is_some());
}

#[test]
fn a_mask_is_one_of_two() {
    assert_eq!(
        only("[stock]\nshow = { cap = \"5\", at_least = \"1\" }\n").code,
        "conflict"
    );
    assert_eq!(
        only("[stock]\nshow = { share_of_turnover = \"0 months\" }\n").code,
        "bad-value"
    );
    assert_eq!(
        only("[stock]\nshow = { share_of_turnover = \"two months\" }\n").code,
        "bad-value"
    );
    assert_eq!(only("[stock]\nshow = { }\n").code, "missing");
    assert_eq!(only("[stock]\nshow = \"ful\"\n").code, "bad-value");
    let policy = load(&format!(
        "{SMALL}[stock]\nshow = {{ share_of_turnover = \"2 months\", at_least = 5 }}\n"
    ))
    .unwrap()
    .policy;
    assert_eq!(
        policy.stock.show,
        Show::ShareOfTurnover {
            months: 2,
            at_least: 5.into()
        }
    );
}

#[test]
fn a_gate_reads_as_a_sentence() {
    let gate = r#"
[[credit.gate]]
id = "overdue"
stage = ["ship", "confirm"]
when = { overdue_over = "0.00", older_than = "3 days" }
then = "block"
unless = "paid-in-full"
override = { role = "head-of-sales", valid_for = "24 hours" }
"#;
    let policy = load(&format!("{SMALL}{gate}")).unwrap().policy;
    let gate = &policy.gates[0];
    assert_eq!(
        gate.stages,
        [crate::domain::Stage::Confirm, crate::domain::Stage::Ship]
    );
    assert_eq!(
        gate.when.debt,
        Some(DebtWhen::Overdue {
            over: 0.into(),
            older_than: 3
        })
    );
    assert!(issues("[credit]\ndefault_gate = false\n").is_empty());
}

#[test]
fn a_gate_may_look_at_the_use_of_the_limit_and_at_the_contract() {
    let gate =
        |when: &str| format!("{SMALL}\n[[credit.gate]]\nid = \"limit\"\nwhen = {{ {when} }}\n");
    let read = |when: &str| load(&gate(when)).unwrap().policy.gates.remove(0).when;
    let exposure = |share: i32, bound| {
        Some(ExposureWhen {
            share: Percent(share.into()),
            bound,
        })
    };
    let over = read("exposure_over = \"100%\"");
    assert_eq!(
        (over.debt, over.exposure),
        (None, exposure(100, Bound::Over))
    );
    let both = read("exposure_from = \"1000%\", receivable_over = \"5\"");
    assert_eq!(both.exposure, exposure(1000, Bound::From));
    assert!(both.debt.is_some());
    for (when, path) in [
        ("exposure_over = \"1000.01%\"", "exposure_over"),
        ("exposure_over = \"-1%\"", "exposure_over"),
        ("exposure_over = \"100\"", "exposure_over"),
        (
            "exposure_over = \"90%\", exposure_from = \"90%\"",
            "exposure_from",
        ),
        ("exposure_over = \"90%\", contract = []", "contract"),
        (
            "exposure_over = \"90%\", contract = \"none-such\"",
            "contract",
        ),
        ("contract = \"prepaid\"", "overdue_over"),
        (
            "older_than = \"3 days\", exposure_over = \"90%\"",
            "overdue_over",
        ),
    ] {
        let issues = load(&gate(when)).err().unwrap_or_default();
        let paths: Vec<_> = issues.iter().map(|issue| issue.path.as_str()).collect();
        assert_eq!(paths, [format!("credit.gate[limit].when.{path}")], "{when}");
    }
}
