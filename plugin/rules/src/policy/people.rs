//! `[registration]`, `[[access]]`, `[rep]` and `[[rep.rule]]`: accounts, levels of access, reps.

use super::delivery::Name;
use super::reader::Table;
use super::setting::{Section, setting};
use super::value;
use crate::domain::Number;
use crate::domain::directory::Act;

/// Who opens accounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Staff alone.
    Staff,
    /// Staff, or whoever they invited.
    Invite,
    /// Anybody with valid details.
    SelfService,
    /// Anybody who has ordered before.
    AfterFirstOrder,
}

/// `[registration]`.
#[derive(Debug, Clone)]
pub struct RegistrationRules {
    /// Who opens accounts.
    pub mode: Mode,
    /// Whether a contract must be in force.
    pub require_contract: bool,
    /// Whether an e-mail must be given.
    pub require_email: bool,
    /// Whether the phone of the outlet must be given.
    pub require_outlet_phone: bool,
    /// Whether an outlet has one account at most.
    pub one_account_per_outlet: bool,
    /// Whether an account waits where nobody looks after it.
    pub require_rep: bool,
    /// Days for which an invitation is good.
    pub invitation_days: u32,
    /// Terms that close a client to requests to join.
    pub no_join_terms: Vec<String>,
}

/// A level of access.
#[derive(Debug, Clone)]
pub struct Level {
    /// Its name.
    pub id: String,
    /// What it allows.
    pub may: Vec<Act>,
    /// Spending limit on one order of employees who have none of their own; none: unlimited.
    pub limit: Option<Number>,
    /// Whether the policy wrote it.
    pub written: bool,
}

/// For whom a rep may act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ActsFor {
    /// Clients bound to him, or to a rep for whom he stands in.
    Bound,
    /// These, and the clients that rules or the default give him.
    Assigned,
}

/// `[[rep.rule]]`.
#[derive(Debug, Clone)]
pub struct RepRule {
    /// Its name.
    pub id: String,
    /// The rep's id.
    pub rep: String,
    /// Attributes with the values that match; never empty.
    pub when: Vec<(String, Vec<String>)>,
}

/// `[rep]`.
#[derive(Debug, Clone)]
pub struct RepRules {
    /// Id of the rep of whoever has none.
    pub default: Option<String>,
    /// For whom a rep may act.
    pub acts_for: ActsFor,
    /// What he may do for them.
    pub may: Vec<Act>,
    /// Payments that nobody chooses for somebody else.
    pub not_paid_by: Vec<Name>,
    /// In the order of the text.
    pub rules: Vec<RepRule>,
}

/// `[registration]`.
pub const REGISTRATION: Section = Section {
    header: "[registration]",
    doc: "Who gets an account, and what it takes.",
    settings: &[
        setting(
            "mode",
            "\"staff\", \"invite\", \"self\" or \"after-first-order\"",
            "staff",
            "Who opens accounts: staff alone, the invited, anybody, or anybody who has ordered before. Staff always may.",
        ),
        setting(
            "require_contract",
            "true",
            "true under `staff` and `invite`, else false",
            "Whether the legal entity needs a supply contract in force.",
        ),
        setting(
            "require_email",
            "false",
            "true",
            "Whether an e-mail must be given.",
        ),
        setting(
            "require_outlet_phone",
            "false",
            "true",
            "Whether the phone of the outlet must be given.",
        ),
        setting(
            "one_account_per_outlet",
            "false",
            "true",
            "Whether an outlet has one account at most.",
        ),
        setting(
            "require_rep",
            "true",
            "false",
            "Whether an account waits until somebody looks after its client; otherwise staff are only warned.",
        ),
        setting(
            "invitation_valid_for",
            "\"14 days\"",
            "14 days",
            "How long an invitation is good; at the moment it ends it no longer is.",
        ),
        setting(
            "no_join_terms",
            "[\"consignment\"]",
            "[\"consignment\"]",
            "A client with a contract of such terms takes no requests to join: somebody else may be using its tax id.",
        ),
    ],
};

/// `[[access]]`.
pub const ACCESS: Section = Section {
    header: "[[access]]",
    doc: "A level of access of a client's employees. Without any there are three: `administrator` may do everything, `buyer` everything but manage employees, `viewer` looks at catalogue, prices and orders.",
    settings: &[
        setting(
            "id",
            "\"purchasing\"",
            "required",
            "Name of the level, which employees carry.",
        ),
        setting(
            "may",
            "[\"view-prices\", \"place-order\"]",
            "required",
            "What it allows: view-catalogue, view-prices, view-orders, act-on-orders, view-settlements, edit-cart, place-order, switch-contract, spend-bonus, manage-employees.",
        ),
        setting(
            "limit",
            "\"50000.00\"",
            "none",
            "Most that one order may cost, that sum included, for employees without a limit of their own; 0 is nothing, none is unlimited.",
        ),
    ],
};

