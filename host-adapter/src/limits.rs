//! Bounds on what a plugin may use, each settable, each with a safe default.

use std::fmt;
use std::time::Duration;

/// Bounds on one call. What goes beyond is a [`crate::CallError::Limit`]; the next call is served.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CallLimits {
    /// WebAssembly instructions, roughly. Of [`Limits::order_file`] they may be [`UNCOUNTED`].
    pub fuel: u64,
    /// Wall clock. Kept in steps of [`TICK`].
    pub time: Duration,
    /// Linear memory, in bytes, the policy's snapshot included.
    pub memory: usize,
    /// Facts and request, or file, in bytes.
    pub input: usize,
    /// The answer, in bytes.
    pub output: usize,
}

/// Bounds on order files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileLimits {
    /// Rows with content.
    pub rows: u32,
    /// Cells with content.
    pub cells: u32,
}

/// Bounds per hook.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Loading the policy, at activation. Its wall clock is kept, its fuel is counted only
    /// where [`EngineOptions::epoch`] is off.
    pub load: CallLimits,
    /// `catalogue.offers`.
    pub catalogue: CallLimits,
    /// `order-file.read`. Its instructions are counted only where somebody sets how many there
    /// may be, or where [`EngineOptions::epoch`] is off: see [`UNCOUNTED`].
    pub order_file: CallLimits,
    /// `cart.evaluate`.
    pub cart: CallLimits,
    /// `checkout.place`.
    pub checkout: CallLimits,
    /// Functions of `accounts`.
    pub accounts: CallLimits,
    /// Functions of `documents`, `delivery` and `loyalty`.
    pub documents: CallLimits,
    /// Functions of `orders`.
    pub orders: CallLimits,
    /// Rows and cells of an order file.
    pub file: FileLimits,
}

/// Resolution of the wall clock limit.
pub const TICK: Duration = Duration::from_millis(5);

/// As [`Limits::order_file`]'s fuel: instructions are not counted there.
///
/// A reader passes a loop every few bytes, and counting each time is a good part of what it
/// costs. What a file may ask of it is bounded by [`CallLimits::input`], by [`FileLimits`] and by
/// what it may unpack to; whatever the plugin does, [`CallLimits::time`] ends it.
pub const UNCOUNTED: u64 = u64::MAX;

/// Instructions that reading an order file may take where there is no clock.
const WITHOUT_CLOCK: u64 = 20_000_000_000;

/// A mebibyte.
const MIB: usize = 1024 * 1024;

impl Default for CallLimits {
    /// 5 billion instructions, 2 s, 64 MiB of memory, 16 MiB in, 32 MiB out.
    fn default() -> Self {
        Self {
            fuel: 5_000_000_000,
            time: Duration::from_secs(2),
            memory: 64 * MIB,
            input: 16 * MIB,
            output: 32 * MIB,
        }
    }
}

impl Default for Limits {
    /// As [`CallLimits::default`]; an order file may take 10 s, its instructions uncounted,
    /// 20,000 rows and 1,000,000 cells.
    fn default() -> Self {
        let call = CallLimits::default();
        Self {
            load: CallLimits { input: MIB, ..call },
            catalogue: call,
            order_file: CallLimits {
                fuel: UNCOUNTED,
                time: Duration::from_secs(10),
                ..call
            },
            cart: call,
            checkout: call,
            accounts: call,
            documents: call,
            orders: call,
            file: FileLimits {
                rows: 20_000,
                cells: 1_000_000,
            },
        }
    }
}

impl Limits {
    /// With a bound on reading order files where no clock ends it.
    pub(crate) fn under(mut self, options: EngineOptions) -> Self {
        if !options.epoch && self.order_file.fuel == UNCOUNTED {
            self.order_file.fuel = WITHOUT_CLOCK;
        }
        self
    }
}

/// Which bound a call went beyond.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    /// [`CallLimits::fuel`].
    Fuel,
    /// [`CallLimits::time`].
    Time,
    /// [`CallLimits::memory`].
    Memory,
    /// The guest's stack.
    Stack,
    /// [`CallLimits::input`].
    Input,
    /// [`CallLimits::output`].
    Output,
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Fuel => "fuel",
            Self::Time => "time",
            Self::Memory => "memory",
            Self::Stack => "stack",
            Self::Input => "input",
            Self::Output => "output",
        })
    }
}

/// Which compiler makes the code that decides. The answers are the same from each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Compilation {
    /// Serve from baseline code at once, compile optimized code on a thread of its own, then
    /// serve from that: for a shop. See [`crate::Comptoir::finish_compiling`].
    #[default]
    Tiered,
    /// Baseline code alone: ready in a tenth of the time, and some half as long again to decide.
    /// For commands and tests.
    Baseline,
    /// Optimized code alone: nothing is served before it is there. For benchmarks, and where
    /// a start may take its time.
    Optimized,
}

/// How the engine is set up. The defaults were chosen by measurement, see ARCHITECTURE.md.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EngineOptions {
    /// Which compiler makes the code that decides.
    pub compilation: Compilation,
    /// Count instructions. Without it [`CallLimits::fuel`] is not kept.
    pub fuel: bool,
    /// Interrupt by wall clock. Without it [`CallLimits::time`] is not kept.
    pub epoch: bool,
    /// Bytes at the start of an instance's memory that stay mapped between calls, reset by
    /// copying: all of them as far as the call's memory went, touched or not. As many calls as
    /// ran at once may hold so much each.
    pub keep_resident: usize,
    /// Ask the kernel which pages were written (Linux 6.7 or newer), where it can tell: then
    /// those alone are reset, and [`Self::keep_resident_scanned`] counts. Off by default: what
    /// was written and then swapped out would not be told, and not be reset.
    pub pagemap_scan: bool,
    /// As [`Self::keep_resident`], where the kernel tells which pages were written.
    pub keep_resident_scanned: usize,
    /// Calls that may run at once, and as many order files that are read beside them where those
    /// are not counted; one more is [`crate::CallError::Busy`].
    pub concurrent_calls: u32,
    /// Native stack of a call, in bytes.
    pub stack: usize,
}

impl Default for EngineOptions {
    fn default() -> Self {
        Self {
            compilation: Compilation::Tiered,
            fuel: true,
            epoch: true,
            keep_resident: 4 * MIB,
            pagemap_scan: false,
            keep_resident_scanned: MIB,
            concurrent_calls: 64,
            stack: 512 * 1024,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn something_ends_every_reading() {
        let fuel = |epoch: bool, fuel: u64| {
            let mut limits = Limits::default();
            limits.order_file.fuel = fuel;
            let options = EngineOptions {
                epoch,
                ..EngineOptions::default()
            };
            limits.under(options).order_file.fuel
        };
        assert_eq!(Limits::default().order_file.fuel, UNCOUNTED);
        assert_eq!(fuel(true, UNCOUNTED), UNCOUNTED);
        assert_eq!(fuel(false, UNCOUNTED), WITHOUT_CLOCK);
        assert_eq!((fuel(true, 5), fuel(false, 5)), (5, 5));
    }
}
