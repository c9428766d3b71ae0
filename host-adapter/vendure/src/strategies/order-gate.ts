import { Injector, OrderProcess } from '@vendure/core';
import { Engine } from '../rules/engine';
import { Locks } from '../rules/locks';
import { REPEATED } from '../rules/own-words';
import { Placing } from '../rules/placing';

let engine: Engine;
let locks: Locks;
let placing: Placing;

/**
 * Asked before Vendure's own checks: what it refuses for want of stock it says without a reason that the buyer could
 * act on. `comptoirOrderProcess` asks again after them, of the same decision.
 */
export const comptoirOrderGate: OrderProcess<string> = {
  init(injector: Injector) {
    engine = injector.get(Engine);
    locks = injector.get(Locks);
    placing = injector.get(Placing);
  },

  async onTransitionStart(from, to, { ctx, order }) {
    if (to !== 'ArrangingPayment' || (from !== 'AddingItems' && from !== 'Draft')) return undefined;
    // An empty cart is Vendure's to refuse.
    if (!order.lines.some(({ quantity }) => quantity > 0)) return undefined;
    if (!(await locks.isUnmoved(ctx, order))) return engine.words(ctx).own(REPEATED);
    return placing.preview(ctx, order);
  },
};