/// `[rep]`.
pub const REP: Section = Section {
    header: "[rep]",
    doc: "Who looks after a client, and what he may do for it.",
    settings: &[
        setting(
            "default",
            "\"office\"",
            "none",
            "Id of the rep of every client that has no other.",
        ),
        setting(
            "acts_for",
            "\"bound\" or \"assigned\"",
            "bound",
            "For whom a rep may act: clients listed as his (or of a rep for whom he stands in), or also those that rules give him.",
        ),
        setting(
            "may",
            "[\"view-prices\", \"place-order\"]",
            "everything but spend-bonus and manage-employees",
            "What he may do for them; words as in [[access]].",
        ),
        setting(
            "not_paid_by",
            "[\"card\"]",
            "card",
            "Payments that a rep or staff can't choose for a client, by the names that delivery knows them by; `[]` allows every one.",
        ),
        setting(
            "rule",
            "[[rep.rule]]",
            "none",
            "Reps by category, region or other attributes.",
        ),
    ],
};

/// `[[rep.rule]]`.
pub const REP_RULE: Section = Section {
    header: "[[rep.rule]]",
    doc: "The rep of clients that match every criterion. The rule with more criteria wins; two that claim equally for different reps decide nothing.",
    settings: &[
        setting("id", "\"south\"", "required", "Name of the rule."),
        setting("rep", "\"anna\"", "required", "Id of the rep."),
        setting(
            "when",
            "{ category = \"wholesale\", region = [\"south\", \"east\"] }",
            "required",
            "Attributes of the client or its outlet; of several values one must match.",
        ),
    ],
};

const MODES: &[(&str, Mode)] = &[
    ("staff", Mode::Staff),
    ("invite", Mode::Invite),
    ("self", Mode::SelfService),
    ("after-first-order", Mode::AfterFirstOrder),
];
const ACTS_FOR: &[(&str, ActsFor)] = &[("bound", ActsFor::Bound), ("assigned", ActsFor::Assigned)];
const DAYS: &str = "a number of days, such as \"14 days\"";
const CRITERIA: &str = "attributes with their values, such as { region = \"south\" }";

/// Reads `[registration]`.
pub(super) fn read_registration(root: &Table<'_>) -> RegistrationRules {
    let table = root.table("registration", &REGISTRATION);
    let mode = table.choice("mode", MODES).unwrap_or(Mode::Staff);
    let by_shop = matches!(mode, Mode::Staff | Mode::Invite);
    RegistrationRules {
        mode,
        require_contract: table.flag("require_contract").unwrap_or(by_shop),
        require_email: table.flag("require_email").unwrap_or(true),
        require_outlet_phone: table.flag("require_outlet_phone").unwrap_or(true),
        one_account_per_outlet: table.flag("one_account_per_outlet").unwrap_or(true),
        require_rep: table.flag("require_rep").unwrap_or(false),
        invitation_days: table
            .read("invitation_valid_for", |raw| {
                value::period(raw, "day", DAYS)
            })
            .unwrap_or(14),
        no_join_terms: table
            .read("no_join_terms", value::texts)
            .unwrap_or_else(|| vec!["consignment".to_owned()]),
    }
}

/// Reads `[[access]]`; the default levels where the policy has none.
pub(super) fn read_levels(root: &Table<'_>) -> Vec<Level> {
    let written: Vec<_> = root
        .repeated("access", &ACCESS)
        .into_iter()
        .map(|(id, table)| {
            if !table.has("may") {
                table.missing("may");
            }
            Level {
                id,
                may: read_acts(&table, "may").unwrap_or_default(),
                limit: table.amount("limit"),
                written: true,
            }
        })
        .collect();
    if !written.is_empty() {
        return written;
    }
    let level = |id: &str, allowed: fn(Act) -> bool| Level {
        id: id.to_owned(),
        may: all_but(allowed),
        limit: None,
        written: false,
    };
    vec![
        level("administrator", |_| true),
        level("buyer", |act| act != Act::ManageEmployees),
        level("viewer", |act| {
            matches!(act, Act::ViewCatalogue | Act::ViewPrices | Act::ViewOrders)
        }),
    ]
}

fn all_but(allowed: fn(Act) -> bool) -> Vec<Act> {
    Act::ALL
        .into_iter()
        .map(|(_, act)| act)
        .filter(|act| allowed(*act))
        .collect()
}

