//! The heap of a decision.
//!
//! A decision lives in a memory of its own: it takes many small blocks, most of one size or another, and
//! little of it is given back before all of it is. So blocks are cut off one after the other, and one that
//! is given back waits for the next of its size: a few instructions each way, where an allocator that
//! joins free blocks takes some hundred. Blocks never move from one size to another. Sizes are multiples
//! of 16 bytes up to 1 KiB, and eight steps from each power of two to the next above.
//!
//! Loading a policy takes a hundred times what the policy itself does. [`Heaps`] has it done apart, and the room
//! of it serves decisions, in one piece: what they write lies together, and little memory is reset after each.
//!
//! The only unsafe code of the plugin that is written by hand.

use core::alloc::Layout;
use core::ptr;

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
    /// Somebody else's memory begins at `end`.
    fenced: bool,
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

impl<M: Memory> Heap<M> {
    /// A heap from `start` on, an address that is not 0.
    pub const fn new(memory: M, start: usize) -> Self {
        Self {
            memory,
            free: [0; SIZES],
            next: start,
            end: start,
            fenced: false,
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
            _ => ptr::null_mut(),
        }
    }

    #[cold]
    fn take_aligned(&mut self, layout: Layout) -> *mut u8 {
        match size(layout.size()) {
            Some((_, bytes)) => self.cut(bytes, layout.align()),
            None => ptr::null_mut(),
        }
    }

    /// Whether memory goes up to `end` now.
    #[cold]
    fn grow(&mut self, end: usize) -> bool {
        let grown = end
            .checked_sub(self.end)
            .filter(|_| !self.fenced)
            .and_then(|missing| self.memory.grow(self.end, missing));
        if let Some(grown) = grown {
            self.end = grown;
        }
        end <= self.end
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
        if last && layout.align() <= UNIT {
            return match start.checked_add(wanted) {
                Some(end) if end <= self.end || self.grow(end) => {
                    self.next = end;
                    block
                }
                _ => ptr::null_mut(),
            };
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

/// Room before what is taken apart, for what of it is to stay.
const ROOM: usize = 16 * 1024;

/// A heap, and beside it one for what is needed for a while. Its memory comes to the first one as soon as
/// all of its blocks are back.
pub struct Heaps<M> {
    heap: Heap<M>,
    apart: Heap<M>,
    /// Where the heap apart begins; as `last`: there is none.
    first: usize,
    /// Where it ends. While it is open it may grow: the end of all addresses.
    last: usize,
    /// Blocks of it that are not back yet.
    held: usize,
    open: bool,
}

impl<M: Memory> Heaps<M> {
    /// Heaps from `start` on, an address that is not 0.
    pub const fn new(memory: M, apart: M, start: usize) -> Self {
        Self {
            heap: Heap::new(memory, start),
            apart: Heap::new(apart, start),
            first: 0,
            last: 0,
            held: 0,
            open: false,
        }
    }

    /// From here on blocks are taken apart; once in a life, and nowhere where there is no memory for it.
    pub fn open(&mut self) {
        let first = self.heap.next.saturating_add(ROOM).next_multiple_of(UNIT);
        if self.first > 0 || (first > self.heap.end && !self.heap.grow(first)) {
            return;
        }
        (self.apart.next, self.apart.end) = (first, self.heap.end);
        (self.heap.end, self.heap.fenced) = (first, true);
        (self.first, self.last, self.open) = (first, usize::MAX, true);
    }

    /// No longer.
    pub fn close(&mut self) {
        if self.open {
            (self.last, self.open) = (self.apart.end, false);
            self.join();
        }
    }

    /// All that was taken apart is back: the heap goes on through it.
    #[cold]
    fn join(&mut self) {
        if self.held == 0 && self.heap.fenced {
            (self.heap.end, self.heap.fenced) = (self.last, false);
            self.last = self.first;
        }
    }

    #[inline]
    fn is_apart(&self, block: *mut u8) -> bool {
        (block as usize).wrapping_sub(self.first) < self.last - self.first
    }

    /// A block for `layout`; null where there is no memory for it.
    ///
    /// # Safety
    /// What the memories gave is these heaps' alone.
    #[inline]
    pub unsafe fn take(&mut self, layout: Layout) -> *mut u8 {
        // SAFETY: as the caller promises.
        unsafe {
            if self.open {
                return self.take_apart(layout);
            }
            let block = self.heap.take(layout);
            if block.is_null() && self.heap.fenced {
                return self.take_beyond(layout);
            }
            block
        }
    }

    #[cold]
    unsafe fn take_apart(&mut self, layout: Layout) -> *mut u8 {
        // SAFETY: as the caller promises.
        let block = unsafe { self.apart.take(layout) };
        self.held += usize::from(!block.is_null());
        block
    }

    /// The room before was too little: the heap goes on behind what was taken apart, whose memory is lost to it.
    #[cold]
    unsafe fn take_beyond(&mut self, layout: Layout) -> *mut u8 {
        (self.heap.next, self.heap.end, self.heap.fenced) = (self.last, self.last, false);
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
            if self.is_apart(block) {
                self.give_apart(block, layout);
            } else {
                self.heap.give(block, layout);
            }
        }
    }

    #[cold]
    unsafe fn give_apart(&mut self, block: *mut u8, layout: Layout) {
        // SAFETY: as the caller promises.
        unsafe { self.apart.give(block, layout) };
        self.held -= 1;
        if !self.open {
            self.join();
        }
    }

    /// The block with room for `bytes`, moved where it must be; null where there is no memory for it.
    ///
    /// # Safety
    /// `block` was taken from these heaps with `layout`; if another one comes back, it is not used any more.
    #[inline]
    pub unsafe fn resize(&mut self, block: *mut u8, layout: Layout, bytes: usize) -> *mut u8 {
        let is_apart = self.is_apart(block);
        // SAFETY: as the caller promises; a block stays where it is, or moves within its heap or to the one at work.
        unsafe {
            if is_apart == self.open {
                let heap = if is_apart {
                    &mut self.apart
                } else {
                    &mut self.heap
                };
                let moved = heap.resize(block, layout, bytes);
                if !moved.is_null() || is_apart || !self.heap.fenced {
                    return moved;
                }
            }
            let moved = self.take(Layout::from_size_align_unchecked(bytes, layout.align()));
            if !moved.is_null() {
                ptr::copy_nonoverlapping(block, moved, bytes.min(layout.size()));
                self.give(block, layout);
            }
            moved
        }
    }
}

#[cfg(target_arch = "wasm32")]
pub(crate) use global::apart;

#[cfg(target_arch = "wasm32")]
mod global {
    use core::alloc::{GlobalAlloc, Layout};
    use core::arch::wasm32::{memory_grow, memory_size};
    use core::cell::UnsafeCell;

    use super::{Heaps, Memory};

    /// A page of WebAssembly's.
    const PAGE: usize = 65_536;

    /// The instance's one memory, behind its stack and constants.
    struct Linear;

    impl Memory for Linear {
        fn grow(&mut self, end: usize, bytes: usize) -> Option<usize> {
            let wanted = end.checked_add(bytes)?;
            let there = memory_size::<0>().checked_mul(PAGE)?;
            if wanted <= there {
                return Some(there);
            }
            let missing = (wanted - there).div_ceil(PAGE);
            // The host is asked rarely where much is taken; near the bound every page counts.
            let more = missing.max(there / PAGE / 4);
            let mut grown = [more, missing].into_iter();
            let pages = grown.find(|pages| memory_grow::<0>(*pages) != usize::MAX)?;
            there.checked_add(pages * PAGE)
        }
    }

    struct Global(UnsafeCell<Option<Heaps<Linear>>>);

    // SAFETY: an instance has one thread.
    unsafe impl Sync for Global {}

    unsafe extern "C" {
        /// Where the linker's own data ends.
        static __heap_base: u8;
    }

    impl Global {
        #[inline]
        #[allow(clippy::mut_from_ref, reason = "the cell's one user at a time")]
        unsafe fn heaps(&self) -> &mut Heaps<Linear> {
            // SAFETY: one thread, and no function of the heap calls another allocation.
            let heaps = unsafe { &mut *self.0.get() };
            heaps.get_or_insert_with(|| Heaps::new(Linear, Linear, &raw const __heap_base as usize))
        }
    }

    // SAFETY: blocks are as long and aligned as asked for, and apart from each other.
    unsafe impl GlobalAlloc for Global {
        #[inline]
        unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
            // SAFETY: the memory behind the linker's data is the heap's alone.
            unsafe { self.heaps().take(layout) }
        }

        #[inline]
        unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
            // SAFETY: as the caller promises.
            unsafe { self.heaps().give(block, layout) }
        }

        #[inline]
        unsafe fn realloc(&self, block: *mut u8, layout: Layout, bytes: usize) -> *mut u8 {
            // SAFETY: as the caller promises.
            unsafe { self.heaps().resize(block, layout, bytes) }
        }
    }

