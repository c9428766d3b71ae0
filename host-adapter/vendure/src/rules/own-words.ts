import type { Language } from '@comptoir/node';

/** What no rule says, because it is about committing, not about deciding. */
type Message = Record<Language, string>;

export const MOVING: Message = {
  en: 'Prices, stock or debts changed just now; nothing was done. → try again (comptoir.moving)',
  ru: 'Цены, остатки или долги только что изменились; ничего не сделано. → попробуйте ещё раз (comptoir.moving)',
  it: 'Prezzi, scorte o debiti sono appena cambiati; non è stato fatto nulla. → riprovare (comptoir.moving)',
};

export const REPEATED: Message = {
  en: 'This order was placed already; nothing was done twice. → look at it in your orders (comptoir.placed)',
  ru: 'Этот заказ уже размещён; ничего не сделано дважды. → посмотрите его в своих заказах (comptoir.placed)',
  it: 'Questo ordine è già stato inoltrato; nulla è stato fatto due volte. → vederlo tra gli ordini (comptoir.placed)',
};

export const CONFLICT: Message = {
  en: 'Another wish came under this key before; nothing was done. → use a key of its own for each wish (comptoir.key)',
  ru: 'Под этим ключом раньше было другое желание; ничего не сделано. → для каждого желания нужен свой ключ (comptoir.key)',
  it: 'Con questa chiave era già arrivata un’altra richiesta; non è stato fatto nulla. → usare una chiave per ogni richiesta (comptoir.key)',
};

export const UNAVAILABLE: Message = {
  en: 'The shop can’t check its rules just now; nothing was done. → try again in a moment (comptoir.unavailable)',
  ru: 'Магазин сейчас не может проверить свои правила; ничего не сделано. → попробуйте ещё раз чуть позже (comptoir.unavailable)',
  it: 'Il negozio non può verificare le sue regole in questo momento; non è stato fatto nulla. → riprovare tra poco (comptoir.unavailable)',
};

export const ENTRY_ENDED: Message = {
  en: 'This entry into a client’s cart is over. → leave it, or enter it anew (comptoir.entry)',
  ru: 'Этот вход в корзину клиента закончился. → выйдите или войдите заново (comptoir.entry)',
  it: 'Questo accesso al carrello del cliente è finito. → uscire, o accedere di nuovo (comptoir.entry)',
};

export const NO_TICKET: Message = {
  en: 'This ticket opens no client’s cart: it was used, or its time is over. → ask for another one (comptoir.ticket)',
  ru: 'По этому билету в корзину клиента не войти: он использован или просрочен. → запросите новый (comptoir.ticket)',
  it: 'Questo biglietto non apre alcun carrello: è già stato usato, o è scaduto. → chiederne un altro (comptoir.ticket)',
};

export const NOT_ON_BEHALF: Message = {
  en: 'On behalf of a client `{what}` is not done: it is his own. → leave his cart first (comptoir.on-behalf)',
  ru: 'От имени клиента `{what}` не делают: это его личное дело. → сначала выйдите из его корзины (comptoir.on-behalf)',
  it: 'Per conto di un cliente `{what}` non si fa: spetta a lui. → uscire prima dal suo carrello (comptoir.on-behalf)',
};
