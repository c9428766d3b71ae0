//! The heap of a decision.
//!
//! A decision lives in a memory of its own: it takes many small blocks, most of one size or another, and
//! little of it is given back before all of it is. So blocks are cut off one after the other, and one that
//! is given back waits for the next of its size: a few instructions each way, where an allocator that
//! joins free blocks takes some hundred. Blocks never move from one size to another. Sizes are multiples
//! of 16 bytes up to 1 KiB, and eight steps from each power of two to the next above.
//!
//! Loading a policy takes some fifteen times the room of the policy. [`apart::Heaps`] has it done apart, and that room
//! serves decisions, in one piece: what they write lies together, and little memory is reset after each.
//!
//! The only unsafe code of the plugin that is written by hand.

mod apart;
#[cfg(target_arch = "wasm32")]
mod global;

use core::alloc::Layout;
use core::ptr;

#[cfg(target_arch = "wasm32")]
pub(crate) use global::apart;

/// Every block is aligned to this, and as long as a multiple of it.
const UNIT: usize = 16;
/// Largest block whose size is a multiple of [`UNIT`] and nothing else.
const SMALL: usize = 1024;
/// Sizes up to [`SMALL`], then eight for each power of two that a length may have.
const SIZES: usize = SMALL / UNIT + 1 + 8 * (usize::BITS as usize - 10);

/// Where a heap's memory comes from.
pub trait Memory {
    /// Makes `bytes` or more usable from `end` on; the end of what is then, or none.
    fn grow(&mut self, end: usize, bytes: usize) -> Option<usize>;
}

/// Blocks by size.
pub struct Heap<M> {
    memory: M,
    /// The first free block of each size; each holds the address of the next. 0: none.
    free: [usize; SIZES],
    /// What was never given out, or came back last.
    next: usize,
    end: usize,
    /// Where to go on, where somebody else's memory begins at `end`; 0: nobody's does.
    beyond: usize,
}

/// Which of the sizes holds `bytes`, and how much that is; none where no memory would.
#[inline]
fn size(bytes: usize) -> Option<(usize, usize)> {
    if bytes <= SMALL {
        let units = bytes.div_ceil(UNIT).max(1);
        return Some((units, units * UNIT));
    }
    // The last byte's place has its highest bit above the step by three.
    let shift = (bytes - 1).ilog2() - 3;
    let steps = ((bytes - 1) >> shift) + 1;
    let length = steps.checked_mul(1 << shift)?;
    Some((SMALL / UNIT + (shift as usize - 7) * 8 + steps - 8, length))
}

/// How long the blocks of a size are.
fn length(index: usize) -> usize {
    if index <= SMALL / UNIT {
        return index * UNIT;
    }
    let (power, step) = (
        (index - SMALL / UNIT - 1) / 8,
        (index - SMALL / UNIT - 1) % 8,
    );
    (step + 9) << (power + 7)
}

impl<M: Memory> Heap<M> {
    /// A heap from `start` on, an address that is not 0.
    pub const fn new(memory: M, start: usize) -> Self {
        Self {
            memory,
            free: [0; SIZES],
            next: start,
            end: start,
            beyond: 0,
        }
    }

    /// A block for `layout`; null where there is no memory for it.
    ///
    /// # Safety
    /// What `memory` gave is this heap's alone.
    #[inline]
    pub unsafe fn take(&mut self, layout: Layout) -> *mut u8 {
        if layout.align() > UNIT {
            return self.take_aligned(layout);
        }
        let Some((index, bytes)) = size(layout.size()) else {
            return ptr::null_mut();
        };
        match self.free.get_mut(index) {
            Some(first) if *first != 0 => {
                let block = *first as *mut u8;
                // SAFETY: a free block is this heap's, and begins with the address of the next one.
                *first = unsafe { block.cast::<usize>().read() };
                block
            }
            _ => self.cut(bytes, UNIT),
        }
    }

    /// `bytes` of what was never given out.
    #[inline]
    fn cut(&mut self, bytes: usize, align: usize) -> *mut u8 {
        let Some(start) = self.next.checked_next_multiple_of(align) else {
            return ptr::null_mut();
        };
        match start.checked_add(bytes) {
            Some(end) if end <= self.end || self.grow(end) => {
                self.next = end;
                start as *mut u8
            }
            Some(_) if self.leap() => self.cut_again(bytes, align),
            _ => ptr::null_mut(),
        }
    }

