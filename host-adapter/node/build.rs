//! What Node's loader needs of the linker.

fn main() {
    napi_build::setup();
}
