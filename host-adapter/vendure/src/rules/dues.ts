import { Injectable } from '@nestjs/common';
import {
  isGraphQlErrorResult, Order, Payment, PaymentMethod, PaymentService, RequestContext, TransactionalConnection,
} from '@vendure/core';
import { RefusedError } from './access';
import { Engine } from './engine';
import { AUTHORISED, UNPAYABLE } from './own-words';

const ON_ACCOUNT = 'comptoir-on-account';

/** Method of payments that no money came by: what was promised for goods that are back. */
export const RETURNED = 'comptoir-returned';

/** Settled in all, in minor units, without what was paid back. Payments come with their refunds, or have none yet. */
export function settledOf(payments: Payment[] = []): number {
  const settled = payments.filter(({ state, method }) => state === 'Settled' && method !== RETURNED);
  const back = settled.flatMap(({ refunds }) => refunds ?? []).filter(({ state }) => state === 'Settled');
  return Math.max(0, settled.reduce((sum, { amount }) => sum + amount, 0) - back.reduce((sum, { total }) => sum + total, 0));
}

/**
 * Payments of a placed order that costs something else now. A promise to pay on account is made anew for what is open;
 * money that was taken stays where it is, and what it is too much is the staff's to refund.
 */
@Injectable()
export class Dues {
  constructor(
    private connection: TransactionalConnection,
    private engine: Engine,
    private payments: PaymentService,
  ) {}

  /** Brings promises to `payable`, in minor units. The new one; undefined where nothing is open. */
  async renew(ctx: RequestContext, order: Order, payable: number): Promise<Payment | undefined> {
    const words = this.engine.words(ctx);
    const { promised, settled, held } = await this.standing(ctx, order);
    // What a bank holds for the order can't be changed from here; neither more nor less of it is collected.
    if (held !== 0 && settled + held !== payable) throw new RefusedError(words.own(AUTHORISED));
    const open = payable - settled - held;
    const [kept] = promised;
    if (promised.length === 1 && kept?.amount === open) return kept;
    for (const { id } of promised) {
      const cancelled = await this.payments.cancelPayment(ctx, id);
      if (isGraphQlErrorResult(cancelled)) throw new RefusedError(cancelled.transitionError);
    }
    if (open <= 0) return undefined;
    return this.promise(ctx, order, open, kept?.method);
  }

  /**
   * Goods came back: promises come to what is still owed, and what they fall by stands beside them as returned. Without it
   * Vendure would wait for money that nobody owes: it ships and refunds nothing of an order that is not covered. What a
   * bank holds is the staff's to settle, and to refund.
   */
  async lower(ctx: RequestContext, order: Order, owed: number): Promise<void> {
    const { promised, held } = await this.standing(ctx, order);
    if (promised.length === 0 || held !== 0) return;
    const rest = await this.renew(ctx, order, owed);
    const fallen = promised.reduce((total, { amount }) => total + amount, 0) - (rest?.amount ?? 0);
    if (fallen <= 0) return;
    await this.connection.getRepository(ctx, Payment).save(new Payment({
      method: RETURNED, amount: fallen, state: 'Settled', order: { id: order.id }, metadata: {},
    }));
  }

  /** A promise to pay `amount` on account, by `method` or the first one of the shop that is on account. */
  async promise(ctx: RequestContext, order: Order, amount: number, method?: string): Promise<Payment> {
    const code = method ?? (await this.onAccount(ctx))[0];
    if (!code) throw new RefusedError(this.engine.words(ctx).own(UNPAYABLE));
    const payment = await this.payments.createPayment(ctx, order, amount, code, {});
    if (isGraphQlErrorResult(payment)) throw new RefusedError(payment.eligibilityCheckerMessage ?? payment.message);
    return payment;
  }

  private async standing(ctx: RequestContext, order: Order) {
    const payments = await this.connection.getRepository(ctx, Payment).find({
      where: { order: { id: order.id } }, order: { id: 'ASC' }, relations: ['refunds'],
    });
    const onAccount = await this.onAccount(ctx);
    const authorised = payments.filter(({ state }) => state === 'Authorized');
    const sum = (some: Payment[]) => some.reduce((total, { amount }) => total + amount, 0);
    return {
      promised: authorised.filter(({ method }) => onAccount.includes(method)),
      held: sum(authorised.filter(({ method }) => !onAccount.includes(method))),
      settled: settledOf(payments),
    };
  }

  /** Codes of the shop's methods on account. */
  private async onAccount(ctx: RequestContext): Promise<string[]> {
    const methods = await this.connection.getRepository(ctx, PaymentMethod).find({
      where: { enabled: true }, order: { id: 'ASC' },
    });
    return methods.filter(({ handler }) => handler.code === ON_ACCOUNT).map(({ code }) => code);
  }
}
