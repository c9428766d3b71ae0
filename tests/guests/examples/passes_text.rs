//! Takes a cart's texts twice over: as four strings a line, and as one string with offsets.

wit_bindgen::generate!({ path: "wit-spike", world: "spike" });

use exports::comptoir::spike::lines::{Guest, Interned, Natural};

struct Spike;

fn length(text: &str, start: u32, end: u32) -> u64 {
    text.get(start as usize..end as usize)
        .map_or(0, |part| part.len() as u64)
}

impl Guest for Spike {
    fn take_natural(lines: Vec<Natural>) -> u64 {
        lines
            .iter()
            .map(|line| {
                let texts = line.sku.len()
                    + line.version.len()
                    + line.unit.len()
                    + line.stock_version.len();
                texts as u64 + line.quantity.unsigned_abs()
            })
            .sum()
    }

    fn take_interned(text: String, lines: Vec<Interned>) -> u64 {
        let ends = lines
            .iter()
            .skip(1)
            .map(|next| next.sku)
            .chain([text.len() as u32]);
        lines
            .iter()
            .zip(ends)
            .map(|(line, end)| {
                let texts = length(&text, line.sku, line.version)
                    + length(&text, line.version, line.unit)
                    + length(&text, line.unit, line.stock_version)
                    + length(&text, line.stock_version, end);
                texts + line.quantity.unsigned_abs()
            })
            .sum()
    }
}

export!(Spike);
