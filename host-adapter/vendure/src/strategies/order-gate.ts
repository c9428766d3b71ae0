import { Injector, OrderProcess } from '@vendure/core';
import { Engine } from '../rules/engine';
import { whyNotPlaced } from './order-process';

let engine: Engine;

/**
 * Asked before Vendure's own checks: what it refuses for want of stock it says without a reason that the buyer could
 * act on. `comptoirOrderProcess` asks again after them, of the same decision.
 */
export const comptoirOrderGate: OrderProcess<string> = {
  init(injector: Injector) {
    engine = injector.get(Engine);
  },

  async onTransitionStart(from, to, { ctx, order }) {
    if (to !== 'ArrangingPayment' || (from !== 'AddingItems' && from !== 'Draft')) return undefined;
    // An empty cart is Vendure's to refuse.
    return order.lines.some(({ quantity }) => quantity > 0) ? whyNotPlaced(engine, ctx, order) : undefined;
  },
};
