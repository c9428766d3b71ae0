//! All tests that need both sides of the contract, in one binary.
#![allow(missing_docs, reason = "tests")]

mod accounts;
mod activation;
mod bonus_books;
mod broken_components;
mod buyer_view;
mod compositions;
mod copies;
mod corrected_workbook;
mod credit_limit;
mod employees;
mod fixtures;
mod floors;
mod frozen;
mod generated;
mod hostile_files;
mod hostile_guests;
mod lints;
mod mutation;
mod never_trapped;
mod no_oracle;
mod orders;
mod promo_properties;
mod properties;
mod same_answer;
