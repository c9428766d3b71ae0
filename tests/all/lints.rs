//! What `comptoir check` warns of: with file, line and column, and an input that shows it.

const TERMS: &str = "[shop]\ncurrency = \"EUR\"\n";

fn warnings(text: &str) -> Vec<String> {
    let comptoir = comptoir_tests::builder()
        .policy_text("shop.toml", &format!("{TERMS}{text}"))
        .build()
        .expect("a policy");
    let generation = comptoir.generation();
    let head = |warning: String| warning.lines().next().unwrap_or_default().to_owned();
    generation
        .warnings
        .iter()
        .map(|warning| head(warning.to_string()))
        .collect()
}

#[test]
fn a_deferral_that_does_not_rise_is_warned_of_by_place_and_example() {
    let terms = |surcharge: &str| {
        format!(
            "[contract.net-15]\nprice_list = \"w\"\npay_within = \"15 days\"\nsurcharge = \"3%\"\n\
             [contract.net-30]\nprice_list = \"w\"\npay_within = \"30 days\"\nsurcharge = \"{surcharge}\"\n"
        )
    };
    assert_eq!(
        warnings(&terms("2%")),
        [
            "shop.toml:10:13: warning: net-30 costs 102.00 where net-15 costs 103.00 for a list price of 100.00"
        ]
    );
    assert!(warnings(&terms("3.01%")).is_empty());
}

#[test]
fn terms_above_retail_are_warned_of_by_place_and_example() {
    let text = "[price]\nretail = \"shelf\"\n[contract.net-45]\nprice_list = \"shelf\"\nsurcharge = \"4%\"\n";
    assert_eq!(
        warnings(text),
        [
            "shop.toml:7:13: warning: net-45 costs 104.00 where the retail list `shelf`, which it takes prices from, says 100.00"
        ]
    );
    assert!(warnings(&text.replace("4%", "0%")).is_empty());
}

#[test]
fn a_tier_in_anothers_shadow_is_warned_of_by_an_example() {
    let text = "[contract.a]\nprice_list = \"w\"\n\
                [[tier]]\nid = \"silver\"\nturnover_from = \"100\"\ndiscount = \"5%\"\n\
                [[tier]]\nid = \"gold\"\nturnover_from = \"200\"\ndiscount = \"5%\"\n";
    assert_eq!(
        warnings(text),
        [
            "shop.toml:9:1: warning: a turnover of 200 gives 5 %, no more than the 5 % of tier `silver` from 100"
        ]
    );
    assert!(warnings(&text.replacen("5%", "4.9%", 1)).is_empty());
}
