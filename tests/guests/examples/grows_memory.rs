//! Takes a mebibyte after the other in `cart.evaluate`; serves otherwise.
#![cfg(target_arch = "wasm32")]

use comptoir_guests::Behaviour;
use comptoir_guests::cart::{CartAnswer, Line};
use comptoir_guests::facts::{Contract, Products};
use std::hint::black_box;

struct GrowsMemory;

impl Behaviour for GrowsMemory {
    fn evaluate(_: &[Contract], _: &Products, _: &[Line]) -> CartAnswer {
        let mut taken = Vec::new();
        loop {
            taken.push(black_box(vec![1_u8; 1 << 20]));
        }
    }
}

comptoir_guests::guest!(GrowsMemory);
