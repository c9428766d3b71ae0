import { Injector, PaymentProcess } from '@vendure/core';
import { Engine } from '../rules/engine';
import { whyNotPlaced } from './order-process';

let engine: Engine;

/**
 * Payments that an administrator enters by hand pass no eligibility checker: what the checkers ask is asked here
 * too, before the payment is there.
 */
export const comptoirPaymentProcess: PaymentProcess<string> = {
  init(injector: Injector) {
    engine = injector.get(Engine);
  },

  async onTransitionStart(from, _, { ctx, order, payment }) {
    if (from !== 'Created' || ctx.apiType !== 'admin' || order.state !== 'ArrangingPayment') return undefined;
    return whyNotPlaced(engine, ctx, order, payment.method);
  },
};
