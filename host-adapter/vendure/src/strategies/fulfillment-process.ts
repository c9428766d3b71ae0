import { FulfillmentProcess, idsAreEqual, Injector, Order, RequestContext, Fulfillment } from '@vendure/core';
import type { orders } from '@comptoir/node';
import { Life } from '../rules/life';

let life: Life;

/** What becomes of an order's shipment when this fulfillment moves. */
function extent(order: Order, fulfillment: Fulfillment): orders.Extent {
  const here = (fulfillment.lines ?? [])
    .filter(({ orderLineId }) => order.lines.some(({ id }) => idsAreEqual(id, orderLineId)))
    .reduce((sum, { quantity }) => sum + quantity, 0);
  const all = order.lines.reduce((sum, { quantity }) => sum + quantity, 0);
  return here >= all ? 'full' : 'part';
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
  },

  onTransitionStart(_, to, { ctx, orders, fulfillment }) {
    return each(ctx, orders, fulfillment, to, async (order, event) => {
      const { refusal } = await life.ask(ctx, order, event);
      return refusal || undefined;
    });
  },

  async onTransitionEnd(_, to, { ctx, orders, fulfillment }) {
    await each(ctx, orders, fulfillment, to, async (order, event) => {
      const { answer } = await life.ask(ctx, order, event);
      await life.apply(ctx, order, answer);
      return undefined;
    });
  },
};
