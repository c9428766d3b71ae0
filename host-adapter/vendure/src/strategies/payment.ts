import { Injector, LanguageCode, PaymentMethodEligibilityChecker, PaymentMethodHandler, ShippingEligibilityChecker } from '@vendure/core';
import { Engine } from '../rules/engine';
import { Locks } from '../rules/locks';
import { orDegraded } from '../rules/outage';
import { Placing } from '../rules/placing';

const english = (value: string) => [{ languageCode: LanguageCode.en, value }];

let engine: Engine;
let locks: Locks;
let placing: Placing;

/** Nothing is paid for an order that would not be placed. Attach it to every payment method. */
export const comptoirPaymentChecker = new PaymentMethodEligibilityChecker({
  code: 'comptoir-may-pay',
  description: english('Comptoir: the order may be placed under the rules'),
  args: {},
  init(injector: Injector) {
    placing = injector.get(Placing);
  },
  async check(ctx, order, _, { code }) {
    // In the cart the method may be listed; paying comes later, and is asked about again.
    if (order.state !== 'ArrangingPayment') return true;
    return (await placing.mayPay(ctx, order, code)) ?? true;
  },
});

/** For clients of the shop alone, and no method that the policy does not know where it knows any. */
export const comptoirShippingChecker = new ShippingEligibilityChecker({
  code: 'comptoir-may-ship',
  description: english('Comptoir: the method serves this order'),
  args: { method: { type: 'string', required: false, label: english('Id of the method in the policy') } },
  init(injector: Injector) {
    engine = injector.get(Engine);
    locks = injector.get(Locks);
  },
  async check(ctx, order, { method }) {
    // Of an order that is placed meanwhile nobody changes the delivery.
    if (!(await locks.isUnmoved(ctx, order))) return false;
    const client = await engine.client(ctx, order);
    if (!client) return false;
    return orDegraded('a method of delivery', async () => {
      const { methods } = engine.comptoir.delivery.listMethods();
      return methods.length === 0 || methods.some(({ id }) => id === method);
    }, () => false);
  },
});

/** On account: the invoice is paid later, as the contract says; settling it is the shop's word that it was. */
export const onAccountHandler = new PaymentMethodHandler({
  code: 'comptoir-on-account',
  description: english('On account, as the contract says'),
  args: {},
  createPayment: (_, __, amount) => ({ amount, state: 'Authorized' as const, metadata: {} }),
  settlePayment: () => ({ success: true }),
});
