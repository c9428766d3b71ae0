import { OrderLine } from '@vendure/core';
import { AdjustmentType } from '@vendure/common/lib/generated-types';

/** By which Vendure shows a discount. */
export interface Source {
  adjustmentSource: string;
  description: string;
}

/** The line takes `off`, in minor units, off what it costs, on the basis that its price has. */
export function takeOff(line: OrderLine, off: number, source: Source): void {
  line.adjustments = off <= 0
    ? []
    : [{ ...source, type: AdjustmentType.PROMOTION, amount: -off, data: {} }];
}

/** `amount` over lines of one article, by their quantities, to the last unit. */
export function shares(amount: number, quantities: number[]): number[] {
  const all = quantities.reduce((sum, quantity) => sum + quantity, 0);
  let counted = 0;
  let given = 0;
  return quantities.map((quantity) => {
    counted += quantity;
    const upTo = all === 0 ? 0 : Math.round((amount * counted) / all);
    const share = upTo - given;
    given = upTo;
    return share;
  });
}
