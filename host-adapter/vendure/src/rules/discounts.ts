import { Order, OrderLine, Surcharge } from '@vendure/core';
import { AdjustmentType } from '@vendure/common/lib/generated-types';

/** Article of the surcharge that brings an order to its decision where Vendure can't show a discount to the last unit. */
export const ROUNDING_SKU = 'comptoir-rounding';

/** By which Vendure shows a discount. */
export interface Source {
  adjustmentSource: string;
  description: string;
}

/** How often a line's share is moved by a unit in search of the exact sum. */
const STEPS = 3;

/** What each line gave to a promo before, for as much of it as there is now; where none did, what it costs. */
export function weights(lines: OrderLine[], before: Map<OrderLine, number>): number[] {
  const shares = lines.map((line) => (line.quantity > 0 ? before.get(line) ?? 0 : 0));
  return shares.some((share) => share > 0)
    ? shares
    : lines.map((line) => (line.customFields as { comptoirGift?: boolean } | undefined)?.comptoirGift ? 0 : line.linePriceWithTax);
}

/** `amount` in proportion, whole units, to the last one. */
function prorated(amount: number, by: number[]): number[] {
  const all = by.reduce((sum, weight) => sum + weight, 0);
  let weight = 0;
  let given = 0;
  return by.map((one) => {
    weight += one;
    const upTo = all === 0 ? 0 : Math.round((amount * weight) / all);
    const share = upTo - given;
    given = upTo;
    return share;
  });
}

const goods = (order: Order) => order.lines.reduce((sum, line) => sum + line.proratedLinePriceWithTax, 0);

/** The line takes this off its price, on the basis that its price has. */
function show(line: OrderLine, off: number, source: Source): void {
  line.adjustments = off <= 0
    ? []
    : [{ ...source, type: AdjustmentType.PROMOTION, amount: -off, data: {} }];
}

/**
 * Takes `discount`, tax included, off the lines. Where prices are before tax no shares in whole units may come to it: then
 * it is as near as they come.
 */
export function takeOff(order: Order, discount: number, by: number[], source: Source): void {
  const { lines } = order;
  lines.forEach((line) => show(line, 0, source));
  if (discount === 0) return;
  const target = goods(order) - discount;
  const off = prorated(discount, by).map((share, index) => {
    const line = lines[index] as OrderLine;
    return line.listPriceIncludesTax ? share : Math.round((share * 100) / (100 + line.taxRate));
  });
  lines.forEach((line, index) => show(line, off[index] ?? 0, source));
  for (let step = 0; step < STEPS && goods(order) !== target; step += 1) {
    for (const [index, line] of lines.entries()) {
      const missing = goods(order) - target;
      if (missing === 0) break;
      if (!by[index]) continue;
      const moved = (off[index] ?? 0) + Math.sign(missing);
      show(line, moved, source);
      // A unit of the net price may be two with tax.
      if (Math.abs(goods(order) - target) < Math.abs(missing)) off[index] = moved;
      else show(line, off[index] ?? 0, source);
    }
  }
}

/** A surcharge without tax; below 0 it takes off. */
export function rounding(order: Order, amount: number, description: string): Surcharge {
  return new Surcharge({
    description, sku: ROUNDING_SKU, listPrice: amount, listPriceIncludesTax: true, taxLines: [], order: { id: order.id },
  });
}
