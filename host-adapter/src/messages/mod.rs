//! What findings, remedies and verdicts say to people, in English, Russian and Italian.
//!
//! The texts stand in `messages/*.ftl`; the id of a finding's text is its code with `-`
//! for `.`, and `<id>-staff` adds what only staff may read. Every text has a form for
//! parameters that are absent: variants inside it, or its attribute `short`.

mod arguments;
mod format;
mod language;
mod notifications;
mod stages;
#[cfg(test)]
mod tests;
mod who;

use chrono_tz::Tz;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};

pub use self::language::{Language, LanguageError};
use crate::bindings::comptoir::rules::types::{Audience, Edit, Finding, Remedy, Subject, Until};
use crate::values::{Decimal, Instant, LocalDate};

/// The messages of one language. `Send` and `Sync`; made once and shared.
pub struct Messages {
    language: Language,
    zone: Tz,
    bundle: FluentBundle<FluentResource>,
}

impl Messages {
    /// The messages of `language`; moments are told in UTC, see [`Self::in_zone`].
    #[must_use]
    pub fn new(language: Language) -> Self {
        // INVARIANT: the embedded sources parse and repeat no id (tests); a broken entry would be left out.
        let source = FluentResource::try_new(language.source().to_owned())
            .unwrap_or_else(|(whole_entries, _)| whole_entries);
        let mut bundle =
            FluentBundle::new_concurrent(vec![language.code().parse().unwrap_or_default()]);
        bundle.set_use_isolating(false);
        bundle.add_resource(source).unwrap_or_default();
        Self {
            language,
            zone: Tz::UTC,
            bundle,
        }
    }

    /// The same, with moments told in `zone`, the shop's. [`Comptoir::messages`](crate::Comptoir::messages) knows it.
    #[must_use]
    pub const fn in_zone(mut self, zone: Tz) -> Self {
        self.zone = zone;
        self
    }

    /// As [`Self::in_zone`], by the zone's name; none where there is no such zone.
    #[must_use]
    pub fn in_zone_named(self, zone: &str) -> Option<Self> {
        zone.parse().ok().map(|zone| self.in_zone(zone))
    }

    /// The language they speak.
    #[must_use]
    pub const fn language(&self) -> Language {
        self.language
    }

    /// Whether there is a text for findings, or price steps, of `code`.
    #[must_use]
    pub fn has(&self, code: &str) -> bool {
        self.bundle.has_message(&id(code))
    }

    /// One or two sentences for the buyer; the code itself where it has no text.
    ///
    /// Staff parameters are not read. `currency` is the document's; where it is empty, sums stand alone.
    #[must_use]
    pub fn finding(&self, finding: &Finding, currency: &str) -> String {
        let id = id(&finding.code);
        let args = self.arguments(finding, currency, Audience::Buyer);
        self.render(&id, &args)
            .or_else(|| self.short(&id))
            .unwrap_or_else(|| format::text(&finding.code))
    }

    /// The sentences of [`Self::finding`], and what its staff parameters add to them.
    #[must_use]
    pub fn finding_for_staff(&self, finding: &Finding, currency: &str) -> String {
        let text = self.finding(finding, currency);
        let args = self.arguments(finding, currency, Audience::Staff);
        match self.render(&format!("{}-staff", id(&finding.code)), &args) {
            Some(more) => format!("{text} {more}"),
            None => text,
        }
    }

    /// What to do, for example `pay 1,250.00 RUB`: lower case, no full stop.
    #[must_use]
    pub fn remedy(&self, remedy: &Remedy, currency: &str) -> String {
        match remedy {
            Remedy::Edit(Edit { field, to, .. }) => {
                let kind = match to {
                    None => "none",
                    Some(to) if to.is_zero() => "zero",
                    Some(_) => "some",
                };
                let shown = |to| match field.as_str() {
                    "total" => self.money(to, currency),
                    _ => self.quantity(to),
                };
                let to = to.map_or_else(String::new, shown);
                self.phrase(
                    "remedy-edit",
                    &[
                        ("field", &format::text(field)),
                        ("to-kind", kind),
                        ("to", &to),
                    ],
                )
            }
            Remedy::Pay(sum) => self.phrase("remedy-pay", &[("sum", &self.money(*sum, currency))]),
            Remedy::Grant(role) => self.phrase("remedy-grant", &[("role", &format::text(role))]),
            Remedy::Wait(Some(Until::Day(day))) => {
                self.phrase("remedy-wait", &[("until", &self.date(*day))])
            }
            Remedy::Wait(Some(Until::Instant(instant))) => {
                self.phrase("remedy-wait", &[("until", &self.instant(*instant))])
            }
            Remedy::Wait(None) => self.phrase("remedy-wait-unknown", &[]),
            Remedy::Contact(role) => {
                self.phrase("remedy-contact", &[("role", &format::text(role))])
            }
        }
    }

