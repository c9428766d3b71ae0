import { FulfillmentProcess, idsAreEqual, Injector, Order, RequestContext, Fulfillment, UserInputError } from '@vendure/core';
import type { orders } from '@comptoir/node';
import { OrderFields } from '../entities/custom-fields';
import { Holding } from '../rules/holding';
import { Life } from '../rules/life';
import { Locks } from '../rules/locks';

let life: Life;
let holding: Holding;
let locks: Locks;

/** What becomes of an order's shipment when this fulfillment moves. */
function extent(order: Order, fulfillment: Fulfillment): orders.Extent {
  const here = (fulfillment.lines ?? [])
    .filter(({ orderLineId }) => order.lines.some(({ id }) => idsAreEqual(id, orderLineId)))
    .reduce((sum, { quantity }) => sum + quantity, 0);
  const all = order.lines.reduce((sum, { quantity }) => sum + quantity, 0);
  return here >= all ? 'full' : 'part';
}

/** Those that the rules placed. */
async function placed(ctx: RequestContext, orders: Order[]): Promise<Order[]> {
  const loaded = [];
  for (const { id } of orders) loaded.push(await life.load(ctx, id));
  return loaded.filter((order) => life.kept(order));
}

async function each(
  ctx: RequestContext, orders: Order[], fulfillment: Fulfillment, to: string,
  work: (order: Order, event: orders.Event) => Promise<string | undefined>,
): Promise<string | undefined> {
  if (to !== 'Shipped' && to !== 'Delivered') return undefined;
  for (const { id } of orders) {
    const order = await life.load(ctx, id);
    // An order from before the plugin came is Vendure's own.
    const kept = life.kept(order);
    if (!kept || kept.states.shipment === 'delivered') continue;
    const event: orders.Event = to === 'Shipped' ? { tag: 'ship', val: extent(order, fulfillment) } : 'deliver';
    const refused = await work(order, event);
    if (refused) return `${order.code}: ${refused}`;
  }
  return undefined;
}

/** The credit gate before shipping, and whatever else the policy wants of it: picking, confirmation, payment. */
export const comptoirFulfillmentProcess: FulfillmentProcess<string> = {
  init(injector: Injector) {
    life = injector.get(Life);
    holding = injector.get(Holding);
    locks = injector.get(Locks);
  },

  async onTransitionStart(from, to, { ctx, orders, fulfillment }) {
    if (from === 'Created' && to === 'Pending') {
      // Vendure takes goods out of stock while they are picked, whether or not the rules have set them aside yet.
      for (const order of await placed(ctx, orders)) {
        await locks.order(ctx, order.id);
        await locks.stock(ctx, order.lines.map(({ productVariant }) => productVariant.id));
        await holding.pick(ctx, order, fulfillment.lines);
      }
      return undefined;
    }
    return each(ctx, orders, fulfillment, to, async (order, event) => {
      try {
        const { refusal } = await life.ask(ctx, order, event, { key: `fulfillment-${fulfillment.id}-${to}` });
        return refusal || undefined;
      } catch (error) {
        // No answer is no permission; the text says so.
        if (error instanceof UserInputError) return error.message;
        throw error;
      }
    });
  },

  async onTransitionEnd(_, to, { ctx, orders, fulfillment }) {
    if (to === 'Cancelled') {
      // Vendure sets aside again what comes back; of an order that holds nothing, it is free.
      for (const order of await placed(ctx, orders)) {
        if (!(order.customFields as OrderFields).comptoirHeld) await holding.release(ctx, order);
      }
    }
    await each(ctx, orders, fulfillment, to, async (order, event) => {
      // Answered at the start of the transition: it is asked once.
      const { answer } = await life.ask(ctx, order, event, { key: `fulfillment-${fulfillment.id}-${to}` });
      await life.apply(ctx, order, answer);
      return undefined;
    });
  },
};
