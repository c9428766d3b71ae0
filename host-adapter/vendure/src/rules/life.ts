import { Injectable, OnModuleInit } from '@nestjs/common';
import {
  EventBus, ID, Order, PaymentStateTransitionEvent, RequestContext, TransactionalConnection, UserInputError,
} from '@vendure/core';
import type { checkout, orders, types } from '@comptoir/node';
import { randomUUID } from 'node:crypto';
import { OrderFields } from '../entities/custom-fields';
import { OrderChangedEvent } from '../events';
import { toDecimal } from '../money';
import { Access } from './access';
import { Client, Clients } from './clients';
import { Engine } from './engine';
import { Gatherer } from './gather';

/** What an order's custom field keeps of its life. */
interface Kept {
  version: number;
  currency: string;
  states: orders.States;
  paid: string;
  released?: string | null;
  timers: orders.Timer[];
  applied: orders.Applied[];
  history: orders.HistoryEntry[];
  /** Who placed it; and for whose account. */
  placedBy?: types.Actor;
  principal?: string;
  /** Day on which it was taken, where it was entered later; and the day of entry. */
  collected?: string | null;
  entered?: string | null;
}

const CLOSED: orders.OrderState[] = ['completed', 'cancelled', 'archived'];

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
    private access: Access,
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
      placedBy: client.acting,
      principal: client.employee.outlet.account,
      collected: draft?.collected,
      entered: draft?.entered,
    };
    await this.keep(ctx, order, kept, {
      comptoirContract: contract, comptoirEntity: client.employee.outlet.company.code,
    });
  }

  private async keep(ctx: RequestContext, order: Order, kept: Kept, more: OrderFields = {}) {
    const fields: OrderFields = {
      ...more, comptoirLive: !CLOSED.includes(kept.states.order), comptoirLife: JSON.stringify(kept),
    };
    await this.connection.getRepository(ctx, Order).update(order.id, { customFields: fields } as never);
    order.customFields = { ...order.customFields, ...fields } as never;
  }

  async load(ctx: RequestContext, id: ID): Promise<Order> {
    return this.connection.getEntityOrThrow(ctx, Order, id, {
      relations: ['customer', 'lines', 'lines.productVariant', 'payments', 'shippingLines', 'surcharges'],
    });
  }

  /** For whom it was placed, and who acts now. */
  async clientOf(ctx: RequestContext, order: Order): Promise<Client | undefined> {
    return ctx.apiType === 'shop' && ctx.activeUserId
      ? this.clients.of(ctx, order)
      : this.clients.ofOrder(ctx, order, this.kept(order)?.principal);
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
    const client = kept && await this.clientOf(ctx, order);
    if (!kept || !client) throw new UserInputError(this.engine.words(ctx).unplaced());
    if (client.acting.kind === 'rep') await this.access.demand(ctx, client, 'view-orders');
    const custom = order.customFields as OrderFields;
    const lines = order.lines.filter(({ quantity }) => quantity > 0);
    const { facts } = await this.gatherer.facts(ctx, client, lines.map(({ productVariant }) => productVariant.id));
    const request: orders.FireRequest = {
      event, key: more.key ?? randomUUID(), digest: '', reason: more.reason, roles: more.roles ?? [],
    };
    const { answer } = this.engine.comptoir.orders.fire(this.engine.context(client), facts, {
      order: {
        id: order.code,
        version: String(kept.version),
        buyer: client.employee.outlet.account,
        entity: client.employee.outlet.company.code,
        contract: custom.comptoirContract,
        currency: kept.currency,
        warehouses: [],
        states: kept.states,
        lines: lines.map((line) => ({
          sku: line.productVariant.sku, quantity: String(line.quantity), net: toDecimal(line.listPrice),
        })),
        delivery: toDecimal(order.shippingWithTax),
        payable: toDecimal(order.totalWithTax),
        paid: kept.paid,
        released: kept.released,
        timers: kept.timers,
        applied: kept.applied,
      },
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
