import type { Order } from '@vendure/core';
import type { cart } from '@comptoir/node';
import type { OrderFields } from '../entities/custom-fields';

/** Article of the surcharge by which an order shows the bonuses that pay for it. */
export const BONUS_SKU = 'comptoir-bonus';

/** What the buyer asked of promo codes and bonuses. */
export function wishes(order?: Order): { promo: string | null; bonus: cart.BonusWish | null } {
  const { comptoirPromo, comptoirBonus } = (order?.customFields ?? {}) as OrderFields;
  return {
    promo: comptoirPromo ?? null,
    bonus: !comptoirBonus ? null : comptoirBonus === 'max' ? 'max' : { tag: 'sum', val: comptoirBonus },
  };
}

/** Bonuses that the engine's own totals take off, in minor units. */
export function redeemedHere(order: Order): number {
  const sum = (order.surcharges ?? [])
    .filter(({ sku }) => sku === BONUS_SKU)
    .reduce((total, { priceWithTax }) => total - priceWithTax, 0);
  return sum === 0 ? 0 : sum;
}
