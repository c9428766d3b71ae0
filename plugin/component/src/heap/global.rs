//! The heaps as the allocator of the sandbox.

use core::alloc::{GlobalAlloc, Layout};
use core::arch::wasm32::{memory_grow, memory_size};
use core::cell::UnsafeCell;

use super::Memory;
use super::apart::Heaps;

/// A page of WebAssembly's.
const PAGE: usize = 65_536;
/// Memory of a policy and of a cart of some ten lines.
const SHORT: usize = 8 * PAGE;

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
        // Where much is taken the host is asked rarely; near the bound every page counts.
        let more = missing.next_multiple_of(if there < SHORT { 1 } else { 4 });
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
