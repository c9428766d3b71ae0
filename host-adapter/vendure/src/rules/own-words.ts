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

export const CURRENCY: Message = {
  en: 'This order is counted in {order}, its contract in {contract}; nothing was done. → ask for the shop in {contract}, or choose another contract (comptoir.currency)',
  ru: 'Этот заказ считается в {order}, а договор — в {contract}; ничего не сделано. → откройте магазин в {contract} или выберите другой договор (comptoir.currency)',
  it: 'Questo ordine è contato in {order}, il contratto in {contract}; non è stato fatto nulla. → aprire il negozio in {contract}, o scegliere un altro contratto (comptoir.currency)',
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
