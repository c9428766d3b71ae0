//! Never comes back from `policy.load`.
#![cfg(target_arch = "wasm32")]

use comptoir_guests::Behaviour;
use comptoir_guests::policy::{Issue, Report};
use std::hint::black_box;

struct LoopsWhileLoading;

impl Behaviour for LoopsWhileLoading {
    fn load(_: String) -> Result<Report, Vec<Issue>> {
        let mut turns = 0_u64;
        loop {
            turns = black_box(turns.wrapping_add(1));
        }
    }
}

comptoir_guests::guest!(LoopsWhileLoading);
