//! Messages to people, and what an order is called.

use fluent_bundle::FluentArgs;

use super::{Messages, arguments, format};
use crate::bindings::comptoir::rules::types::Notification;

impl Messages {
    /// Whether there is a text for a message template.
    #[must_use]
    pub fn has_template(&self, template: &str) -> bool {
        self.bundle.has_message(&format!("notification-{template}"))
    }

    /// What a notification says; its template where it has no text.
    ///
    /// `currency` is the document's; where it is empty, sums stand alone.
    #[must_use]
    pub fn notification(&self, note: &Notification, currency: &str) -> String {
        let id = format!("notification-{}", note.template);
        let args = arguments::of_params((self.language, self.zone), &note.params, currency);
        self.render(&id, &args)
            .or_else(|| self.short(&id))
            .unwrap_or_else(|| format::text(&note.template))
    }

    /// What an order is called: `label` of an answer about it; the policy's own labels stand as written.
    #[must_use]
    pub fn label(&self, label: &str) -> String {
        self.render(&format!("label-{label}"), &FluentArgs::new())
            .unwrap_or_else(|| format::text(label))
    }
}
