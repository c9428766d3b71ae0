//! B1: what a buyer is shown holds nothing for staff. Asked of every fixture, by `fixtures.rs`.

use serde_json::Value;

/// Where a buyer's view holds something for staff.
pub(crate) fn staff_values(view: &Value) -> Vec<String> {
    let mut found = Vec::new();
    walk(view, "", &mut found);
    found
}

/// Keys that a buyer's view may have, but empty: settings, lost price lists, what the host does, what it rests on.
const EMPTY: [&str; 4] = ["setting", "candidates", "effects", "facts-used"];

fn walk(value: &Value, path: &str, found: &mut Vec<String>) {
    match value {
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                walk(item, &format!("{path}.{index}"), found);
            }
        }
        Value::Object(fields) => {
            for (key, field) in fields {
                let at = format!("{path}.{key}");
                let full = match field {
                    Value::String(text) => !text.is_empty(),
                    Value::Array(items) => !items.is_empty(),
                    _ => true,
                };
                if EMPTY.contains(&key.as_str()) && full {
                    found.push(format!("{at} = {field}"));
                } else if key == "audience" && field == "staff" {
                    found.push(format!("{at}: {value}"));
                }
                walk(field, &at, found);
            }
        }
        _ => {}
    }
}

#[test]
fn a_staff_value_anywhere_is_found() {
    let clean = serde_json::json!({
        "verdict": { "effects": [], "facts-used": [], "findings": [{
            "setting": "", "params": [{ "name": "visible", "audience": "buyer" }],
        }] },
        "lines": [{ "price": { "candidates": [], "steps": [{ "setting": "" }] } }],
    });
    assert_eq!(staff_values(&clean), Vec::<String>::new());
    for (pointer, value) in [
        ("/verdict/findings/0/params/0/audience", "staff".into()),
        ("/verdict/findings/0/setting", "stock.show".into()),
        ("/verdict/effects", serde_json::json!([{ "key": "r#0" }])),
        ("/verdict/facts-used", serde_json::json!([{ "index": 0 }])),
        (
            "/lines/0/price/candidates",
            serde_json::json!([{ "price-list": 0 }]),
        ),
        (
            "/lines/0/price/steps/0/setting",
            "tier[gold].discount".into(),
        ),
    ] {
        let mut spoilt = clean.clone();
        *spoilt.pointer_mut(pointer).expect(pointer) = value;
        assert_eq!(staff_values(&spoilt).len(), 1, "{pointer}");
    }
}
