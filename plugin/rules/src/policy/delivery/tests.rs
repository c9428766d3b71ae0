use crate::policy::{Issue, Loaded, load};

const SMALL: &str = "[shop]\ncurrency = \"EUR\"\n[contract.c]\n";

fn loaded(extra: &str) -> Result<Loaded, Vec<Issue>> {
    load(&format!("{SMALL}{extra}"))
}

/// The only issue, as code, path and the text it points at.
fn only(extra: &str) -> (&'static str, String, String) {
    let text = format!("{SMALL}{extra}");
    let mut found = match load(&text) {
        Ok(loaded) => loaded.warnings,
        Err(issues) => issues,
    };
    assert_eq!(found.len(), 1, "{found:#?}");
    let issue = found.remove(0);
    let at = text[issue.at.unwrap()].to_owned();
    (issue.code, issue.path, at)
}

const CARRIER: &str = "[[delivery.method]]\nid = \"post\"\nkind = \"carrier\"\n";

#[test]
fn a_silent_policy_knows_no_delivery() {
    let policy = loaded("").unwrap().policy;
    assert!(policy.delivery.methods.is_empty() && policy.delivery.zones.is_empty());
}

#[test]
fn a_carrier_serves_its_cities_and_branches() {
    let policy = loaded(&format!(
        "{CARRIER}serves = {{ Kyiv = [\"1\", \"2\"], Lviv = [] }}\nrequires = [\"phone\", \"city\"]\n"
    ))
    .unwrap()
    .policy;
    let served = policy.delivery.methods[0].serves.as_ref().unwrap();
    let kyiv = served.iter().find(|s| s.city.is(" KYIV ")).unwrap();
    assert_eq!(kyiv.branches.len(), 2);
    assert_eq!(only(CARRIER).0, "missing");
    assert_eq!(only(&format!("{CARRIER}serves = {{ }}\n")).0, "bad-value");
    assert_eq!(
        only(&format!("{CARRIER}serves = [\"Kyiv\"]\n")).0,
        "wrong-type"
    );
    assert_eq!(
        only(&format!("{CARRIER}serves = {{ Kyiv = \"1\" }}\n")).1,
        "delivery.method[post].serves.Kyiv"
    );
}

#[test]
fn a_city_or_branch_that_stands_twice_is_pointed_at() {
    let twice = only(&format!("{CARRIER}serves = {{ Kyiv = [], kyiv = [] }}\n"));
    assert_eq!((twice.0, twice.2.as_str()), ("duplicate", "kyiv"));
    let branch = only(&format!("{CARRIER}serves = {{ Kyiv = [\"1\", \"1 \"] }}\n"));
    assert_eq!((branch.0, branch.2.as_str()), ("duplicate", "\"1 \""));
    let pay = only(&format!(
        "{CARRIER}serves = {{ Kyiv = [] }}\npayment = [\"a\", \"A\"]\n"
    ));
    assert_eq!((pay.0, pay.2.as_str()), ("duplicate", "\"A\""));
}

#[test]
fn zones_exist_and_do_not_overlap_within_a_method() {
    let van = |zones: &str| {
        format!(
            "[[delivery.method]]\nid = \"van\"\nkind = \"company-transport\"\nzones = {zones}\n"
        )
    };
    let zone = |id: &str, more: &str| format!("[[delivery.zone]]\nid = \"{id}\"\n{more}\n");
    let unknown = only(&(van("[\"a\", \"b\"]") + &zone("a", "")));
    assert_eq!((unknown.0, unknown.2.as_str()), ("bad-value", "\"b\""));
    let shared = van("[\"a\", \"b\"]")
        + &zone("a", "cities = [\"Kyiv\"]")
        + &zone("b", "cities = [\"Lviv\", \"Kyiv\"]");
    let shared = only(&shared);
    assert_eq!(
        (shared.0, shared.1.as_str(), shared.2.as_str()),
        ("conflict", "delivery.method[van].zones", "\"b\"")
    );
    let unused = only(&(van("[\"a\"]") + &zone("a", "") + &zone("b", "")));
    assert_eq!(
        (unused.0, unused.1.as_str()),
        ("lint", "delivery.zone[b].id")
    );
    let apart = van("[\"a\"]\npayment = [\"cash\"]") + &zone("a", "payment = [\"card\"]");
    assert_eq!(only(&apart).0, "conflict");
}

#[test]
fn required_fields_are_known_ones() {
    let wrong = only(&format!(
        "{CARRIER}serves = {{ Kyiv = [] }}\nrequires = [\"city\", \"fax\"]\n"
    ));
    assert_eq!((wrong.0, wrong.2.as_str()), ("bad-value", "\"fax\""));
}
