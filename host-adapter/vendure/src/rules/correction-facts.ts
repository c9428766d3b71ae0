import type { Order } from '@vendure/core';
import type { Comptoir, Facts, orders, types } from '@comptoir/node';
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

/** Rates of tax by article, in percent, as a cart of these lines has them. */
export type Rates = Record<string, string>;

export function ratesOf(
  comptoir: Comptoir, context: types.Context, facts: Facts, { contract, warehouses }: orders.Order, lines: orders.OrderLine[],
): Rates {
  const bought = lines.filter(({ net }) => sign(net) !== 0);
  const { answer } = comptoir.cart.evaluate(context, facts, {
    contract, warehouses, lines: bought.map(({ sku, quantity }) => ({ sku, quantity, extra: [] })),
    rows: [], acceptedRepairs: [], detail: 'price', extra: [],
  });
  const rates: Rates = {};
  answer.lines.forEach(({ product }, index) => {
    const taxClass = product == null ? undefined : facts.products.items[product]?.taxClass;
    const rate = answer.contract?.taxMode === 'exempt'
      ? '0'
      : answer.totals?.taxes.find((one) => one.taxClass === taxClass)?.rate;
    const sku = bought[index]?.sku;
    if (rate !== undefined && sku !== undefined) rates[sku] = rate;
  });
  return rates;
}
