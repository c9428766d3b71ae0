import { Injectable, OnModuleInit } from '@nestjs/common';
import {
  EventBus, ID, Order, PaymentStateTransitionEvent, RequestContext, TransactionalConnection, UserInputError,
} from '@vendure/core';
import type { checkout, orders, types } from '@comptoir/node';
import { randomUUID } from 'node:crypto';
import { OrderFields } from '../entities/custom-fields';
import { OrderChangedEvent } from '../events';
import { toDecimal } from '../money';
import { Client, Clients } from './clients';
import { Engine } from './engine';
import { Gatherer } from './gather';
import { held, orderFacts } from './order-facts';

/** What an order's custom field keeps of its life. */
export interface Kept {
  version: number;
  currency: string;
  states: orders.States;
  paid: string;
  released?: string | null;
  timers: orders.Timer[];
  applied: orders.Applied[];
  history: orders.HistoryEntry[];
}

export interface Fired {
  answer: orders.FireAnswer;
  /** In the request's language; empty where it was applied. */
  refusal: string;
}

const YEAR = 365 * 24 * 3600 * 1000;

/**
 * An order's axes under the rules: kept here, moved by `orders.fire` alone. Vendure's payments and fulfillments
 * fire events of the payment and shipment axes.
 */
@Injectable()
export class Life implements OnModuleInit {
  constructor(
    private connection: TransactionalConnection,
    private engine: Engine,
    private clients: Clients,
    private gatherer: Gatherer,
    private events: EventBus,
  ) {}

  onModuleInit() {
    this.events.registerBlockingEventHandler({
      event: PaymentStateTransitionEvent,
      id: 'comptoir-see-payment',
      handler: async ({ ctx, order: { id }, toState }) => {
        if (toState !== 'Settled') return;
        const order = await this.load(ctx, id);
        if (!this.kept(order)) return;
        const { answer } = await this.ask(ctx, order, { tag: 'see-payment', val: toDecimal(paidOf(order)) });
        await this.apply(ctx, order, answer);
      },
    });
  }

  kept(order: Order): Kept | undefined {
    const text = (order.customFields as OrderFields | undefined)?.comptoirLife;
    return text ? (JSON.parse(text) as Kept) : undefined;
  }

  /** The order was placed, and begins as the decision's draft has it; without one it waits for its rep. */
  async begin(
    ctx: RequestContext, order: Order, client: Client,
    { draft, contract, currency }: { draft?: checkout.OrderDraft | null; contract: string; currency: string },
  ) {
    const paid = paidOf(order);
    const kept: Kept = {
      version: 1,
      currency,
      states: {
        ...(draft?.states ?? { order: 'awaiting-confirmation', reservation: 'none', shipment: 'none', returns: 'none' }),
        payment: paid <= 0 ? 'unpaid' : paid < order.totalWithTax ? 'part' : 'full',
      },
      paid: toDecimal(paid),
      timers: draft?.timers ?? [],
      applied: [],
      history: [],
    };
    await this.keep(ctx, order, kept, {
      comptoirContract: contract, comptoirEntity: client.employee.outlet.company.code,
    });
  }

  private async keep(ctx: RequestContext, order: Order, kept: Kept, more: OrderFields = {}) {
    const fields: OrderFields = { ...more, comptoirLife: JSON.stringify(kept) };
    await this.connection.getRepository(ctx, Order).update(order.id, { customFields: fields } as never);
    order.customFields = { ...order.customFields, ...fields } as never;
  }

  async load(ctx: RequestContext, id: ID): Promise<Order> {
    return this.connection.getEntityOrThrow(ctx, Order, id, {
      relations: ['customer', 'lines', 'lines.productVariant', 'payments', 'shippingLines', 'surcharges'],
    });
  }

  /** What the client sees of an order; undefined for one that the rules did not place. */
  label(order: Order): string | undefined {
    const kept = this.kept(order);
    return kept && this.engine.comptoir.orders.label(kept.states).label;
  }

  /** Whether `event` may happen, and what it does. Nothing is kept before `apply`. */
  async ask(
    ctx: RequestContext, order: Order, event: orders.Event,
    more: { reason?: string; roles?: string[]; key?: string } = {},
  ): Promise<Fired> {
    const kept = this.kept(order);
    const client = await this.engine.client(ctx, order);
    if (!kept || !client) throw new UserInputError(this.engine.words(ctx).unplaced());
    if (ctx.apiType === 'admin') client.acting = await this.clients.staff(ctx);
    const custom = order.customFields as OrderFields;
    const lines = held(order);
    const { facts } = await this.gatherer.facts(ctx, client, lines.map(({ productVariant }) => productVariant.id));
    const request: orders.FireRequest = {
      event, key: more.key ?? randomUUID(), digest: '', reason: more.reason, roles: more.roles ?? [],
    };
    const { answer } = this.engine.comptoir.orders.fire(this.engine.context(client), facts, {
      order: orderFacts(order, kept, client.employee.outlet.account),
      working: null,
      history: { largest: await this.largest(ctx, order, custom.comptoirEntity), currency: kept.currency },
    }, request);
    if (answer.status === 'applied') kept.applied.push({ key: request.key, digest: '' });
    const barred = answer.status === 'applied' || answer.status === 'already-applied'
      ? []
      : answer.verdict.findings.filter(({ outcome }) => !['allow', 'adjust'].includes(outcome));
    return {
      answer,
      refusal: this.engine.words(ctx).refusal(barred, kept.currency, ctx.apiType === 'admin'),
    };
  }

  /** Keeps what `ask` answered. */
  async apply(ctx: RequestContext, order: Order, answer: orders.FireAnswer) {
    const kept = this.kept(order);
    if (!kept || answer.status !== 'applied') return;
    await this.keep(ctx, order, {
      ...kept,
      version: kept.version + 1,
      states: answer.states,
      paid: answer.paid,
      released: answer.released,
      timers: answer.timers,
      history: answer.history ? [...kept.history, answer.history] : kept.history,
    });
    const notes = answer.verdict.effects
      .map(({ action }) => action)
      .filter((action): action is Extract<types.Action, { tag: 'notify' }> =>
        typeof action === 'object' && action.tag === 'notify')
      .map(({ val }) => val);
    await this.events.publish(new OrderChangedEvent(ctx, order, answer.label, notes));
  }

  /** The largest order of the company in the 12 months before. */
  private async largest(ctx: RequestContext, order: Order, entity: string | null | undefined): Promise<string | null> {
    const found = await this.connection.getRepository(ctx, Order).createQueryBuilder('order')
      .select('MAX(order.subTotalWithTax + order.shippingWithTax)', 'largest')
      .where('order.customFields.comptoirEntity = :entity', { entity })
      .andWhere('order.id != :id', { id: order.id })
      .andWhere('order.orderPlacedAt >= :since', { since: new Date(this.engine.now() - YEAR) })
      .getRawOne<{ largest: number | string | null }>();
    return found?.largest == null ? null : toDecimal(Number(found.largest));
  }
}

/** Settled in all, in minor units. */
function paidOf(order: Order): number {
  return (order.payments ?? [])
    .filter(({ state }) => state === 'Settled')
    .reduce((sum, { amount }) => sum + amount, 0);
}