    #[cold]
    fn cut_again(&mut self, bytes: usize, align: usize) -> *mut u8 {
        self.cut(bytes, align)
    }

    #[cold]
    fn take_aligned(&mut self, layout: Layout) -> *mut u8 {
        match size(layout.size()) {
            Some((_, bytes)) => self.cut(bytes, layout.align()),
            None => ptr::null_mut(),
        }
    }

    /// Goes on behind somebody else's memory, if that was in the way.
    #[cold]
    fn leap(&mut self) -> bool {
        let is_fenced = self.beyond > 0;
        if is_fenced {
            (self.next, self.end, self.beyond) = (self.beyond, self.beyond, 0);
        }
        is_fenced
    }

    /// Whether memory goes up to `end` now.
    #[cold]
    fn grow(&mut self, end: usize) -> bool {
        let missing = end.checked_sub(self.end).filter(|_| self.beyond == 0);
        if let Some(grown) = missing.and_then(|missing| self.memory.grow(self.end, missing)) {
            self.end = grown;
        }
        end <= self.end
    }

    /// Bytes from `start` on that are out.
    fn held(&self, start: usize) -> usize {
        let mut held = self.next - start;
        for (index, first) in self.free.iter().enumerate() {
            let mut block = *first;
            while block != 0 {
                held -= length(index);
                // SAFETY: a free block is this heap's, and begins with the address of the next one.
                block = unsafe { (block as *const usize).read() };
            }
        }
        held
    }

    /// Gives a block back.
    ///
    /// # Safety
    /// `block` was taken from this heap with `layout`, and is not used any more.
    #[inline]
    pub unsafe fn give(&mut self, block: *mut u8, layout: Layout) {
        let Some((index, bytes)) = size(layout.size()) else {
            return;
        };
        if block as usize + bytes == self.next {
            self.next = block as usize;
            return;
        }
        if let Some(first) = self.free.get_mut(index) {
            // SAFETY: the block is free, and at least as long and aligned as an address.
            unsafe { block.cast::<usize>().write(*first) };
            *first = block as usize;
        }
    }