    /// `line 3` or `row 7`, both from 1; none where the finding speaks of the whole document.
    #[must_use]
    pub fn subject(&self, subject: Subject) -> Option<String> {
        match subject {
            Subject::Document => None,
            Subject::Line(index) => Some(self.phrase(
                "subject-line",
                &[("number", &(u64::from(index) + 1).to_string())],
            )),
            Subject::Row(number) => {
                Some(self.phrase("subject-row", &[("number", &number.to_string())]))
            }
        }
    }

    /// What is wrong with a row of an order file, by the problem's name in `import.row`, for example `quantity-zero`.
    #[must_use]
    pub fn row_problem(&self, problem: &str) -> String {
        self.phrase("row-problem", &[("problem", problem)])
    }

    /// Why an order file can't be read, by the code and the parameters of
    /// [`CallError::File`](crate::CallError::File); none where the code has no text here.
    #[must_use]
    pub fn file<'p>(
        &self,
        code: &str,
        params: impl IntoIterator<Item = (&'p str, &'p str)>,
    ) -> Option<String> {
        let mut args = FluentArgs::new();
        for (name, value) in params {
            args.set(format!("has-{name}"), "yes");
            args.set(name.to_owned(), format::text(value));
        }
        self.render(&id(code), &args)
    }

    /// `1 row`, `15 rows`: of an order file.
    #[must_use]
    pub fn rows(&self, count: usize) -> String {
        let args = FluentArgs::from_iter([("n", count)]);
        self.render("count-rows", &args)
            .unwrap_or_else(|| count.to_string())
    }

    /// Why a price list did not win: the strategy of `[price]`, and under `priority` the rank of the list that did
    /// and its own.
    #[must_use]
    pub fn outranked(&self, strategy: &str, ranks: Option<(&str, &str)>) -> String {
        let mut args = FluentArgs::new();
        args.set("strategy", strategy.to_owned());
        if let Some((won, lost)) = ranks {
            args.set("has-ranks", "yes");
            args.set("won", won.to_owned());
            args.set("lost", lost.to_owned());
        }
        self.render("claim-outranked", &args)
            .unwrap_or_else(|| strategy.to_owned())
    }

    /// The name of a price step, by its code, for example `price.tier`; the code itself where it is unknown.
    #[must_use]
    pub fn step(&self, code: &str) -> String {
        self.render(&id(code), &FluentArgs::new())
            .unwrap_or_else(|| format::text(code))
    }

    /// A label, for example of a table's column; the key itself where it is unknown.
    ///
    /// The keys are the ids `word-…` of `messages/en.ftl`, without `word-`.
    #[must_use]
    pub fn word(&self, key: &str) -> String {
        self.render(&format!("word-{key}"), &FluentArgs::new())
            .unwrap_or_else(|| format::text(key))
    }

    /// `1,250.00 RUB`: at least two decimals, never rounded.
    #[must_use]
    pub fn money(&self, value: Decimal, currency: &str) -> String {
        format::money(self.language, value, &format::text(currency))
    }

    /// `1250.5`: without trailing zeros and thousands marks.
    #[must_use]
    pub fn quantity(&self, value: Decimal) -> String {
        format::quantity(self.language, value)
    }

    /// `12.5%`
    #[must_use]
    pub fn percent(&self, value: Decimal) -> String {
        format::percent(self.language, value)
    }

    /// `31 Jan 2026`
    #[must_use]
    pub fn date(&self, value: LocalDate) -> String {
        format::date(self.language, value)
    }

    /// `20 Nov 2026, 18:00`, in the shop's zone: seconds where there are any, `UTC` where no zone was set.
    #[must_use]
    pub fn instant(&self, instant: Instant) -> String {
        format::instant(self.language, instant, self.zone)
    }

    fn arguments(
        &self,
        finding: &Finding,
        currency: &str,
        audience: Audience,
    ) -> FluentArgs<'static> {
        let mut args =
            arguments::of_finding((self.language, self.zone), finding, currency, audience);
        if finding.code == "order.actor"
            && let Some(FluentValue::String(by)) = args.get("by")
        {
            let who = self.who(by);
            args.set("by", who);
        }
        args
    }

    /// A text whose arguments are always there; its id where it is missing.
    fn phrase(&self, id: &str, values: &[(&str, &str)]) -> String {
        self.render(id, &values.iter().copied().collect())
            .unwrap_or_else(|| id.to_owned())
    }

    /// The text of `id`; none where it is missing, or needs an argument that is.
    fn render(&self, id: &str, args: &FluentArgs<'_>) -> Option<String> {
        let message = self.bundle.get_message(id)?;
        let mut errors = Vec::new();
        let text = self
            .bundle
            .format_pattern(message.value()?, Some(args), &mut errors)
            .into_owned();
        errors.iter().all(arguments::is_harmless).then_some(text)
    }

    /// The form of a text that needs no argument.
    fn short(&self, id: &str) -> Option<String> {
        let message = self.bundle.get_message(id)?;
        let short = message.get_attribute("short")?;
        Some(
            self.bundle
                .format_pattern(short.value(), None, &mut Vec::new())
                .into_owned(),
        )
    }
}

fn id(code: &str) -> String {
    code.replace('.', "-")
}
