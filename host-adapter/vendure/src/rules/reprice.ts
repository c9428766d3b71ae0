import { Logger, OrderLine } from '@vendure/core';
import type { cart } from '@comptoir/node';
import { toMinor } from '../money';
import { loggerCtx } from '../options';
import { bought } from './lines';

/** Net price of a line, in minor units; undefined where the engine can't show it. */
export function netOf(line: cart.CartLine | undefined): number | undefined {
  const net = line?.price?.net;
  if (net === undefined) return undefined;
  const minor = toMinor(net);
  if (minor === undefined) {
    Logger.warn(`the net price ${net} has more decimals than the engine keeps; round it in the policy's \`unit_price\``, loggerCtx);
  }
  return minor;
}

/**
 * Gives every line the price of the decision. One line more may change what the others cost (a discount by the
 * order's sum), and the engine asks about the changed line alone; it saves them all.
 */
export function reprice(lines: OrderLine[], answer: cart.CartAnswer): void {
  bought({ lines }).forEach((line, index) => {
    const net = netOf(answer.lines[index]);
    if (net === undefined) return;
    line.listPrice = net;
    line.listPriceIncludesTax = answer.contract?.taxMode === 'inclusive';
  });
}
