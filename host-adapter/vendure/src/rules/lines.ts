import type { Order, OrderLine } from '@vendure/core';

/** A line that a promo code put into the order, and no buyer. */
export function isGift(line: OrderLine): boolean {
  return !!(line.customFields as { comptoirGift?: boolean | null } | undefined)?.comptoirGift;
}

/** Lines that the buyer asked for: those the rules are asked about, in their order. */
export function bought(order: Pick<Order, 'lines'>): OrderLine[] {
  return order.lines.filter((line) => line.quantity > 0 && !isGift(line));
}
