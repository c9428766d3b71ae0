import { Injectable, OnModuleInit } from '@nestjs/common';
import {
  EntityNotFoundError, EventBus, ID, idsAreEqual, Order, PaymentStateTransitionEvent, RefundStateTransitionEvent, RequestContext, TransactionalConnection, UserInputError,
} from '@vendure/core';
import type { checkout, Decision, orders, types } from '@comptoir/node';
import { randomUUID } from 'node:crypto';
import { OrderFields } from '../entities/custom-fields';
import { OrderChangedEvent } from '../events';
import { plus } from '../decimal';
import { toDecimal, toMinor } from '../money';
import { Access } from './access';
import { Audit, canonical, sha256 } from './audit';
import { Calendar } from './calendar';
import { Client, Clients } from './clients';
import { ratesOf, withoutOwn } from './correction-facts';
import { Dues, settledOf } from './dues';
import { Engine, farWarehouses } from './engine';
import { Gatherer } from './gather';
import { Holding } from './holding';
import { Locks } from './locks';
import { Kept, since, summary } from './kept';
import { held, orderFacts } from './order-facts';
import { OrderHistory } from './order-history';
import { Moving, steady } from './steady';
import { orRefused } from './outage';
import { MOVING } from './own-words';
import { demandAnew, forgetOrders, Gathered, once, stateOf } from './request';
import { Rewriting } from './rewriting';
import { Splitting } from './splitting';
import { bars } from './words';

export interface Fired {
  answer: orders.FireAnswer;
  /** In the request's language; empty where it was applied. */
  refusal: string;
}

/** An answer on its way to being kept. */
interface Asked {
  context: types.Context;
  decision: Decision<orders.FireAnswer>;
  key: string;
  digest: string;
  reason?: string;
}

/** What a wish comes with beside its event. */
interface More {
  reason?: string;
  roles?: string[];
  key?: string;
  /** That the event speaks of beside the order's own. */
  variants?: ID[];
}

/**
 * An order's axes under the rules: kept here, moved by `orders.fire` alone. Vendure's payments and fulfillments
 * fire events of the payment and shipment axes.
 */
@Injectable()
export class Life implements OnModuleInit {
  private asked = new WeakMap<orders.FireAnswer, Asked>();

  constructor(
    private connection: TransactionalConnection,
    private engine: Engine,
    private clients: Clients,
    private gatherer: Gatherer,
    private access: Access,
    private events: EventBus,
    private locks: Locks,
    private calendar: Calendar,
    private holding: Holding,
    private audit: Audit,
    private rewriting: Rewriting,
    private splitting: Splitting,
    private past: OrderHistory,
    private dues: Dues,
  ) {}

  onModuleInit() {
    this.events.registerBlockingEventHandler({
      event: PaymentStateTransitionEvent,
      id: 'comptoir-see-payment',
      handler: async ({ ctx, order: { id }, payment, toState }) => {
        if (toState === 'Settled') await this.seePayment(ctx, id, `payment-${payment.id}`);
      },
    });
    this.events.registerBlockingEventHandler({
      event: RefundStateTransitionEvent,
      id: 'comptoir-see-refund',
      handler: async ({ ctx, order: { id }, refund, toState }) => {
        if (toState === 'Settled') await this.seePayment(ctx, id, `refund-${refund.id}`);
      },
    });
  }

  /** What is paid in all has become more or less. */
  private async seePayment(ctx: RequestContext, id: ID, key: string): Promise<void> {
    // Nobody else pays meanwhile: the sum is that of all payments.
    if (this.locks.inTransaction(ctx)) await this.locks.order(ctx, id);
    const order = await this.load(ctx, id);
    if (!this.kept(order)) return;
    const { answer } = await this.ask(ctx, order, { tag: 'see-payment', val: toDecimal(settledOf(order.payments)) }, { key });
    await this.apply(ctx, order, answer);
  }

