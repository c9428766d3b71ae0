//! All tests that need both sides of the contract, in one binary.
#![allow(missing_docs, reason = "tests")]

mod accounts;
mod activation;
mod broken_components;
mod compositions;
mod corrected_workbook;
mod employees;
mod fixtures;
mod floors;
mod generated;
mod hostile_files;
mod hostile_guests;
mod mutation;
mod never_trapped;
mod no_oracle;
mod properties;
mod same_answer;