    /// The block with room for `bytes`, moved where it must be; null where there is no memory for it.
    ///
    /// # Safety
    /// `block` was taken from this heap with `layout`; if another one comes back, it is not used any more.
    #[inline]
    pub unsafe fn resize(&mut self, block: *mut u8, layout: Layout, bytes: usize) -> *mut u8 {
        let (Some((before, length)), Some((after, wanted))) = (size(layout.size()), size(bytes))
        else {
            return ptr::null_mut();
        };
        // A little less than before is not worth a copy, but must be given back as what it is.
        if before == after {
            return block;
        }
        let (start, last) = (block as usize, block as usize + length == self.next);
        if last
            && layout.align() <= UNIT
            && let Some(end) = start.checked_add(wanted)
            && (end <= self.end || (self.beyond == 0 && self.grow(end)))
        {
            self.next = end;
            return block;
        }
        // SAFETY: an alignment that was one; the caller keeps to `take`'s and `give`'s conditions.
        unsafe {
            let moved = self.take(Layout::from_size_align_unchecked(bytes, layout.align()));
            if !moved.is_null() {
                ptr::copy_nonoverlapping(block, moved, bytes.min(layout.size()));
                self.give(block, layout);
            }
            moved
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Memory of a fixed length.
    struct Fixed(usize);

    impl Memory for Fixed {
        fn grow(&mut self, end: usize, bytes: usize) -> Option<usize> {
            self.0 = self.0.checked_sub(bytes)?;
            Some(end + bytes)
        }
    }

    #[repr(align(16))]
    #[derive(Clone, Copy)]
    pub(super) struct Unit(#[allow(dead_code, reason = "room")] [u8; UNIT]);

    impl Unit {
        pub(super) const ZERO: Self = Self([0; UNIT]);
    }

    pub(super) fn layout(bytes: usize) -> Layout {
        Layout::from_size_align(bytes, 8).unwrap()
    }

    #[test]
    fn sizes_rise_without_a_gap_and_waste_little() {
        let mut last = (0, 0);
        for bytes in 1..100_000 {
            let (index, length) = size(bytes).unwrap();
            assert!(length >= bytes && length % UNIT == 0, "{bytes}");
            assert!(bytes <= SMALL || (length - bytes) * 8 <= bytes, "{bytes}");
            match index - last.0 {
                0 => assert_eq!(length, last.1, "{bytes}"),
                1 => assert_eq!(bytes, last.1 + 1),
                _ => panic!("a size is left out before {bytes}"),
            }
            last = (index, length);
            assert_eq!(super::length(index), length, "{bytes}");
        }
        assert!(size(usize::MAX).is_none_or(|(index, _)| index < SIZES));
        assert_eq!(size(0), size(1));
    }

    #[test]
    fn blocks_hold_what_is_written_until_they_are_given_back() {
        const ROOM: usize = 1 << 20;
        let mut room = vec![Unit::ZERO; ROOM / UNIT];
        let mut heap = Heap::new(Fixed(ROOM), room.as_mut_ptr() as usize);
        let mut held: Vec<(*mut u8, usize, u8)> = Vec::new();
        // A plain generator: the same sequence every time.
        let mut seed = 7_usize;
        let mut random = move |below: usize| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (seed >> 33) % below
        };
        for round in 0..20_000 {
            let mark = u8::try_from(round % 251).unwrap();
            match random(4) {
                // SAFETY: blocks are given back once, with the length they were taken with.
                0 | 1 => unsafe {
                    let bytes = 1 + random(if round % 50 == 0 { 9_000 } else { 200 });
                    let block = heap.take(layout(bytes));
                    assert!(!block.is_null() && (block as usize).is_multiple_of(UNIT));
                    block.write_bytes(mark, bytes);
                    held.push((block, bytes, mark));
                },
                way if !held.is_empty() => unsafe {
                    let (block, bytes, mark) = held.swap_remove(random(held.len()));
                    let kept =
                        |block: *mut u8, bytes| (0..bytes).all(|at| block.add(at).read() == mark);
                    assert!(kept(block, bytes), "{round}");
                    if way == 2 {
                        heap.give(block, layout(bytes));
                    } else {
                        let other = 1 + random(400);
                        let block = heap.resize(block, layout(bytes), other);
                        assert!(kept(block, bytes.min(other)), "{round}");
                        block.write_bytes(mark, other);
                        held.push((block, other, mark));
                    }
                },
                _ => {}
            }
            if held.len() > 300 {
                // SAFETY: as above.
                held.drain(..150)
                    .for_each(|(block, bytes, _)| unsafe { heap.give(block, layout(bytes)) });
            }
        }
    }

    #[test]
    fn what_is_given_back_is_taken_again_and_the_end_of_memory_is_no_block() {
        let mut room = vec![Unit::ZERO; 8];
        let start = room.as_mut_ptr() as usize;
        let mut heap = Heap::new(Fixed(8 * UNIT), start);
        // SAFETY: blocks are given back once, with the length they were taken with.
        unsafe {
            let blocks: Vec<*mut u8> = (0..4).map(|_| heap.take(layout(20))).collect();
            assert_eq!(heap.take(layout(1)), ptr::null_mut());
            heap.give(blocks[1], layout(20));
            assert_eq!(heap.take(layout(40)), ptr::null_mut());
            assert_eq!(heap.take(layout(32)), blocks[1]);
            // The last one grows and shrinks where it is.
            heap.give(blocks[3], layout(20));
            assert_eq!(heap.resize(blocks[2], layout(20), 60), blocks[2]);
            assert_eq!(heap.resize(blocks[2], layout(60), 10), blocks[2]);
            assert_eq!(heap.take(layout(40)), (start + 5 * UNIT) as *mut u8);
            let wide = Layout::from_size_align(16, 4096).unwrap();
            assert_eq!(heap.take(wide), ptr::null_mut());
            assert_eq!(
                heap.take(Layout::from_size_align(usize::MAX / 2, 1).unwrap()),
                ptr::null_mut()
            );
        }
    }
}