    #[global_allocator]
    static GLOBAL: Global = Global(UnsafeCell::new(None));

    /// Does `work` with a heap apart, once: what it takes and gives back leaves no gaps.
    pub(crate) fn apart<T>(work: impl FnOnce() -> T) -> T {
        // SAFETY: no allocation is under way.
        unsafe { GLOBAL.heaps() }.open();
        let done = work();
        // SAFETY: as above.
        unsafe { GLOBAL.heaps() }.close();
        done
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
    struct Unit(#[allow(dead_code, reason = "room")] [u8; UNIT]);

    fn layout(bytes: usize) -> Layout {
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
        }
        assert!(size(usize::MAX).is_none_or(|(index, _)| index < SIZES));
        assert_eq!(size(0), size(1));
    }

    #[test]
    fn blocks_hold_what_is_written_until_they_are_given_back() {
        const ROOM: usize = 1 << 20;
        let mut room = vec![Unit([0; UNIT]); ROOM / UNIT];
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
        let mut room = vec![Unit([0; UNIT]); 8];
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
        let mut room = vec![Unit([0; UNIT]); 4 * ROOM / UNIT];
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

    #[test]
    fn more_than_the_room_holds_goes_behind_what_was_taken_apart() {
        let mut room = vec![Unit([0; UNIT]); 4 * ROOM / UNIT];
        let (mut heaps, start) = heaps(&mut room);
        // SAFETY: as above.
        unsafe {
            heaps.open();
            let passing = heaps.take(layout(100));
            heaps.close();
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
}
