//! A heap for a while, whose room comes back in one piece.

use core::alloc::Layout;
use core::ptr;

use super::{Heap, Memory, UNIT, size};

/// Room before what is taken apart, for what of it is to stay.
const ROOM: usize = 16 * 1024;

/// A heap, and for a while another one apart from it, whose memory comes to the first as soon as all of its blocks
/// are back.
pub struct Heaps<M> {
    /// At work.
    heap: Heap<M>,
    other: Heap<M>,
    /// Blocks from here on may be another heap's than the one at work.
    watched: usize,
    /// The heap apart is from here, once it was opened,
    first: usize,
    /// to here; the end of all addresses while it is open.
    last: usize,
    /// Bytes of it that are out, once it is closed.
    held: usize,
}

impl<M: Memory> Heaps<M> {
    /// Heaps from `start` on, an address that is not 0.
    pub const fn new(memory: M, apart: M, start: usize) -> Self {
        Self {
            heap: Heap::new(memory, start),
            other: Heap::new(apart, start),
            watched: usize::MAX,
            first: 0,
            last: 0,
            held: 0,
        }
    }

    const fn is_open(&self) -> bool {
        self.last == usize::MAX
    }

    /// From here on blocks are taken apart; once in a life, and nowhere where there is no memory for it.
    pub fn open(&mut self) {
        let first = self.heap.next.saturating_add(ROOM).next_multiple_of(UNIT);
        if self.first > 0 || (first > self.heap.end && !self.heap.grow(first)) {
            return;
        }
        (self.other.next, self.other.end) = (first, self.heap.end);
        self.heap.end = first;
        core::mem::swap(&mut self.heap, &mut self.other);
        (self.watched, self.first, self.last) = (0, first, usize::MAX);
    }

    /// No longer.
    pub fn close(&mut self) {
        if self.is_open() {
            core::mem::swap(&mut self.heap, &mut self.other);
            (self.watched, self.last) = (self.first, self.other.end);
            self.heap.beyond = self.last;
            self.held = self.other.held(self.first);
            self.join();
        }
    }

    /// Where all that was taken apart is back, the heap goes on through it, unless it went past it.
    fn join(&mut self) {
        if self.held == 0 && self.heap.beyond > 0 {
            (self.heap.end, self.heap.beyond) = (self.last, 0);
            self.watched = usize::MAX;
        }
    }

    /// A block for `layout`; null where there is no memory for it.
    ///
    /// # Safety
    /// What the memories gave is these heaps' alone.
    #[inline]
    pub unsafe fn take(&mut self, layout: Layout) -> *mut u8 {
        // SAFETY: as the caller promises.
        unsafe { self.heap.take(layout) }
    }

    /// Gives a block back.
    ///
    /// # Safety
    /// `block` was taken from these heaps with `layout`, and is not used any more.
    #[inline]
    pub unsafe fn give(&mut self, block: *mut u8, layout: Layout) {
        // SAFETY: as the caller promises.
        unsafe {
            if block as usize >= self.watched {
                return self.give_watched(block, layout);
            }
            self.heap.give(block, layout);
        }
    }

    fn is_apart(&self, block: *mut u8) -> bool {
        (self.first..self.last).contains(&(block as usize))
    }

    #[cold]
    unsafe fn give_watched(&mut self, block: *mut u8, layout: Layout) {
        let is_apart = self.is_apart(block);
        // SAFETY: as the caller promises; it goes to the heap it was taken from.
        unsafe {
            if is_apart == self.is_open() {
                return self.heap.give(block, layout);
            }
            self.other.give(block, layout);
        }
        if is_apart && let Some((_, bytes)) = size(layout.size()) {
            self.held -= bytes;
            self.join();
        }
    }

    /// The block with room for `bytes`, moved where it must be; null where there is no memory for it.
    ///
    /// # Safety
    /// `block` was taken from these heaps with `layout`; if another one comes back, it is not used any more.
    #[inline]
    pub unsafe fn resize(&mut self, block: *mut u8, layout: Layout, bytes: usize) -> *mut u8 {
        // SAFETY: as the caller promises; a block is resized by the heap it was taken from, or moves to the one at work.
        unsafe {
            if block as usize >= self.watched && self.is_apart(block) != self.is_open() {
                return self.move_over(block, layout, bytes);
            }
            self.heap.resize(block, layout, bytes)
        }
    }

