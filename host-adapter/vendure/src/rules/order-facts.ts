import type { Order } from '@vendure/core';
import type { orders } from '@comptoir/node';
import { OrderFields } from '../entities/custom-fields';
import { toDecimal } from '../money';
import type { Kept } from './life';
import { redeemedHere } from './wishes';

/** Lines that still hold, gifts too, in the order in which the rules count them. */
export function held(order: Order) {
  return order.lines.filter(({ quantity }) => quantity > 0);
}

/** What promotions took off the goods, tax included. */
function discountOf(order: Order): number {
  const goods = held(order).reduce((sum, line) => sum + line.linePriceWithTax, 0);
  return Math.max(0, goods - order.subTotalWithTax - redeemedHere(order));
}

/** A placed order as the rules know it. `buyer`: the account of the outlet it was placed for. */
export function orderFacts(order: Order, kept: Kept, buyer: string): orders.Order {
  const { comptoirContract, comptoirEntity } = order.customFields as OrderFields;
  return {
    id: order.code,
    version: String(kept.version),
    buyer,
    entity: comptoirEntity ?? '',
    contract: comptoirContract,
    currency: kept.currency,
    warehouses: [],
    states: kept.states,
    lines: held(order).map((line) => ({
      sku: line.productVariant.sku, quantity: String(line.quantity), net: toDecimal(line.listPrice),
    })),
    delivery: toDecimal(order.shippingWithTax),
    // Where it was corrected or cut the decision said it; Vendure may show it with a unit of rounding beside.
    discount: kept.discount ?? toDecimal(discountOf(order)),
    redeemed: toDecimal(redeemedHere(order)),
    // The engine takes cancelled goods off before it asks; the bonuses that paid for them still stand.
    payable: toDecimal(Math.max(0, order.totalWithTax)),
    paid: kept.paid,
    released: kept.released,
    proposal: kept.proposal,
    timers: kept.timers,
    applied: kept.applied,
  };
}
