//! Never comes back from `cart.evaluate`, nor from `order-file.read`; serves otherwise.
#![cfg(target_arch = "wasm32")]

use comptoir_guests::Behaviour;
use comptoir_guests::cart::{CartAnswer, Line};
use comptoir_guests::facts::{Contract, Products};
use comptoir_guests::order_file::Sheet;
use std::hint::black_box;

struct LoopsForever;

impl Behaviour for LoopsForever {
    fn evaluate(_: &[Contract], _: &Products, _: &[Line]) -> CartAnswer {
        turn()
    }

    fn read(_: Vec<u8>) -> Sheet {
        turn()
    }
}

fn turn() -> ! {
    let mut turns = 0_u64;
    loop {
        turns = black_box(turns.wrapping_add(1));
    }
}

comptoir_guests::guest!(LoopsForever);
