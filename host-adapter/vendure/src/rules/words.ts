import type { ComptoirError, Language, Texts, types } from '@comptoir/node';

/** Two sentences that no rule says, because no rule is asked: the person has no company. */
const OUTSIDER = {
  en: 'Only clients of the shop may order. → ask the shop for an account (comptoir.client)',
  ru: 'Заказывать могут только клиенты магазина. → попросите магазин завести учётную запись (comptoir.client)',
  it: 'Solo i clienti del negozio possono ordinare. → chiedere un account al negozio (comptoir.client)',
};
const MISMATCH = {
  en: 'The totals of the shop and of the rules differ; the order is not placed. → tell the shop, or remove coupons and try again (comptoir.totals)',
  ru: 'Итоги магазина и правил расходятся; заказ не размещён. → сообщите магазину или уберите купоны и попробуйте ещё раз (comptoir.totals)',
  it: 'I totali del negozio e delle regole non coincidono; l’ordine non è inoltrato. → avvisare il negozio, o togliere i coupon e riprovare (comptoir.totals)',
};
const MODIFYING = {
  en: 'A placed order is not changed in place, past the rules. → cancel it and place it anew (comptoir.modify)',
  ru: 'Размещённый заказ не правят на месте, в обход правил. → отмените его и разместите заново (comptoir.modify)',
  it: 'Un ordine inoltrato non si modifica sul posto, aggirando le regole. → annullarlo e inoltrarlo di nuovo (comptoir.modify)',
};
const UNPLACED = {
  en: 'The order was not placed under the rules. → place it through the checkout (comptoir.unplaced)',
  ru: 'Заказ не был размещён по правилам. → разместите его через оформление (comptoir.unplaced)',
  it: 'L’ordine non è stato inoltrato secondo le regole. → inoltrarlo dal checkout (comptoir.unplaced)',
};
const GIFT = {
  en: 'There is no more of a gift than the promo code gives. → add the article by itself (comptoir.gift)',
  ru: 'Подарка не больше, чем даёт промокод. → добавьте товар отдельно (comptoir.gift)',
  it: 'Il regalo non supera quello che dà il codice. → aggiungere l’articolo a parte (comptoir.gift)',
};
const BONUS_SUM = {
  en: 'No bonuses can be taken by that. → a sum above 0 such as `120`, or `max` (comptoir.bonus)',
  ru: 'Так бонусы не списать. → сумма больше 0, например `120`, или `max` (comptoir.bonus)',
  it: 'Così non si possono usare punti. → una somma sopra 0 come `120`, o `max` (comptoir.bonus)',
};
const NO_CART = {
  en: 'There is no cart that can be changed now. → add goods, or go back to the cart from payment (comptoir.cart)',
  ru: 'Нет корзины, которую можно изменить. → добавьте товары или вернитесь от оплаты в корзину (comptoir.cart)',
  it: 'Non c’è un carrello da cambiare. → aggiungere articoli, o tornare dal pagamento al carrello (comptoir.cart)',
};
const PRICELESS = {
  en: '{article} has no price here; it was not added. → ask the shop (comptoir.price)',
  ru: 'У товара {article} здесь нет цены; он не добавлен. → спросите магазин (comptoir.price)',
  it: '{article} qui non ha un prezzo; non è stato aggiunto. → chiedere al negozio (comptoir.price)',
};
const BONUSES = { en: 'Bonuses', ru: 'Бонусы', it: 'Punti' };

/** Refusals in the language of a request. */
export class Words {
  constructor(private texts: Texts) {}

  get language(): Language {
    return this.texts.language;
  }

  /** One of our own messages. */
  own(message: Record<Language, string>): string {
    return message[this.texts.language];
  }

  /** Why an order file can't be read, with its code. */
  file(error: ComptoirError): string {
    return `${this.texts.file(error)} (${error.details.code})`;
  }

  outsider(): string {
    return OUTSIDER[this.texts.language];
  }

  mismatch(): string {
    return MISMATCH[this.texts.language];
  }

  modifying(): string {
    return MODIFYING[this.texts.language];
  }

  unplaced(): string {
    return UNPLACED[this.texts.language];
  }

  gift(): string {
    return GIFT[this.texts.language];
  }

  bonusSum(): string {
    return BONUS_SUM[this.texts.language];
  }

  noCart(): string {
    return NO_CART[this.texts.language];
  }

  /** Why an article has no price, as a rule says it or, where none does, without a reason. */
  priceless(article: string, refusal: string): string {
    return refusal || PRICELESS[this.texts.language].replaceAll('{article}', article);
  }

  /** Name of the surcharge by which bonuses pay. */
  bonuses(): string {
    return BONUSES[this.texts.language];
  }

  finding(finding: types.Finding, currency: string, audience: types.Audience = 'buyer'): string {
    return audience === 'staff' ? this.texts.findingForStaff(finding, currency) : this.texts.finding(finding, currency);
  }

  remedies(finding: types.Finding, currency: string): string[] {
    return finding.remedies.map((remedy) => this.texts.remedy(remedy, currency));
  }

  stage(verdict: types.StageVerdict, currency: string): string {
    return this.texts.stage(verdict, currency);
  }

  label(label: string): string {
    return this.texts.label(label);
  }

  step(code: string): string {
    return this.texts.step(code);
  }

  /**
   * One text of what bars: `text → what to do (code)`, joined by spaces. Staff read more than buyers.
   * Empty where nothing does; what bars two stages alike is told once.
   */
  refusal(findings: types.Finding[], currency: string, staff: boolean): string {
    const texts = findings.map((finding) => {
      const text = this.finding(finding, currency, staff ? 'staff' : 'buyer');
      const todo = this.remedies(finding, currency).join('; ');
      return `${text}${todo && ` → ${todo}`} (${finding.code})`;
    });
    return [...new Set(texts)].join(' ');
  }
}

/** Whether it stands in the way. */
export function bars({ outcome }: types.Finding): boolean {
  return !['allow', 'adjust'].includes(outcome);
}

/** Findings that bar `stage`, in order of decision. */
export function barring(verdict: types.Verdict, stages: types.Stage[]): types.Finding[] {
  return verdict.findings.filter((finding) =>
    stages.includes(finding.stage) && bars(finding));
}
