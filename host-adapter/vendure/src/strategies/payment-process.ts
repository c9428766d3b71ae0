import { Injector, PaymentProcess } from '@vendure/core';
import { Engine } from '../rules/engine';
import { Locks } from '../rules/locks';
import { PAYMENT_MOVED } from '../rules/own-words';
import { Placing } from '../rules/placing';

let engine: Engine;
let locks: Locks;
let placing: Placing;

/**
 * Payments that an administrator enters by hand pass no eligibility checker: what the checkers ask is asked here
 * too, before the payment is there.
 */
export const comptoirPaymentProcess: PaymentProcess<string> = {
  init(injector: Injector) {
    engine = injector.get(Engine);
    locks = injector.get(Locks);
    placing = injector.get(Placing);
  },

  async onTransitionStart(from, _, { ctx, order, payment }) {
    // A correction makes promises to pay anew: the one that is gone is not settled.
    if (from === 'Authorized' && !(await locks.isUnmovedPayment(ctx, payment))) return engine.words(ctx).own(PAYMENT_MOVED);
    if (from !== 'Created' || ctx.apiType !== 'admin' || order.state !== 'ArrangingPayment') return undefined;
    return placing.mayPay(ctx, order, payment.method);
  },
};
