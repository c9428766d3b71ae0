import { Injector, OrderProcess, UserInputError } from '@vendure/core';
import { Engine } from '../rules/engine';
import { Life } from '../rules/life';
import { Locks } from '../rules/locks';
import { MOVING, REPEATED } from '../rules/own-words';
import { Placing } from '../rules/placing';

let engine: Engine;
let life: Life;
let locks: Locks;
let placing: Placing;

/** States in which an order is still the client's own. */
const CHECKOUT = ['AddingItems', 'ArrangingPayment', 'Draft'];

const CANCELLED = { reason: 'cancelled in the shop', key: 'vendure-cancelled' };

function isPlaced(from: string, to: string): boolean {
  return from === 'ArrangingPayment' && (to === 'PaymentAuthorized' || to === 'PaymentSettled');
}

/**
 * Placing is decided on the way to `ArrangingPayment`, from the cart or a draft, and bindingly before the payment: later
 * the engine would keep an authorised payment of an order that it refuses. An order that was placed so is not modified in
 * place.
 */
export const comptoirOrderProcess: OrderProcess<string> = {
  init(injector: Injector) {
    engine = injector.get(Engine);
    life = injector.get(Life);
    locks = injector.get(Locks);
    placing = injector.get(Placing);
  },

  async onTransitionStart(from, to, { ctx, order }) {
    // Of two requests that move one order, the second one would go by what it had read before.
    if (CHECKOUT.includes(from) && !(await locks.isUnmoved(ctx, order))) return engine.words(ctx).own(REPEATED);
    if (CHECKOUT.includes(from) && !(await locks.isUnchanged(ctx, order))) return engine.words(ctx).own(MOVING);
    // An order from before the plugin came is Vendure's own.
    if (to === 'Modifying' && life.kept(order)) return engine.words(ctx).modifying();
    if (to === 'ArrangingPayment' && (from === 'AddingItems' || from === 'Draft')) return placing.preview(ctx, order);
    if (isPlaced(from, to)) await placing.before(ctx, order);
    return undefined;
  },

  async onTransitionEnd(from, to, { ctx, order }) {
    if (isPlaced(from, to)) await placing.commit(ctx, order);
    if (to === 'Cancelled' && life.kept(order) && life.kept(order)?.states.order !== 'cancelled') {
      const { answer, refusal } = await life.ask(ctx, order, 'cancel', CANCELLED);
      // Vendure has cancelled the lines already: a text at the start would leave them so.
      if (refusal) throw new UserInputError(refusal);
      await life.apply(ctx, order, answer);
    }
  },
};
