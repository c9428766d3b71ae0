//! What the build puts in place of `memory.copy` copies the same bytes.

use wasmtime::{Engine, Instance, Memory, Module, Store, TypedFunc};

static LONG: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/copies.wasm"));
static SHORT: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/short-copies.wasm"));

/// Bytes that are looked at, from the start of the memory.
const WINDOW: usize = 320;

struct Copier {
    store: Store<()>,
    memory: Memory,
    copy: TypedFunc<(u32, u32, u32), ()>,
}

impl Copier {
    fn new(bytes: &[u8]) -> Self {
        let engine = Engine::default();
        let module = Module::new(&engine, bytes).expect("a module");
        let mut store = Store::new(&engine, ());
        let instance = Instance::new(&mut store, &module, &[]).expect("nothing is imported");
        let memory = instance.get_memory(&mut store, "memory");
        Self {
            memory: memory.expect("it is exported"),
            copy: instance
                .get_typed_func(&mut store, "copy")
                .expect("it is exported"),
            store,
        }
    }

    /// The first bytes after a copy, each of which was another before.
    fn after(&mut self, to: u32, from: u32, len: u32) -> Vec<u8> {
        let window = &mut self.memory.data_mut(&mut self.store)[..WINDOW];
        for (byte, place) in window.iter_mut().zip(0_usize..) {
            *byte = (place.wrapping_mul(167) >> 1) as u8;
        }
        let done = self.copy.call(&mut self.store, (to, from, len));
        done.expect("within the memory");
        self.memory.data(&self.store)[..WINDOW].to_vec()
    }
}

#[test]
fn of_every_length_and_overlap() {
    let (mut long, mut short) = (Copier::new(LONG), Copier::new(SHORT));
    for len in (0..=67).chain([96, 128, 129]) {
        for from in 70..140 {
            let place = (100, from, len);
            let [long, short] =
                [&mut long, &mut short].map(|one| one.after(place.0, place.1, place.2));
            assert_eq!(long, short, "{place:?}");
        }
    }
}

/// As the instruction does: a copy of nothing may begin at the end of the memory, and what
/// reaches beyond it traps.
#[test]
fn at_the_end_of_the_memory() {
    const END: u32 = 65_536;
    for bytes in [LONG, SHORT] {
        let mut copier = Copier::new(bytes);
        for len in [0, 1, 2, 3, 4, 7, 8, 16, 17, 64, 65] {
            let mut copy = |to, from| copier.copy.call(&mut copier.store, (to, from, len));
            assert!(copy(END - len, 0).is_ok() && copy(0, END - len).is_ok());
            if len > 0 {
                assert!(copy(END - len + 1, 0).is_err() && copy(0, END - len + 1).is_err());
            }
        }
    }
    assert_ne!(LONG, SHORT);
}
