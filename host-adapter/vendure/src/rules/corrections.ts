import { Injectable } from '@nestjs/common';
import { ID, Order, ProductVariant, RequestContext, TransactionalConnection, UserInputError } from '@vendure/core';
import type { orders } from '@comptoir/node';
import { In, IsNull } from 'typeorm';
import { Fired, Life } from './life';
import { Locks } from './locks';
import { forget } from './request';
import { rolesOf } from './roles';

/** Lines of one wish at most. */
const MOST = 500;

export interface Wish {
  reason?: string;
  key?: string;
}

export interface Asked {
  sku: string;
  quantity: number;
}

/** Placed orders whose lines change: by a rep's correction, the client's word on it, a partial verdict; or whose goods he gives back. */
@Injectable()
export class Corrections {
  constructor(private connection: TransactionalConnection, private life: Life, private locks: Locks) {}

  /** The order as it should be, all of it; gifts stay by themselves. It holds at once, or waits for the client. */
  async correct(ctx: RequestContext, order: Order, lines: Asked[], wish: Wish): Promise<Fired> {
    const val = partsOf(lines).map((part) => ({ ...part, extra: [] }));
    return this.fire(ctx, order, { tag: 'correct', val }, wish, await this.variants(ctx, lines));
  }

  /** What of the order the accounting system has set aside. */
  async grant(ctx: RequestContext, order: Order, lines: Asked[], wish: Wish): Promise<Fired> {
    return this.fire(ctx, order, { tag: 'grant-part', val: partsOf(lines) }, wish);
  }

  /** The client's word on a correction. */
  async answer(ctx: RequestContext, order: Order, event: 'consent' | 'decline', wish: Wish): Promise<Fired> {
    return this.fire(ctx, order, event, wish);
  }

  /** The client calls it off; until when he may, the policy says. */
  async cancel(ctx: RequestContext, order: Order, wish: Wish): Promise<Fired> {
    return this.fire(ctx, order, 'cancel', wish);
  }

  /** The client asks to give these goods back; none named: all that can come back. */
  async giveBack(ctx: RequestContext, order: Order, lines: Asked[], wish: Wish): Promise<Fired> {
    return this.fire(ctx, order, { tag: 'request-return', val: partsOf(lines) }, wish);
  }

  private async fire(
    ctx: RequestContext, order: Order, event: orders.Event, wish: Wish, variants: ID[] = [],
  ): Promise<Fired> {
    await this.locks.payments(ctx, order.id);
    const fired = await this.life.ask(ctx, order, event, { ...wish, roles: await rolesOf(this.connection, ctx), variants });
    await this.life.apply(ctx, order, fired.answer);
    forget(ctx);
    return fired;
  }

  /** What nobody sells is the rules' to refuse: it is none of the facts. */
  private async variants(ctx: RequestContext, lines: Asked[]): Promise<ID[]> {
    if (lines.length === 0) return [];
    const found = await this.connection.getRepository(ctx, ProductVariant).find({
      select: ['id'], where: { sku: In(lines.map(({ sku }) => sku)), deletedAt: IsNull() }, loadEagerRelations: false,
    });
    return found.map(({ id }) => id);
  }
}

/** @throws UserInputError where they are too many, or less than nothing is asked of an article. */
export function partsOf(lines: Asked[]): orders.GoodsPart[] {
  if (lines.length > MOST) throw new UserInputError(`at most ${MOST} lines at once`);
  const negative = lines.find(({ quantity }) => quantity < 0);
  if (negative) throw new UserInputError(`\`${negative.sku}\`: a quantity is not negative, and this one is ${negative.quantity}`);
  return lines.map(({ sku, quantity }) => ({ sku, quantity: String(quantity) }));
}
