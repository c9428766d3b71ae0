import type { Order } from '@vendure/core';
import type { Facts, orders } from '@comptoir/node';
import { minus, sign } from '../decimal';
import { held } from './order-facts';
import type { Gathered } from './request';

const less = (from: string, what: string) => (sign(minus(from, what)) < 0 ? '0' : minus(from, what));

/**
 * Stock as it is without what is set aside for this order: its correction takes that back, and decides anew how much of it
 * there is.
 */
export function withoutOwn({ facts, products }: Gathered, order: Order): Facts {
  const own = new Map<number, number>();
  for (const { productVariant, quantity } of held(order)) {
    const product = products.get(String(productVariant.id));
    if (product !== undefined) own.set(product, (own.get(product) ?? 0) + quantity);
  }
  const items = facts.stock.items.map((item) => {
    let rest = own.get(item.product) ?? 0;
    if (rest === 0) return item;
    const ownReserved = less(item.ownReserved, String(rest));
    const levels = item.levels.map((level) => {
      const here = Math.min(rest, Number(level.reserved));
      rest -= here;
      return here === 0 ? level : { ...level, reserved: minus(level.reserved, String(here)) };
    });
    return { ...item, ownReserved, levels };
  });
  return { ...facts, stock: { ...facts.stock, items } };
}

/** Rates of tax by article, in percent. */
export type Rates = Record<string, string>;

/** Of the lines whose tax a decision tells. */
export function ratesOf({ lines, taxes }: { lines: orders.OrderLine[]; taxes: orders.LineTax[] }): Rates {
  return Object.fromEntries(taxes.map(({ line, rate }) => [lines[line]?.sku ?? '', rate]));
}