/// Reads `[rep]` and `[[rep.rule]]`.
pub(super) fn read_rep(root: &Table<'_>) -> RepRules {
    let table = root.table("rep", &REP);
    let default_acts = || all_but(|act| !matches!(act, Act::SpendBonus | Act::ManageEmployees));
    RepRules {
        default: table.text("default"),
        acts_for: table.choice("acts_for", ACTS_FOR).unwrap_or(ActsFor::Bound),
        may: read_acts(&table, "may").unwrap_or_else(default_acts),
        not_paid_by: table.read("not_paid_by", value::texts).map_or_else(
            || vec![Name::new("card".to_owned())],
            |names| names.into_iter().map(Name::new).collect(),
        ),
        rules: table
            .repeated("rule", &REP_RULE)
            .into_iter()
            .map(|(id, rule)| {
                if !rule.has("when") {
                    rule.missing("when");
                }
                RepRule {
                    id,
                    rep: rule.required_text("rep"),
                    when: rule
                        .read("when", |raw| value::criteria(raw, CRITERIA))
                        .unwrap_or_default(),
                }
            })
            .collect(),
    }
}

fn read_acts(table: &Table<'_>, key: &str) -> Option<Vec<Act>> {
    let words = table.read(key, value::texts)?;
    let mut acts = Vec::new();
    for word in words {
        match Act::ALL.iter().find(|(name, _)| *name == word) {
            Some((_, act)) if acts.contains(act) => table.wrong_entry(
                "duplicate",
                key,
                &word,
                format!("`{word}` stands twice"),
                "each action once",
            ),
            Some((_, act)) => acts.push(*act),
            None => {
                let names: Vec<_> = Act::ALL.iter().map(|(name, _)| *name).collect();
                table.wrong_entry(
                    "bad-value",
                    key,
                    &word,
                    format!("`{word}` is not an action"),
                    &format!("of {}", names.join(", ")),
                );
            }
        }
    }
    Some(acts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::{Policy, load};

    const SHOP: &str = "[shop]\ncurrency = \"RUB\"\n[contract.prepaid]\n";

    fn policy(extra: &str) -> Policy {
        load(&format!("{SHOP}{extra}")).unwrap().policy
    }

    fn refused(extra: &str) -> (&'static str, String) {
        let issues = load(&format!("{SHOP}{extra}")).unwrap_err();
        assert_eq!(issues.len(), 1, "{issues:#?}");
        (issues[0].code, issues[0].path.clone())
    }

    #[test]
    fn a_silent_policy_lets_staff_open_accounts() {
        let policy = policy("");
        assert_eq!(policy.registration.mode, Mode::Staff);
        assert!(policy.registration.require_contract && policy.registration.require_email);
        assert_eq!(policy.registration.no_join_terms, ["consignment"]);
        let ids: Vec<_> = policy
            .levels
            .iter()
            .map(|level| level.id.as_str())
            .collect();
        assert_eq!(ids, ["administrator", "buyer", "viewer"]);
        assert!(policy.rep.default.is_none() && policy.rep.rules.is_empty());
    }

    #[test]
    fn who_registers_himself_needs_no_contract_unless_told() {
        let own = |extra: &str| policy(&format!("[registration]\nmode = \"self\"\n{extra}"));
        assert!(!own("").registration.require_contract);
        assert!(
            own("require_contract = true\n")
                .registration
                .require_contract
        );
    }

    #[test]
    fn written_levels_replace_the_defaults() {
        let policy = policy("[[access]]\nid = \"clerk\"\nmay = [\"edit-cart\"]\nlimit = \"0\"\n");
        assert_eq!(policy.levels.len(), 1);
        assert_eq!(policy.levels[0].limit, Some(Number::ZERO));
    }

    #[test]
    fn slips_are_refused_with_their_place() {
        for (text, code, path) in [
            (
                "[[access]]\nid = \"a\"\nmay = [\"fly\"]\n",
                "bad-value",
                "access[a].may",
            ),
            ("[[access]]\nid = \"a\"\n", "missing", "access[a].may"),
            (
                "[[rep.rule]]\nid = \"r\"\nrep = \"anna\"\nwhen = {}\n",
                "bad-value",
                "rep.rule[r].when",
            ),
            (
                "[[rep.rule]]\nid = \"r\"\nrep = \"anna\"\nwhen = { region = 7 }\n",
                "wrong-type",
                "rep.rule[r].when",
            ),
            (
                "[registration]\nno_join_terms = [\"sale\"]\n",
                "bad-value",
                "registration.no_join_terms",
            ),
        ] {
            assert_eq!(refused(text), (code, path.to_owned()), "{text}");
        }
    }
}
