//! Calls itself without end: in `cart.evaluate` on the native stack, in `order-file.read` on the one in its own memory.
#![cfg(target_arch = "wasm32")]

use comptoir_guests::cart::{CartAnswer, Line};
use comptoir_guests::facts::{Contract, Products};
use comptoir_guests::order_file::Sheet;
use comptoir_guests::{Behaviour, answers};
use std::hint::black_box;

/// Keeps nothing in memory. The rotation keeps the compiler from making a loop of it.
#[inline(never)]
fn shallow(left: u64) -> u64 {
    if left == 0 {
        1
    } else {
        shallow(left - 1).rotate_left(7) ^ left
    }
}

/// Keeps 256 bytes in memory for every call.
#[inline(never)]
#[allow(unconditional_recursion, reason = "the point of it")]
fn deep(frame: &[u8; 256]) -> u64 {
    let own = black_box(frame.map(|byte| byte.wrapping_add(1)));
    deep(&own).rotate_left(7) ^ u64::from(own[0])
}

struct Recurses;

impl Behaviour for Recurses {
    fn evaluate(contracts: &[Contract], products: &Products, lines: &[Line]) -> CartAnswer {
        let mut answer = answers::cart(contracts, products, lines);
        answer
            .stages
            .truncate(shallow(black_box(u64::MAX)) as usize);
        answer
    }

    fn read(bytes: Vec<u8>) -> Sheet {
        let mut sheet = answers::sheet();
        sheet.name = deep(&[bytes.len() as u8; 256]).to_string();
        sheet
    }
}

comptoir_guests::guest!(Recurses);
