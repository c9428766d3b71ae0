import { Injector, PaymentProcess } from '@vendure/core';
import { Placing } from '../rules/placing';

let placing: Placing;

/**
 * Payments that an administrator enters by hand pass no eligibility checker: what the checkers ask is asked here
 * too, before the payment is there.
 */
export const comptoirPaymentProcess: PaymentProcess<string> = {
  init(injector: Injector) {
    placing = injector.get(Placing);
  },

  async onTransitionStart(from, _, { ctx, order, payment }) {
    if (from !== 'Created' || ctx.apiType !== 'admin' || order.state !== 'ArrangingPayment') return undefined;
    return placing.mayPay(ctx, order, payment.method);
  },
};
