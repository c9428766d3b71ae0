//! Who may fire an event, in words.

use super::Messages;

impl Messages {
    /// `rep, role:manager` as `the sales rep, the manager`; roles that the policy makes up stay as it has them.
    pub(super) fn who(&self, words: &str) -> String {
        words
            .split(", ")
            .map(|word| match word.strip_prefix("role:") {
                Some(role) => self.phrase("who-role", &[("role", role)]),
                None => self.phrase("who-name", &[("who", word)]),
            })
            .collect::<Vec<_>>()
            .join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::messages::Language;

    #[test]
    fn kinds_have_names_and_the_policys_roles_are_its_own() {
        let [en, ru, it] = Language::ALL.map(Messages::new);
        let words = "rep, role:manager, role:head-of-sales";
        assert_eq!(
            en.who(words),
            "the sales rep, the manager, the head-of-sales"
        );
        assert_eq!(
            ru.who(words),
            "торговый представитель, менеджер, head-of-sales"
        );
        assert_eq!(
            it.who("buyer, staff"),
            "il cliente, il personale del negozio"
        );
        assert_eq!(en.who("system"), "the shop's programs");
    }
}
