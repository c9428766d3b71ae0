//! Hands the stack that the guests are to have (bytes) on to their linker.

fn main() {
    println!("cargo::rerun-if-env-changed=COMPTOIR_GUEST_STACK_BYTES");
    if let Ok(bytes) = std::env::var("COMPTOIR_GUEST_STACK_BYTES") {
        println!("cargo::rustc-link-arg-examples=-zstack-size={bytes}");
    }
}
