import { Injectable } from '@nestjs/common';
import { idsAreEqual, Logger, Order, RequestContext, UserInputError } from '@vendure/core';
import type { types } from '@comptoir/node';
import { toDecimal } from '../money';
import { loggerCtx } from '../options';
import { Access } from './access';
import { Audit } from './audit';
import { Bonuses } from './bonuses';
import { Client } from './clients';
import { Details } from './details';
import { Engine } from './engine';
import { Gatherer } from './gather';
import { givenBy, giftsAllowed } from './gifts';
import { Holding } from './holding';
import { Invoices } from './invoices';
import { Life } from './life';
import { Locks } from './locks';
import { MOVING, REPEATED } from './own-words';
import { orClosed } from './outage';
import { forget, PlaceDecision, stateOf } from './request';
import { moved, Moving, steady } from './steady';
import { barring } from './words';

/** A decision that places, on its way to being committed. */
export interface Placement extends PlaceDecision {
  client: Client;
  payment?: string;
  context: types.Context;
  /** Vendure's own strategy sets its goods aside. */
  held?: boolean;
}

/**
 * Placing, from the payment to the commit, in the one transaction of `addPaymentToOrder`: locked and decided before
 * anything is paid, looked at again before the order moves, kept with its audit record once it has.
 */
@Injectable()
export class Placing {
  constructor(
    private engine: Engine,
    private access: Access,
    private gatherer: Gatherer,
    private life: Life,
    private locks: Locks,
    private holding: Holding,
    private audit: Audit,
    private bonuses: Bonuses,
    private invoices: Invoices,
    private details: Details,
  ) {}

  /** Why the order would not be placed now; undefined: it would. Nothing is held. `payment`: code of the method. */
  async preview(ctx: RequestContext, order: Order, payment?: string): Promise<string | undefined> {
    const client = await this.engine.client(ctx, order);
    if (!client) return this.engine.words(ctx).outsider();
    return this.closed(ctx, async () => (
      await this.forbidden(ctx, order, client)
      ?? this.refusal(ctx, order, await this.engine.place(ctx, client, order, { payment }))
    ));
  }

  /** Whoever acts may place an order, and one of this sum. */
  private forbidden(ctx: RequestContext, order: Order, client: Client): Promise<string | undefined> {
    return this.access.refusal(ctx, client, 'place-order', toDecimal(order.totalWithTax), order.currencyCode);
  }

  private closed(ctx: RequestContext, work: () => Promise<string | undefined>): Promise<string | undefined> {
    return orClosed(this.engine, ctx, 'placing', work, (text) => text);
  }

  /** Before a payment is taken: undefined, and what was decided holds until the transaction ends. */
  async mayPay(ctx: RequestContext, order: Order, payment: string): Promise<string | undefined> {
    return this.locks.inTransaction(ctx)
      ? this.closed(ctx, () => this.decide(ctx, order, payment))
      : this.preview(ctx, order, payment);
  }

  private async decide(ctx: RequestContext, order: Order, payment?: string): Promise<string | undefined> {
    const words = this.engine.words(ctx);
    const now = await this.locks.order(ctx, order.id);
    if (now?.state !== 'ArrangingPayment') return words.own(REPEATED);
    if (!(await this.locks.isAsRead(ctx, order, now))) return words.own(MOVING);
    const found = await this.engine.client(ctx, order);
    if (!found) return words.outsider();
    await this.locks.companies(ctx, [found.employee.outlet.company.id]);
    await this.locks.stock(ctx, order.lines.map(({ productVariant }) => productVariant.id));
    await this.bonuses.lock(ctx, found, order);
    // What was gathered before the locks may have moved.
    forget(ctx);
    const client = await this.engine.client(ctx, order);
    if (!client) return words.outsider();
    // He may buy for another company since, which is not locked.
    if (!idsAreEqual(client.employee.outlet.company.id, found.employee.outlet.company.id)) return words.own(MOVING);
    const forbidden = await this.forbidden(ctx, order, client);
    if (forbidden !== undefined) return forbidden;
    const context = this.engine.context(client, order.code);
    try {
      const placement = await steady(
        () => this.gather(ctx, client, order),
        async (on) => (await this.engine.place(ctx, client, order, { on, context, payment })).decision,
      );
      const refusal = this.refusal(ctx, order, placement);
      stateOf(ctx).placing.set(order.code, refusal ?? { ...placement, client, context, payment });
      return refusal;
    } catch (error) {
      if (!(error instanceof Moving)) throw error;
      return words.own(MOVING);
    }
  }

