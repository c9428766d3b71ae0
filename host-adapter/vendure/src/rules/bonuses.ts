import { Injectable, OnModuleInit } from '@nestjs/common';
import { EventBus, Logger, Order, RequestContext, TransactionalConnection, UserInputError } from '@vendure/core';
import type { loyalty } from '@comptoir/node';
import { BonusAccount, BonusMember, BonusOrder, Promo, PromoUse } from '../entities';
import { minus, plus, sign } from '../decimal';
import { OrderChangedEvent } from '../events';
import { toDecimal } from '../money';
import { loggerCtx } from '../options';
import { Client } from './clients';
import { Engine } from './engine';
import { Life } from './life';
import { Lots } from './lots';
import { LoyaltyFacts } from './loyalty-facts';
import { Programme } from './programme';
import { forget, PlaceDecision } from './request';
import { redeemedHere, wishes } from './wishes';
import { barring } from './words';

/** With tax, after discounts, before bonuses. */
function goodsOf(order: Order): string {
  return toDecimal(order.subTotalWithTax + redeemedHere(order));
}

type Parts = { lot: string; amount: string }[];

/** Parts of lots in two: the last of them come to `amount`. */
function parted(parts: Parts, amount: string): [Parts, Parts] {
  const [stays, goes]: [Parts, Parts] = [[], []];
  let left = amount;
  for (const { lot, amount: here } of [...parts].reverse()) {
    const moves = sign(minus(here, left)) > 0 ? left : here;
    left = minus(left, moves);
    if (sign(moves) > 0) goes.unshift({ lot, amount: moves });
    if (sign(minus(here, moves)) > 0) stays.unshift({ lot, amount: minus(here, moves) });
  }
  return [stays, goes];
}

/** What placed orders do to lots and to uses of promo codes, from placing to the return of their goods. */
@Injectable()
export class Bonuses implements OnModuleInit {
  constructor(
    private connection: TransactionalConnection,
    private engine: Engine,
    private life: Life,
    private lots: Lots,
    private loyalty: LoyaltyFacts,
    private programme: Programme,
    private events: EventBus,
  ) {}

  onModuleInit() {
    this.events.registerBlockingEventHandler({
      event: OrderChangedEvent,
      id: 'comptoir-bonuses',
      handler: ({ ctx, order }) => this.follow(ctx, order),
    });
  }

  /**
   * Before an order is decided for good: until this transaction is over nobody else spends the account's bonuses or
   * uses the code, and what was read before is forgotten.
   */
  async lock(ctx: RequestContext, client: Client, order: Order): Promise<void> {
    const { promo, bonus } = wishes(order);
    if (!this.programme.any || (!promo && !bonus)) return;
    const account = bonus && (await this.loyalty.accountOf(ctx, client));
    if (account) await this.lots.lock(ctx, account);
    if (promo && this.programme.promos.length > 0) {
      await this.connection.getRepository(ctx, Promo).createQueryBuilder().update()
        .set({ version: () => 'version + 1' }).where('code IN (:...codes)', { codes: this.programme.promos }).execute();
    }
    forget(ctx);
  }

  /** The order is placed: what the decision redeems and uses is taken in the order's own transaction. */
  async place(ctx: RequestContext, order: Order, client: Client, { decision, gathered }: PlaceDecision): Promise<void> {
    if (!this.programme.any) return;
    const { draft, cart, verdict } = decision.answer;
    const redeems = redeemedHere(order) > 0;
    if (!draft) {
      // Goods go out at these prices only where the code and the bonuses behind them are still there.
      if (!redeems && !wishes(order).promo) return;
      const words = this.engine.words(ctx);
      throw new UserInputError(
        words.refusal(barring(verdict, ['edit', 'place']), cart.contract?.currency ?? '', false) || words.mismatch(),
      );
    }
    for (const { action } of verdict.effects) {
      if (typeof action !== 'object' || action.tag !== 'use-promo') continue;
      await this.connection.getRepository(ctx, PromoUse).insert(
        new PromoUse({ promo: action.val, company: client.employee.outlet.company.code, order: order.code }),
      );
    }
    const account = await this.loyalty.accountOf(ctx, client);
    if (!account) return;
    const { lots } = await this.loyalty.account(ctx, account);
    // The decision's facts and these rows were read in one transaction, behind one lock.
    const indexed = (gathered.facts.loyalty?.account?.lots ?? []).map(({ id }) => lots.find(({ code }) => code === id));
    const parts = verdict.effects.flatMap(({ action }) =>
      (typeof action === 'object' && action.tag === 'redeem' ? action.val : []));
    const taken = parts.map(({ lot, amount }) => {
      const code = indexed[lot]?.code;
      if (code === undefined) throw new Error('the bonuses of this order have moved; nothing was done, try again');
      return { lot: code, amount };
    });
    const day = this.engine.context(client).localDate;
    await this.lots.apply(ctx, account, indexed as typeof lots, verdict.effects, { day, order: order.code });
    await this.connection.getRepository(ctx, BonusOrder).insert(new BonusOrder({
      account, code: order.code, day, channel: 'shop', goods: cart.totals?.gross ?? '0',
      accrues: cart.bonus?.accrues ?? '0', redeemed: taken,
    }));
    forget(ctx);
  }

