import { Injector, Logger, Order, OrderProcess, RequestContext } from '@vendure/core';
import { loggerCtx } from '../options';
import { toDecimal } from '../money';
import { Access } from '../rules/access';
import { Engine } from '../rules/engine';
import { Life } from '../rules/life';
import { barring } from '../rules/words';

let engine: Engine;
let life: Life;
let access: Access;

/**
 * Why the order is not placed as the engine has it; undefined: it may be. `payment`: code of the payment method,
 * once one is chosen.
 */
export async function whyNotPlaced(
  engine: Engine, ctx: RequestContext, order: Order, payment?: string,
): Promise<string | undefined> {
  const client = await engine.client(ctx, order);
  const words = engine.words(ctx);
  if (!client) return words.outsider();
  const refusal = await access.refusal(ctx, client, 'place-order', toDecimal(order.totalWithTax), order.currencyCode);
  if (refusal) return refusal;
  if (payment !== undefined && client.acting.kind !== 'buyer') {
    const barred = await engine.payment(ctx, client, order, payment);
    if (barred.length > 0) return words.refusal(barred, order.currencyCode, true);
  }
  const { decision } = await engine.place(ctx, client, order);
  const { answer } = decision;
  const staff = ctx.apiType === 'admin';
  if (!answer.draft) {
    const currency = answer.cart.contract?.currency ?? '';
    return words.refusal(barring(answer.verdict, ['edit', 'place']), currency, staff) || words.mismatch();
  }
  const mismatch = engine.mismatch(order, answer.cart);
  if (mismatch) {
    Logger.error(`order ${order.code} is not placed: ${mismatch}`, loggerCtx);
    return staff ? `${words.mismatch()} ${mismatch}` : words.mismatch();
  }
  return undefined;
}

/**
 * Placing is decided on the way to `ArrangingPayment`, from the cart or a draft: later the engine would keep an
 * authorised payment of an order that it refuses. A placed order is not modified in place.
 */
export const comptoirOrderProcess: OrderProcess<string> = {
  init(injector: Injector) {
    engine = injector.get(Engine);
    life = injector.get(Life);
    access = injector.get(Access);
  },

  async onTransitionStart(from, to, { ctx, order }) {
    if (to === 'Modifying') return engine.words(ctx).modifying();
    if (to === 'ArrangingPayment' && (from === 'AddingItems' || from === 'Draft')) {
      return whyNotPlaced(engine, ctx, order);
    }
    if (to === 'Cancelled' && life.kept(order)) {
      const { refusal } = await life.ask(ctx, order, 'cancel', { reason: 'cancelled in the shop' });
      return refusal || undefined;
    }
    return undefined;
  },

  async onTransitionEnd(from, to, { ctx, order }) {
    if (from === 'ArrangingPayment' && (to === 'PaymentAuthorized' || to === 'PaymentSettled')) {
      const client = await engine.client(ctx, order);
      if (!client) return;
      const { decision, gathered } = await engine.place(ctx, client, order);
      const { draft, cart: { contract } } = decision.answer;
      await life.begin(ctx, order, client, {
        // Facts that moved after the payment leave no draft.
        draft,
        contract: (contract && gathered.facts.contracts[contract.contract]?.id) ?? '',
        currency: contract?.currency ?? order.currencyCode,
      });
    }
    if (to === 'Cancelled' && life.kept(order)) {
      const { answer } = await life.ask(ctx, order, 'cancel', { reason: 'cancelled in the shop' });
      await life.apply(ctx, order, answer);
    }
  },
};