  kept(order: Order): Kept | undefined {
    const text = (order.customFields as OrderFields | undefined)?.comptoirLife;
    return text ? (JSON.parse(text) as Kept) : undefined;
  }

  /** The order was placed, and begins as the decision's draft has it; without one it waits for its rep. */
  async begin(
    ctx: RequestContext, order: Order, client: Client,
    { draft, contract, currency, held = false }:
    { draft?: checkout.OrderDraft | null; contract: string; currency: string; held?: boolean },
  ) {
    const paid = settledOf(order.payments);
    const kept: Kept = {
      version: 1,
      currency,
      states: {
        ...(draft?.states ?? { order: 'awaiting-confirmation', reservation: 'none', shipment: 'none', returns: 'none' }),
        // What bonuses pay whole is paid, though no money came.
        payment: paid >= order.totalWithTax ? 'full' : paid > 0 ? 'part' : 'unpaid',
      },
      accrues: draft?.accrues,
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
      comptoirContract: contract, comptoirEntity: client.employee.outlet.company.code, comptoirHeld: held,
    });
  }

  private async keep(ctx: RequestContext, order: Order, kept: Kept, more: OrderFields = {}) {
    const fields: OrderFields = { ...more, ...summary(kept), comptoirLife: JSON.stringify(kept) };
    await this.connection.getRepository(ctx, Order).update(order.id, { customFields: fields } as never);
    order.customFields = { ...order.customFields, ...fields } as never;
    forgetOrders(ctx);
  }

  /** Vendure's own strategy has its goods set aside. */
  async wasHeld(ctx: RequestContext, order: Order): Promise<void> {
    const fields: OrderFields = { comptoirHeld: true };
    await this.connection.getRepository(ctx, Order).update(order.id, { customFields: fields } as never);
    order.customFields = { ...order.customFields, ...fields } as never;
  }

  /** `channelId`: another channel's order looks like none. */
  async load(ctx: RequestContext, id: ID, channelId?: ID): Promise<Order> {
    return this.connection.getEntityOrThrow(ctx, Order, id, {
      channelId,
      relations: ['customer', 'lines', 'lines.productVariant', 'payments', 'payments.refunds', 'shippingLines', 'surcharges'],
    });
  }

  /** By its code, in the request's channel: another channel's order looks like none. */
  async byCode(ctx: RequestContext, code: string): Promise<Order> {
    const found = await this.connection.getRepository(ctx, Order).findOne({ where: { code, channels: { id: ctx.channelId } } });
    if (!found) throw new EntityNotFoundError('Order', code);
    return this.load(ctx, found.id);
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

  /**
   * Whether `event` may happen, and what it does. Nothing is kept before `apply`. Within a transaction the order, its
   * company and its stock are nobody else's until it ends. The same key is asked once a request.
   */
  ask(
    ctx: RequestContext, order: Order, event: orders.Event,
    more: More = {},
  ): Promise<Fired> {
    const key = more.key ?? randomUUID();
    const { fired } = stateOf(ctx);
    return once(fired, `${order.id}|${key}`, () => orRefused(
      this.engine, ctx, 'an event of an order', () => this.decide(ctx, order, event, { ...more, key }),
    )).catch((error) => {
      fired.delete(`${order.id}|${key}`);
      throw error instanceof Moving ? new UserInputError(this.engine.words(ctx).own(MOVING)) : error;
    });
  }

  private async decide(
    ctx: RequestContext, seen: Order, event: orders.Event, { key, reason, roles, variants = [] }: More & { key: string },
  ): Promise<Fired> {
    demandAnew(ctx);
    const client = this.kept(seen) && await this.clientOf(ctx, seen);
    if (!client) throw new UserInputError(this.engine.words(ctx).unplaced());
    if (client.acting.kind === 'rep') await this.access.demand(ctx, client, 'act-on-orders');
    // What is promised follows what comes back; payments come first of all locks.
    if (this.locks.inTransaction(ctx) && isAcceptance(event)) await this.locks.payments(ctx, seen.id);
    const order = this.locks.inTransaction(ctx) ? await this.locked(ctx, seen, client, variants) : seen;
    const kept = this.kept(order) as Kept;
    const request: orders.FireRequest = {
      event, key, digest: sha256(canonical([event, reason ?? null])), reason, roles: roles ?? [],
    };
    const context = this.engine.context(client, `${order.code}/${key}`);
    const ids = [...held(order).map(({ productVariant }) => productVariant.id), ...variants];
    const { comptoirEntity } = order.customFields as OrderFields;
    const history = await this.past.of(ctx, comptoirEntity ?? '', kept.currency, order.id);
    const working = await this.calendar.working(ctx, this.engine.now(), since(kept));
    const of = await this.shipped(ctx, order, this.facts(order, client));
    const isCorrection = typeof event === 'object' && event.tag === 'correct';
    const factsOf = (gathered: Gathered) => (isCorrection && this.holds(order) ? withoutOwn(gathered, order) : gathered.facts);
    const { decision } = await steady(
      () => this.gatherer.fresh(ctx, client, ids),
      (on) => {
        of.warehouses = farWarehouses(on.facts);
        return this.engine.comptoir.orders.fire(context, factsOf(on), { order: of, working, history }, request);
      },
    );
    const { answer } = decision;
    this.asked.set(answer, { context, decision, key, digest: request.digest, reason });
    const barred = answer.status === 'applied' || answer.status === 'already-applied'
      ? []
      : answer.verdict.findings.filter(bars);
    return {
      answer,
      refusal: this.engine.words(ctx).refusal(barred, kept.currency, ctx.apiType === 'admin'),
    };
  }

  /** The order as it is once nobody else moves it, or what it rests on. */
  private async locked(ctx: RequestContext, seen: Order, client: Client, variants: ID[]): Promise<Order> {
    await this.locks.order(ctx, seen.id);
    await this.locks.companies(ctx, [client.employee.outlet.company.id]);
    const order = await this.load(ctx, seen.id);
    await this.locks.stock(ctx, [...order.lines.map(({ productVariant }) => productVariant.id), ...variants]);
    seen.customFields = order.customFields;
    return order;
  }

  /** Whether goods are set aside for it, and their time is not over. */
  private holds(order: Order): boolean {
    const { comptoirHeld, comptoirHeldUntil } = order.customFields as OrderFields;
    return !!comptoirHeld && (comptoirHeldUntil == null || comptoirHeldUntil.getTime() > this.engine.now());
  }

  /** The order as the rules take it. */
  facts(order: Order, client: Client): orders.Order {
    return orderFacts(order, this.kept(order) as Kept, client.employee.outlet.account);
  }

  /** What left the house of an order that is shipped in part. */
  private async shipped(ctx: RequestContext, order: Order, of: orders.Order): Promise<orders.Order> {
    if (of.states.shipment !== 'part') return of;
    const { fulfillments } = await this.connection.getEntityOrThrow(ctx, Order, order.id, {
      relations: ['fulfillments', 'fulfillments.lines'],
    });
    const gone = fulfillments.filter(({ state }) => state === 'Shipped' || state === 'Delivered').flatMap(({ lines }) => lines);
    const sums = new Map<string, number>();
    for (const { id, productVariant: { sku } } of order.lines) {
      const here = gone.filter(({ orderLineId }) => idsAreEqual(orderLineId, id)).reduce((sum, { quantity }) => sum + quantity, 0);
      sums.set(sku, (sums.get(sku) ?? 0) + here);
    }
    const shipped = [...sums].filter(([, quantity]) => quantity > 0).map(([sku, quantity]) => ({ sku, quantity: String(quantity) }));
    return { ...of, shipped };
  }

  /** Keeps what `ask` answered, with what it means for the goods and its record in the audit. */
  async apply(ctx: RequestContext, order: Order, answer: orders.FireAnswer) {
    const kept = this.kept(order);
    const asked = this.asked.get(answer);
    if (!kept || !asked || answer.status !== 'applied') return;
    // Whoever asks again under this key is told that it was done.
    this.asked.delete(answer);
    stateOf(ctx).fired.delete(`${order.id}|${asked.key}`);
    const { findings, effects, outcome } = answer.verdict;
    const placed = await this.load(ctx, order.id);
    const isOther = this.rewriting.differs(placed, answer.lines);
    if (isOther) {
      await this.rewriting.apply(ctx, placed, answer, { rates: ratesOf(answer), note: asked.reason ?? kept.pending?.reason ?? '' });
    }
    if (answer.cameBack) await this.dues.lower(ctx, placed, Math.max(0, placed.totalWithTax) - (toMinor(answer.credited) ?? 0));
    const rest = answer.split && await this.split(ctx, placed, kept, answer.split, asked.context.instant);
    const held = await this.holding.apply(ctx, placed, effects);
    if (isOther && held === undefined && (placed.customFields as OrderFields).comptoirHeld) await this.holding.fit(ctx, placed);
    await this.keep(ctx, order, {
      ...kept,
      proposal: answer.proposal,
      pending: !answer.proposal ? null : answer.diff.length > 0 ? { diff: answer.diff, reason: asked.reason } : kept.pending,
      splitInto: rest ? [...(kept.splitInto ?? []), rest.code] : kept.splitInto,
      version: kept.version + 1,
      states: answer.states,
      accrues: answer.accrues,
      credited: answer.credited,
      returning: answer.returning,
      returned: answer.returned,
      cameBack: plus(kept.cameBack ?? '0', answer.cameBack?.gross ?? '0'),
      paid: answer.paid,
      released: answer.released,
      timers: answer.timers,
      applied: [...kept.applied, { key: asked.key, digest: asked.digest }],
      history: answer.history ? [...kept.history, answer.history] : kept.history,
    }, held === undefined ? {} : { comptoirHeld: held });
    await this.tell(ctx, order, answer.label, effects);
    if (rest) await this.tell(ctx, rest, this.label(rest) ?? '', []);
    // The last of all locks: whoever hears of it locks bonus accounts and numbers of documents.
    await this.audit.append(ctx, {
      call: 'orders.fire', context: asked.context, outcome, findings, effects, answer: asked.decision.canonical(),
    });
  }

  /** The rest of an order begins where the verdict leaves it. */
  private async split(ctx: RequestContext, from: Order, kept: Kept, split: orders.Split, instant: number): Promise<Order> {
    const rest = await this.splitting.make(ctx, from, split, instant);
    const { currency, placedBy, principal, collected, entered } = kept;
    await this.keep(ctx, rest, {
      version: 1, currency, states: split.states, accrues: split.accrues, paid: split.paid, timers: [], applied: [], history: [],
      splitFrom: from.code, placedBy, principal, collected, entered,
    }, this.fieldsOf(from));
    return rest;
  }

  private fieldsOf({ customFields }: Order): OrderFields {
    const { comptoirContract, comptoirEntity } = customFields as OrderFields;
    return { comptoirContract, comptoirEntity, comptoirHeld: false };
  }

  /** Subscribers hear of it once the transaction is committed, and not at all where it is not. */
  async tell(ctx: RequestContext, order: Order, label: string, effects: types.Effect[]) {
    const notes = effects
      .map(({ action }) => action)
      .filter((action): action is Extract<types.Action, { tag: 'notify' }> => action.tag === 'notify')
      .map(({ val }) => val);
    await this.events.publish(new OrderChangedEvent(ctx, order, label, notes));
  }

}

function isAcceptance(event: orders.Event): boolean {
  return typeof event === 'object' && event.tag === 'accept-return';
}
