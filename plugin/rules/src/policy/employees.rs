//! `[employees]`: what a client's administrators may do with its employees.

use super::reader::Table;
use super::setting::{Section, setting};
use super::value;

/// How much an employee may give a colleague.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GrantUpTo {
    /// No more than he has himself.
    Own,
    /// Anything.
    Any,
}

/// `[employees]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EmployeeRules {
    /// Minutes until a new access works.
    pub access_within: u32,
    /// How much an employee may give.
    pub grant_up_to: GrantUpTo,
    /// Whether the last administrator stays.
    pub keep_administrator: bool,
}

/// `[employees]`.
pub const EMPLOYEES: Section = Section {
    header: "[employees]",
    doc: "How a client adds, changes and removes its employees.",
    settings: &[
        setting(
            "access_within",
            "\"10 minutes\"",
            "10 minutes",
            "How long after it is given an access works, that moment included; 0 minutes is at once.",
        ),
        setting(
            "grant_up_to",
            "\"own\" or \"any\"",
            "own",
            "How much an employee may give a colleague: a level, a limit and outlets up to his own, or any. The outlets' own accounts and staff may give any.",
        ),
        setting(
            "keep_administrator",
            "false",
            "true",
            "Whether a client keeps the last employee who may manage employees. Staff may remove him all the same.",
        ),
    ],
};

const GRANTS: &[(&str, GrantUpTo)] = &[("own", GrantUpTo::Own), ("any", GrantUpTo::Any)];
const MINUTES: &str = "a number of minutes, such as \"10 minutes\"";

/// Reads `[employees]`.
pub(super) fn read(root: &Table<'_>) -> EmployeeRules {
    let table = root.table("employees", &EMPLOYEES);
    EmployeeRules {
        access_within: table
            .read("access_within", |raw| value::period(raw, "minute", MINUTES))
            .unwrap_or(10),
        grant_up_to: table
            .choice("grant_up_to", GRANTS)
            .unwrap_or(GrantUpTo::Own),
        keep_administrator: table.flag("keep_administrator").unwrap_or(true),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::load;

    fn read(employees: &str) -> Result<EmployeeRules, String> {
        let text = format!("[shop]\ncurrency = \"EUR\"\n[contract.a]\n[employees]\n{employees}\n");
        load(&text)
            .map(|loaded| loaded.policy.employees)
            .map_err(|issues| issues[0].path.clone())
    }

    #[test]
    fn a_silent_policy_gives_ten_minutes_and_keeps_the_last_administrator() {
        let rules = read("").unwrap();
        assert_eq!(rules.access_within, 10);
        assert_eq!(rules.grant_up_to, GrantUpTo::Own);
        assert!(rules.keep_administrator);
    }

    #[test]
    fn minutes_are_whole_and_named() {
        assert_eq!(
            read("access_within = \"0 minutes\"").unwrap().access_within,
            0
        );
        assert_eq!(
            read("access_within = \"1 minute\"").unwrap().access_within,
            1
        );
        for wrong in [
            "\"10\"",
            "\"1.5 minutes\"",
            "\"-1 minutes\"",
            "\"10 hours\"",
            "10",
        ] {
            let refused = read(&format!("access_within = {wrong}"));
            assert_eq!(
                refused,
                Err("employees.access_within".to_owned()),
                "{wrong}"
            );
        }
    }
}
