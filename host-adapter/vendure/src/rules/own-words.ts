import type { Language } from '@comptoir/node';

/** What no rule says, because it is about committing, not about deciding. */
export type Message = Record<Language, string>;

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

export const QUANTITY: Message = {
  en: '{article}: {quantity} can’t be ordered. → ask for at least one (comptoir.quantity)',
  ru: '{article}: {quantity} заказать нельзя. → укажите хотя бы одну штуку (comptoir.quantity)',
  it: '{article}: {quantity} non si può ordinare. → chiederne almeno uno (comptoir.quantity)',
};

/** A request that no resolver reads. */
export const TOO_LARGE: Message = {
  en: 'This request is larger than {most} bytes; nothing was done. → ask in parts (comptoir.size)',
  ru: 'Этот запрос больше {most} байт; ничего не сделано. → разделите его на части (comptoir.size)',
  it: 'Questa richiesta supera {most} byte; non è stato fatto nulla. → dividerla in più parti (comptoir.size)',
};

export const LIMIT: Message = {
  en: 'This shop takes no more than {most} pieces into one cart; nothing was added. → order in parts, or ask the shop to take more (comptoir.limit)',
  ru: 'Магазин принимает в одну корзину не больше {most} штук; ничего не добавлено. → закажите частями или попросите магазин принять больше (comptoir.limit)',
  it: 'Questo negozio accetta non più di {most} pezzi in un carrello; non è stato aggiunto nulla. → ordinare in più parti, o chiedere al negozio di accettarne di più (comptoir.limit)',
};

/** Vendure's own error of stock, in the form of its messages: nothing of the rules is at hand where it is said. */
export const SHORT: Message = {
  en: '{quantityAvailable, plural, =0 {None was} one {Only one was} other {Only # were}} added: no more is available. → order the rest later, or ask the shop (stock.visible)',
  ru: '{quantityAvailable, plural, =0 {Ничего не добавлено} other {Добавлено только #}}: больше сейчас нет. → закажите остальное позже или спросите магазин (stock.visible)',
  it: '{quantityAvailable, plural, =0 {Non è stato aggiunto nulla} one {Ne è stato aggiunto solo uno} other {Ne sono stati aggiunti solo #}}: di più non è disponibile. → ordinare il resto più tardi, o chiedere al negozio (stock.visible)',
};

export const LESS: Message = {
  en: '{article}: the shop has no more; {now} in the cart. → order the rest later (comptoir.stock)',
  ru: '{article}: больше в магазине нет; в корзине {now}. → закажите остальное позже (comptoir.stock)',
  it: '{article}: il negozio non ne ha di più; nel carrello {now}. → ordinare il resto più tardi (comptoir.stock)',
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

export const AUTHORISED: Message = {
  en: 'A bank holds another sum for this order than it would cost; nothing was done. → settle or cancel that payment first (comptoir.authorised)',
  ru: 'Банк удерживает по заказу не ту сумму, которую он будет стоить; ничего не сделано. → сначала проведите или отмените этот платёж (comptoir.authorised)',
  it: 'Una banca trattiene per l’ordine una somma diversa da quella che costerebbe; non è stato fatto nulla. → prima incassare o annullare quel pagamento (comptoir.authorised)',
};

export const UNPAYABLE: Message = {
  en: 'The order would cost more than is paid on it, and this shop has no payment on account for the rest; nothing was done. → add what is missing as an order of its own (comptoir.rest)',
  ru: 'Заказ стал бы дороже оплаченного, а оплаты по счёту на остаток в магазине нет; ничего не сделано. → оформите недостающее отдельным заказом (comptoir.rest)',
  it: 'L’ordine costerebbe più di quanto è pagato, e il negozio non ha un pagamento in conto per il resto; non è stato fatto nulla. → ordinare a parte quello che manca (comptoir.rest)',
};

export const PICKED: Message = {
  en: 'Goods of this order are being picked; nothing was done. → cancel the fulfillment first (comptoir.picked)',
  ru: 'Товары этого заказа уже собирают; ничего не сделано. → сначала отмените сборку (comptoir.picked)',
  it: 'Gli articoli dell’ordine sono già in preparazione; non è stato fatto nulla. → prima annullare la spedizione (comptoir.picked)',
};

export const SHIPPED: Message = {
  en: 'This parcel has left the house; it stays as it is. → have what comes back returned, and send what is missing by an order of its own (comptoir.shipped)',
  ru: 'Эта посылка уже отгружена; она остаётся как есть. → оформите возврат того, что вернётся, а недостающее отправьте отдельным заказом (comptoir.shipped)',
  it: 'Questo collo è già partito; resta com’è. → registrare il reso di quello che torna, e spedire quello che manca con un ordine a parte (comptoir.shipped)',
};

export const NO_GATE: Message = {
  en: 'The policy has no gate `{gate}`; nothing was let pass. → one of {gates} (comptoir.gate)',
  ru: 'В правилах нет проверки `{gate}`; ничего не пропущено. → одна из {gates} (comptoir.gate)',
  it: 'Le regole non hanno un controllo `{gate}`; nulla è stato lasciato passare. → uno tra {gates} (comptoir.gate)',
};

export const CLOSED_GATE: Message = {
  en: 'Nobody lets the gate `{gate}` pass: the policy names no role for it. → meet what it asks for (comptoir.gate-closed)',
  ru: 'Проверку `{gate}` не снимает никто: в правилах для неё нет роли. → выполните её условия (comptoir.gate-closed)',
  it: 'Nessuno lascia passare il controllo `{gate}`: le regole non indicano un ruolo. → soddisfarne le condizioni (comptoir.gate-closed)',
};

export const GATE_ROLE: Message = {
  en: 'The gate `{gate}` is let pass by the role `{role}` alone; nothing was let pass. → ask somebody who has it (comptoir.gate-role)',
  ru: 'Проверку `{gate}` снимает только роль `{role}`; ничего не пропущено. → обратитесь к тому, у кого она есть (comptoir.gate-role)',
  it: 'Il controllo `{gate}` passa solo con il ruolo `{role}`; nulla è stato lasciato passare. → chiedere a chi lo ha (comptoir.gate-role)',
};

export const PAYMENT_MOVED: Message = {
  en: 'This payment has just become another one; nothing was paid. → look at the order again (comptoir.payment)',
  ru: 'Этот платёж только что изменился; ничего не оплачено. → посмотрите заказ ещё раз (comptoir.payment)',
  it: 'Questo pagamento è appena cambiato; nulla è stato incassato. → guardare di nuovo l’ordine (comptoir.payment)',
};

export const TOTALS: Message = {
  en: 'The totals of the shop and of the rules would differ; nothing was changed. → tell the shop (comptoir.totals)',
  ru: 'Итоги магазина и правил разошлись бы; ничего не изменено. → сообщите магазину (comptoir.totals)',
  it: 'I totali del negozio e delle regole sarebbero diversi; non è stato cambiato nulla. → avvisare il negozio (comptoir.totals)',
};