  private async gather(ctx: RequestContext, client: Client, order: Order) {
    return this.gatherer.fresh(ctx, client, await this.engine.placed(ctx, order));
  }

  private refusal(ctx: RequestContext, order: Order, { decision, gathered }: PlaceDecision): string | undefined {
    const words = this.engine.words(ctx);
    const { answer } = decision;
    const staff = ctx.apiType === 'admin';
    if (!answer.draft) {
      const currency = answer.cart.contract?.currency ?? '';
      return words.refusal(barring(answer.verdict, ['edit', 'place']), currency, staff) || words.mismatch();
    }
    const otherCurrency = this.engine.otherCurrency(ctx, order.currencyCode, answer.cart);
    if (otherCurrency) return otherCurrency;
    const mismatch = this.engine.mismatch(order, answer.cart)
      ?? (giftsAllowed(order, givenBy(answer.cart, gathered.facts)) ? undefined : 'there are gifts that no code gives');
    if (!mismatch) return undefined;
    Logger.error(`order ${order.code} is not placed: ${mismatch}`, loggerCtx);
    return staff ? `${words.mismatch()} ${mismatch}` : words.mismatch();
  }

  /**
   * The payment is there and the order about to move: what was decided must still rest on the same facts, or it is
   * decided anew. A payment that came another way than past the checker is decided here.
   */
  async before(ctx: RequestContext, order: Order): Promise<void> {
    const { placing } = stateOf(ctx);
    const placement = placing.get(order.code);
    if (typeof placement === 'object') {
      const now = await this.gather(ctx, placement.client, order);
      const { factsUsed } = placement.decision.answer.verdict;
      if (!moved(placement.gathered.facts, now.facts, factsUsed)) return;
    }
    const payment = typeof placement === 'object' ? placement.payment : undefined;
    const refusal = await this.closed(ctx, () => this.decide(ctx, order, payment));
    if (refusal !== undefined) stateOf(ctx).placing.set(order.code, refusal);
  }

  /** Whether Vendure is to set the goods aside as the order moves; undefined: that is its own strategy's to say. */
  holds(ctx: RequestContext, order: Order): boolean | undefined {
    if (!this.holding.isOurs) return undefined;
    const placement = stateOf(ctx).placing.get(order.code);
    if (typeof placement === 'object' && placement.decision.answer.draft) return this.holding.atPlacing(placement.decision.answer.draft);
    // Of a placed order it is the rules' events that do.
    return this.life.kept(order) ? false : undefined;
  }

  /** Vendure's own strategy has the goods set aside, at placing or later. */
  async wereHeld(ctx: RequestContext, order: Order): Promise<void> {
    const placement = stateOf(ctx).placing.get(order.code);
    if (typeof placement === 'object') placement.held = true;
    else if (this.life.kept(order)) await this.life.wasHeld(ctx, order);
  }

  /** Keeps the placed order. Throws where it may not be placed: the engine would otherwise keep payment and order. */
  async commit(ctx: RequestContext, order: Order): Promise<void> {
    const { placing } = stateOf(ctx);
    const placement = placing.get(order.code);
    placing.delete(order.code);
    if (typeof placement !== 'object') throw new UserInputError(placement ?? this.engine.words(ctx).own(MOVING));
    const { decision, gathered, client, context } = placement;
    const { draft, verdict, cart: { contract } } = decision.answer;
    await this.bonuses.place(ctx, order, client, placement);
    await this.life.begin(ctx, order, client, {
      draft,
      contract: (contract && gathered.facts.contracts[contract.contract]?.id) ?? '',
      currency: contract?.currency ?? order.currencyCode,
      held: placement.held ?? (draft ? this.holding.atPlacing(draft) : false),
    });
    if (draft) await this.details.place(ctx, order, client, decision.answer.cart, verdict.effects);
    // Told first: one without an invoice gets none by being told of, and this one gets its own now.
    await this.life.tell(ctx, order, this.life.label(order) ?? '', verdict.effects);
    await this.invoices.renew(ctx, client, order);
    await this.audit.append(ctx, {
      call: 'checkout.place', context, outcome: verdict.outcome, findings: verdict.findings, effects: verdict.effects,
      answer: decision.canonical(),
    });
  }
}
