//! Has the right exports and says it speaks `comptoir:rules@9.9.9`.
#![cfg(target_arch = "wasm32")]

use comptoir_guests::meta::Description;
use comptoir_guests::{Behaviour, answers};

struct SpeaksAnotherContract;

impl Behaviour for SpeaksAnotherContract {
    fn describe() -> Description {
        Description {
            contract: "comptoir:rules@9.9.9".to_owned(),
            ..answers::description()
        }
    }
}

comptoir_guests::guest!(SpeaksAnotherContract);
