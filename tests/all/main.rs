//! All tests that need both sides of the contract, in one binary.
#![allow(missing_docs, reason = "tests")]

mod same_answer;
