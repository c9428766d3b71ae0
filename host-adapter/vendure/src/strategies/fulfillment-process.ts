import {
  FulfillmentProcess, idsAreEqual, Injector, Order, RequestContext, Fulfillment, TransactionalConnection, UserInputError,
} from '@vendure/core';
import type { orders } from '@comptoir/node';
import { OrderFields } from '../entities/custom-fields';
import { Engine } from '../rules/engine';
import { Holding } from '../rules/holding';
import { Life } from '../rules/life';
import { Locks } from '../rules/locks';
import { MOVING, SHIPPED } from '../rules/own-words';

let engine: Engine;
let life: Life;
let holding: Holding;
let locks: Locks;
let connection: TransactionalConnection;

/** Whether the whole order is in this fulfillment and those that are in one of `states` already. */
async function isWhole(ctx: RequestContext, order: Order, fulfillment: Fulfillment, states: string[]): Promise<boolean> {
  const { fulfillments } = await connection.getEntityOrThrow(ctx, Order, order.id, { relations: ['fulfillments', 'fulfillments.lines'] });
  const gone = [fulfillment, ...fulfillments.filter(({ id, state }) => !idsAreEqual(id, fulfillment.id) && states.includes(state))]
    .flatMap(({ lines }) => lines ?? [])
    .filter(({ orderLineId }) => order.lines.some(({ id }) => idsAreEqual(id, orderLineId)));
  const sum = (quantities: { quantity: number }[]) => quantities.reduce((total, { quantity }) => total + quantity, 0);
  return sum(gone) >= sum(order.lines);
}

/** Goods leave the house: some of the order's, or the last ones. */
async function ships(ctx: RequestContext, order: Order, fulfillment: Fulfillment): Promise<orders.Event> {
  return { tag: 'ship', val: (await isWhole(ctx, order, fulfillment, ['Shipped', 'Delivered'])) ? 'full' : 'part' };
}

/** Undefined: goods of it are still to be delivered. */
async function delivers(ctx: RequestContext, order: Order, fulfillment: Fulfillment): Promise<orders.Event | undefined> {
  return (await isWhole(ctx, order, fulfillment, ['Delivered'])) ? 'deliver' : undefined;
}

/** What is asked of a fulfillment's move before it is made. Vendure delivers what was never shipped: it leaves first. */
function firstOf(from: string, to: string): typeof ships | typeof delivers | undefined {
  if (to === 'Shipped') return ships;
  if (to === 'Delivered') return from === 'Shipped' ? delivers : ships;
  return undefined;
}

const keyOf = ({ id }: Fulfillment, event: orders.Event) => `fulfillment-${id}-${event === 'deliver' ? 'Delivered' : 'Shipped'}`;

/** Those that the rules placed. */
async function placed(ctx: RequestContext, orders: Order[]): Promise<Order[]> {
  const loaded = [];
  for (const { id } of orders) loaded.push(await life.load(ctx, id));
  return loaded.filter((order) => life.kept(order));
}

async function each(
  ctx: RequestContext, orders: Order[], fulfillment: Fulfillment, eventOf: typeof ships | typeof delivers | undefined,
  work: (order: Order, event: orders.Event) => Promise<string | undefined>,
): Promise<string | undefined> {
  if (!eventOf) return undefined;
  for (const { id } of orders) {
    // Of two fulfillments that move at once, the second one sees the first.
    if (locks.inTransaction(ctx)) await locks.order(ctx, id);
    const order = await life.load(ctx, id);
    // An order from before the plugin came is Vendure's own.
    const kept = life.kept(order);
    if (!kept || kept.states.shipment === 'delivered') continue;
    const event = await eventOf(ctx, order, fulfillment);
    const refused = event && await work(order, event);
    if (refused) return `${order.code}: ${refused}`;
  }
  return undefined;
}

/** The credit gate before shipping, and whatever else the policy wants of it: picking, confirmation, payment. */
export const comptoirFulfillmentProcess: FulfillmentProcess<string> = {
  init(injector: Injector) {
    engine = injector.get(Engine);
    life = injector.get(Life);
    holding = injector.get(Holding);
    locks = injector.get(Locks);
    connection = injector.get(TransactionalConnection);
  },

  async onTransitionStart(from, to, { ctx, orders, fulfillment }) {
    if (from === 'Created' && to === 'Pending') {
      // Vendure takes goods out of stock while they are picked, whether or not the rules have set them aside yet.
      for (const { id } of await placed(ctx, orders)) {
        await locks.order(ctx, id);
        // A verdict may have cut it, and another picker may have come, since Vendure counted what is left of it.
        const order = await life.load(ctx, id);
        await locks.stock(ctx, order.lines.map(({ productVariant }) => productVariant.id));
        if (await holding.pick(ctx, order, fulfillment.lines)) continue;
        // Vendure answers a refusal and keeps what it has made: left as it is, it would count as picked.
        await connection.getRepository(ctx, Fulfillment).update(fulfillment.id, { state: 'Cancelled' });
        return engine.words(ctx).own(MOVING);
      }
      return undefined;
    }
    // No event of the rules takes back what left the house: the order would stay shipped, and a replacement would not ship.
    if (to === 'Cancelled' && (from === 'Shipped' || from === 'Delivered') && (await placed(ctx, orders)).length > 0) {
      return engine.words(ctx).own(SHIPPED);
    }
    return each(ctx, orders, fulfillment, firstOf(from, to), async (order, event) => {
      try {
        const { refusal } = await life.ask(ctx, order, event, { key: keyOf(fulfillment, event) });
        return refusal || undefined;
      } catch (error) {
        // No answer is no permission; the text says so.
        if (error instanceof UserInputError) return error.message;
        throw error;
      }
    });
  },

  async onTransitionEnd(from, to, { ctx, orders, fulfillment }) {
    if (to === 'Cancelled') {
      // Vendure sets aside again what comes back; of an order that holds nothing, it is free.
      for (const order of await placed(ctx, orders)) {
        if (!(order.customFields as OrderFields).comptoirHeld) await holding.release(ctx, order);
      }
    }
    const first = firstOf(from, to);
    await each(ctx, orders, fulfillment, first, async (order, event) => {
      // Answered at the start of the transition: it is asked once.
      const { answer } = await life.ask(ctx, order, event, { key: keyOf(fulfillment, event) });
      await life.apply(ctx, order, answer);
      return undefined;
    });
    if (to !== 'Delivered' || first === delivers) return;
    const refused = await each(ctx, orders, fulfillment, delivers, async (order, event) => {
      const { answer, refusal } = await life.ask(ctx, order, event, { key: keyOf(fulfillment, event) });
      await life.apply(ctx, order, answer);
      return refusal || undefined;
    });
    // It has left by now: only an error takes that back.
    if (refused) throw new UserInputError(refused);
  },
};
