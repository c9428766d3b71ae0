//! RULES.md: how to read it, rules by topic, settings by section, requirements by id.

use std::fmt::Write as _;

use comptoir_rules::policy::SECTIONS;
use comptoir_rules::rules::register::{Rule, rules};

const PREFACE: &str = "\
# Rules and settings

Generated from the code; a test fails when it is stale (`COMPTOIR_BLESS=1 cargo test -p comptoir-tests generated` writes it anew).

## How to read this

The owner of a shop writes one `policy.toml`; [Settings](#settings) lists what may stand in it. Whatever it leaves out has the value in the
column *default*. An answer consists of findings. Each has the **code** of its rule, what it found, what to do about it, and the **setting** that
decided; `default` in place of a setting means that the policy is silent. `comptoir quote --explain` shows both.

A finding speaks of one **stage** of an order and bars that one alone; in a cart the later ones are previews:
`edit` (what may be in the cart), `place` (the buyer sends it off), `confirm` (the shop accepts it), `reserve` (goods are set aside), `ship`
(goods leave).

The **outcome** of a stage is its worst finding's, from mild to severe: `allow`; `adjust`: allowed with another quantity than was asked;
`hold`: waits for a payment or a person; `indeterminate`: a fact is missing or contradicts another, so nothing is granted; `block`: refused until
something is changed.

The last column says which [requirements](#requirements) a rule serves: `R` is what the shop asked for, `A` how an open question was answered, `B` what
holds beyond that.

## Rules

A code is stable for ever. Findings and price steps carry it; fixtures and audits know a rule by it.
";

/// The topic of a code, by what stands before its first dot.
const TOPICS: &[(&str, &str)] = &[
    ("access", "Who may do what"),
    ("account", "Opening an account"),
    ("bonus", "Bonuses"),
    ("catalogue", "What a client sees"),
    ("contract", "Which contract counts"),
    ("credit", "Debt and credit limits"),
    ("delivery", "Delivery"),
    ("details", "Details of the first order"),
    ("document", "Papers: who gets them"),
    ("employee", "A client's employees"),
    ("entry", "Orders entered late"),
    ("extra", "Fields of the shop's own"),
    ("facts", "Facts that can't be"),
    ("history", "Orders of the past"),
    ("import", "Order files"),
    ("invoice", "Invoices"),
    ("measure", "Weight and volume"),
    ("number", "Sums beyond all bounds"),
    ("order", "The life of an order"),
    ("payment", "Payment"),
    ("policy", "The policy itself"),
    ("price", "Prices"),
    ("product", "Products"),
    ("promo", "Promo codes"),
    ("quantity", "Quantities"),
    ("quote", "What the buyer was shown"),
    ("rate", "Exchange rates"),
    ("reorder", "Ordering again"),
    ("rep", "Reps and their clients"),
    ("statement", "Statements of settlements"),
    ("stock", "Stock"),
    ("tax", "Tax"),
    ("waybill", "Waybills"),
    ("warehouse", "Warehouses"),
];

fn topic(code: &str) -> &str {
    code.split('.').next().unwrap_or(code)
}

/// A cell of a Markdown table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}

/// The whole file; `requirements` are ids with their titles.
pub(super) fn generate(requirements: &[(String, String)]) -> String {
    let mut text = PREFACE.to_owned();
    let rules = rules();
    for rules in rules.chunk_by(|a, b| topic(a.code) == topic(b.code)) {
        write_topic(&mut text, rules);
    }
    text.push_str(
        "\n## Settings\n\nOne `policy.toml`. Unknown keys are errors. Amounts and percentages stand in quotes, because a float \
         can't be exact.\n",
    );
    for section in SECTIONS {
        let _ = write!(
            text,
            "\n### `{}`\n\n{}\n\n| key | form | default | what it decides |\n|---|---|---|---|\n",
            section.header, section.doc
        );
        for setting in section.settings {
            let _ = writeln!(
                text,
                "| `{}` | `{}` | {} | {} |",
                setting.key,
                cell(setting.form),
                cell(setting.default),
                cell(setting.doc)
            );
        }
    }
    text.push_str("\n## Requirements\n\n| id | what it asks for |\n|---|---|\n");
    for (id, title) in requirements {
        let _ = writeln!(text, "| {id} | {} |", cell(title));
    }
    text
}

/// The rules of one topic; a topic without a title is told by its name.
fn write_topic(text: &mut String, rules: &[Rule]) {
    let Some(first) = rules.first() else { return };
    let topic = topic(first.code);
    let title = TOPICS.iter().find(|(name, _)| *name == topic);
    let title = title.map_or(topic, |(_, title)| *title);
    let _ = write!(
        text,
        "\n### {title}\n\n| code | what it decides | stages | requirements |\n|---|---|---|---|\n"
    );
    for rule in rules {
        let stages: Vec<String> = rule
            .stages
            .iter()
            .map(|stage| format!("{stage:?}").to_lowercase())
            .collect();
        let stages = if stages.is_empty() {
            "a step of a price".to_owned()
        } else {
            stages.join(", ")
        };
        let _ = writeln!(
            text,
            "| `{}` | {} | {stages} | {} |",
            rule.code,
            cell(rule.title),
            rule.requirements.join(", ")
        );
    }
}