    #[cold]
    unsafe fn move_over(&mut self, block: *mut u8, layout: Layout, bytes: usize) -> *mut u8 {
        // SAFETY: as the caller promises.
        unsafe {
            let moved = self.take(Layout::from_size_align_unchecked(bytes, layout.align()));
            if !moved.is_null() {
                ptr::copy_nonoverlapping(block, moved, bytes.min(layout.size()));
                self.give_watched(block, layout);
            }
            moved
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::SMALL;
    use super::super::tests::{Unit, layout};
    use super::*;

    /// Memory of a fixed length for two.
    #[derive(Clone)]
    struct Shared(std::rc::Rc<std::cell::Cell<usize>>);

    impl Memory for Shared {
        fn grow(&mut self, end: usize, bytes: usize) -> Option<usize> {
            self.0.set(self.0.get().checked_sub(bytes)?);
            Some(end + bytes)
        }
    }

    fn heaps(room: &mut [Unit]) -> (Heaps<Shared>, usize) {
        let start = room.as_mut_ptr() as usize;
        let memory = Shared(std::rc::Rc::new(std::cell::Cell::new(size_of_val(room))));
        (Heaps::new(memory.clone(), memory, start), start)
    }

    #[test]
    fn the_room_of_what_was_taken_apart_comes_back_in_one_piece() {
        let mut room = vec![Unit::ZERO; 4 * ROOM / UNIT];
        let (mut heaps, start) = heaps(&mut room);
        // SAFETY: blocks are given back once, with the length they were taken with.
        unsafe {
            let text = heaps.take(layout(100));
            heaps.open();
            let mut passing: Vec<*mut u8> = (0..300).map(|_| heaps.take(layout(100))).collect();
            assert!(passing.iter().all(|block| *block as usize >= start + ROOM));
            // What was there before may grow while others are taken apart: it moves to them.
            text.write_bytes(7, 100);
            let text = heaps.resize(text, layout(100), 200);
            assert!(text as usize >= start + ROOM && (0..100).all(|at| text.add(at).read() == 7));
            heaps.close();
            let stays = heaps.take(layout(1000));
            assert!((stays as usize) < start + ROOM);
            // What was taken apart moves where it grows.
            let last = passing.pop().unwrap();
            let last = heaps.resize(last, layout(100), 1000);
            assert!((last as usize) < start + ROOM);
            heaps.give(text, layout(200));
            for block in passing {
                heaps.give(block, layout(100));
            }
            // One stretch, from where the room was left to the end.
            let long = heaps.take(layout(3 * ROOM));
            assert_eq!(long as usize, last as usize + size(1000).unwrap().1);
            heaps.give(long, layout(3 * ROOM));
            heaps.open();
            assert_eq!(heaps.take(layout(16)), long, "once in a life");
        }
    }

    /// Heaps with one block of 100 bytes that was taken apart.
    fn one_apart(room: &mut [Unit]) -> (Heaps<Shared>, usize, *mut u8) {
        let (mut heaps, start) = heaps(room);
        heaps.open();
        // SAFETY: the room is these heaps' alone.
        let passing = unsafe { heaps.take(layout(100)) };
        heaps.close();
        (heaps, start, passing)
    }

    #[test]
    fn more_than_the_room_holds_goes_behind_what_was_taken_apart() {
        let mut room = vec![Unit::ZERO; 4 * ROOM / UNIT];
        let (mut heaps, start, passing) = one_apart(&mut room);
        // SAFETY: as above.
        unsafe {
            let mut stays: Vec<*mut u8> = Vec::new();
            loop {
                let block = heaps.take(layout(SMALL));
                if block.is_null() {
                    break;
                }
                block.write_bytes(3, SMALL);
                stays.push(block);
            }
            assert!(
                (ROOM / SMALL..4 * ROOM / SMALL).contains(&stays.len()),
                "{}",
                stays.len()
            );
            assert!(
                stays
                    .iter()
                    .all(|block| block.add(SMALL) <= passing || *block > passing)
            );
            let grown = heaps.resize(passing, layout(100), SMALL);
            assert!(grown.is_null());
            heaps.give(passing, layout(100));
            assert!(heaps.take(layout(SMALL)).is_null(), "its memory is lost");
            assert_eq!(stays[0] as usize, start);
            heaps.give(stays[0], layout(SMALL));
            assert_eq!(heaps.take(layout(SMALL)), stays[0]);
        }
    }

    #[test]
    fn a_block_that_outgrows_the_room_moves_behind_what_was_taken_apart() {
        let mut room = vec![Unit::ZERO; 4 * ROOM / UNIT];
        let (mut heaps, start, passing) = one_apart(&mut room);
        // SAFETY: as above.
        unsafe {
            let block = heaps.take(layout(100));
            assert_eq!(block as usize, start);
            block.write_bytes(5, 100);
            let grown = heaps.resize(block, layout(100), 3 * ROOM / 2);
            assert!(grown > passing && (0..100).all(|at| grown.add(at).read() == 5));
            heaps.give(passing, layout(100));
            assert_eq!(heaps.take(layout(100)), block);
        }
    }
}