  /** Completed, it earns; cancelled or come back, it gives back. Asked after every event, it does each once. */
  async follow(ctx: RequestContext, order: Order): Promise<void> {
    const kept = this.life.kept(order);
    if (!kept || !this.programme.any) return;
    const { states } = kept;
    const cancelled = states.order === 'cancelled';
    if (cancelled) await this.connection.getRepository(ctx, PromoUse).delete({ order: order.code });
    const row = await this.connection.getRepository(ctx, BonusOrder).findOne({
      where: { code: order.code, channel: 'shop' }, relations: ['account'],
    });
    if (!row) return;
    const cameBack = sign(kept.cameBack ?? '0') > 0;
    if (!cancelled && states.returns !== 'full' && (cameBack || !row.settled)) await this.cut(ctx, row, await this.life.load(ctx, order.id));
    const rest = minus(row.goods, row.returned);
    if ((cancelled || states.returns === 'full') && sign(rest) > 0) {
      if (await this.settle(ctx, row, (of) => ({ tag: 'returned', val: { order: of, goods: rest } }))) {
        row.returned = row.goods;
      }
    }
    if (['completed', 'archived'].includes(states.order) && !row.settled) {
      if (await this.settle(ctx, row, (of) => ({ tag: 'completed', val: of }))) row.settled = true;
    }
    row.cancelled = cancelled;
    await this.connection.getRepository(ctx, BonusOrder).save(row);
    forget(ctx);
  }

  /** Goods of a corrected or cut order fell away, or came back in part: what they redeemed and earned goes with them. What was split off goes on by itself. */
  private async cut(ctx: RequestContext, row: BonusOrder, order: Order): Promise<void> {
    const goods = minus(goodsOf(order), this.life.kept(order)?.cameBack ?? '0');
    const gone = minus(minus(row.goods, row.returned), goods);
    if (sign(gone) <= 0) return;
    for (const code of this.life.kept(order)?.splitInto ?? []) {
      const rows = this.connection.getRepository(ctx, BonusOrder);
      if (await rows.exists({ where: { code, channel: 'shop' } })) continue;
      const rest = await this.connection.getRepository(ctx, Order).findOneOrFail({
        where: { code }, relations: ['lines', 'surcharges'],
      });
      await this.split(ctx, row, order, rest);
      return;
    }
    if (await this.settle(ctx, row, (of) => ({ tag: 'returned', val: { order: of, goods: gone } }))) {
      row.returned = plus(row.returned, gone);
    }
  }

  /** The rest of a split order earns and gives back its own part of what the order would have. */
  private async split(ctx: RequestContext, row: BonusOrder, from: Order, rest: Order): Promise<void> {
    const [stays, goes] = parted(row.redeemed ?? [], toDecimal(redeemedHere(rest)));
    await this.connection.getRepository(ctx, BonusOrder).insert(new BonusOrder({
      account: row.account, code: rest.code, day: row.day, channel: row.channel, goods: goodsOf(rest),
      accrues: this.life.kept(rest)?.accrues ?? '0', redeemed: goes,
    }));
    Object.assign(row, { goods: goodsOf(from), accrues: this.life.kept(from)?.accrues ?? '0', redeemed: stays, returned: '0' });
  }

  /** Whether the rules could tell what it does; what they say is done then. */
  private async settle(
    ctx: RequestContext, row: BonusOrder, occasion: (of: loyalty.SettledOrder) => loyalty.Occasion,
  ): Promise<boolean> {
    await this.lots.lock(ctx, row.account);
    const taken = row.redeemed ?? [];
    const { facts, lots } = await this.loyalty.account(
      ctx, row.account, [...taken.map(({ lot }) => lot), ...(row.earnedLot ? [row.earnedLot] : [])],
    );
    const at = (code: string) => lots.findIndex((lot) => lot.code === code);
    const context = await this.context(ctx, row.account);
    const { answer } = this.engine.comptoir.loyalty.settle(
      context, { version: facts.version, account: facts, promoUses: [], placedOrders: null },
      occasion({
        id: row.code, goods: row.goods, accrues: row.accrues, returned: row.returned,
        redeemed: taken.map(({ lot, amount }) => ({ lot: at(lot), amount })),
        earned: row.earnedLot ? at(row.earnedLot) : null,
      }),
    );
    if (['block', 'indeterminate'].includes(answer.verdict.outcome)) {
      const codes = answer.verdict.findings.map(({ code }) => code).join(', ');
      Logger.error(`bonuses of order ${row.code} are not settled: ${codes}`, loggerCtx);
      return false;
    }
    await this.lots.apply(ctx, row.account, lots, answer.verdict.effects, { day: context.localDate, order: row.code });
    if (answer.verdict.effects.some(({ action }) => typeof action === 'object' && action.tag === 'earn')) {
      row.earnedLot = row.code;
    }
    return true;
  }

  /** Burns what has no order in time, account by account, each in a transaction of its own. What burned, in all. */
  async expire(ctx: RequestContext): Promise<{ accounts: number; expired: string }> {
    const done = { accounts: 0, expired: '0' };
    if (!this.programme.hasBonuses) return done;
    for (const account of await this.connection.getRepository(ctx, BonusAccount).find({ order: { id: 'ASC' } })) {
      await this.connection.withTransaction(ctx, async (within) => {
        await this.lots.lock(within, account);
        const { facts, lots } = await this.loyalty.account(within, account);
        const context = await this.context(within, account);
        const { answer } = this.engine.comptoir.loyalty.settle(
          context, { version: facts.version, account: facts, promoUses: [], placedOrders: null }, 'expire',
        );
        if (sign(answer.expired) === 0) return;
        await this.lots.apply(within, account, lots, answer.verdict.effects, { day: context.localDate, order: null });
        done.accounts += 1;
        done.expired = plus(done.expired, answer.expired);
      });
    }
    return done;
  }

  /** The shop itself acts, for the first outlet of the account. */
  private async context(ctx: RequestContext, account: BonusAccount) {
    const member = await this.connection.getRepository(ctx, BonusMember).findOne({
      where: { account: { id: account.id } }, relations: ['outlet'], order: { id: 'ASC' },
    });
    return this.engine.systemContext(member?.outlet.account ?? account.phone);
  }
}
