import type { Order, OrderLine } from '@vendure/core';
import type { orders } from '@comptoir/node';
import { OrderFields } from '../entities/custom-fields';
import { toDecimal, toMinor } from '../money';
import type { Kept } from './kept';
import { redeemedHere } from './wishes';

/** Lines that still hold, gifts too, in the order in which the rules count them. */
export function held(order: Order) {
  return order.lines.filter(({ quantity }) => quantity > 0);
}

/** What promotions take off a line, on the basis that its price has. */
function discountOf(line: OrderLine): number {
  return line.listPriceIncludesTax
    ? line.linePriceWithTax - line.proratedLinePriceWithTax
    : line.linePrice - line.proratedLinePrice;
}

/** What came back, of what the order still holds: once all has, Vendure may take it off line by line. */
function creditedOf(order: Order, credited: string): string {
  const most = Math.max(0, Math.max(0, order.totalWithTax) - order.shippingWithTax);
  return (toMinor(credited) ?? 0) > most ? toDecimal(most) : credited;
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
      discount: toDecimal(Math.max(0, discountOf(line))),
    })),
    delivery: toDecimal(order.shippingWithTax),
    redeemed: toDecimal(redeemedHere(order)),
    accrues: kept.accrues ?? '0',
    // The engine takes cancelled goods off before it asks; the bonuses that paid for them still stand.
    payable: toDecimal(Math.max(0, order.totalWithTax)),
    credited: creditedOf(order, kept.credited ?? '0.00'),
    paid: kept.paid,
    // Of an order that is shipped in part whoever asks for an event finds it.
    shipped: [],
    returning: kept.returning ?? [],
    returned: kept.returned ?? [],
    released: kept.released,
    proposal: kept.proposal,
    timers: kept.timers,
    applied: kept.applied,
  };
}
