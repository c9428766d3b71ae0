//! Blocks a change of an employee, and gives the access all the same.
#![cfg(target_arch = "wasm32")]

use comptoir_guests::accounts::{EmployeeAnswer, KeptEmployee};
use comptoir_guests::types::{Outcome, RuleError};
use comptoir_guests::{Behaviour, answers};

struct GivesWhatItBlocks;

impl Behaviour for GivesWhatItBlocks {
    fn manage_employee() -> Result<EmployeeAnswer, RuleError> {
        Ok(EmployeeAnswer {
            verdict: answers::verdict(Outcome::Block),
            client: None,
            keep: Some(KeptEmployee {
                email: String::new(),
                level: "administrator".to_owned(),
                limit: None,
                outlets: None,
                effective_from: None,
                suspended: false,
            }),
        })
    }
}

comptoir_guests::guest!(GivesWhatItBlocks);
