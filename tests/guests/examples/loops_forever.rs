//! Never comes back from `cart.evaluate`; serves otherwise.
#![cfg(target_arch = "wasm32")]

use comptoir_guests::Behaviour;
use comptoir_guests::cart::{CartAnswer, Line};
use comptoir_guests::facts::{Contract, Products};
use std::hint::black_box;

struct LoopsForever;

impl Behaviour for LoopsForever {
    fn evaluate(_: &[Contract], _: &Products, _: &[Line]) -> CartAnswer {
        let mut turns = 0_u64;
        loop {
            turns = black_box(turns.wrapping_add(1));
        }
    }
}

comptoir_guests::guest!(LoopsForever);
