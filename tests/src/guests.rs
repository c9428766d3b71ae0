//! The guests that misbehave, compiled: one component for each file of `guests/examples`.

include!(concat!(env!("OUT_DIR"), "/guests.rs"));
