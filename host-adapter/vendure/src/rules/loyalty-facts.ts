import { Injectable } from '@nestjs/common';
import { ID, Order, ProductVariant, RequestContext, TransactionalConnection } from '@vendure/core';
import type { facts } from '@comptoir/node';
import { In, Not } from 'typeorm';
import { BonusAccount, BonusLot, BonusMember, BonusOrder, PromoUse } from '../entities';
import type { Client } from './clients';
import { KeptFacts, Shelved } from './kept-facts';
import { Programme } from './programme';
import { once, stateOf } from './request';

/** An account with the lots that its facts index. */
export interface Account {
  facts: facts.BonusAccount;
  lots: BonusLot[];
}

/** What promo codes and bonuses go by. */
@Injectable()
export class LoyaltyFacts {
  private accounts = new Shelved<facts.Loyalty | null>(['bonuses', 'people'], 2000);

  constructor(private connection: TransactionalConnection, private programme: Programme, private kept: KeptFacts) {}

  /**
   * Once a request; null where the policy knows neither. At most five queries. `codes`: whether anybody asks about one;
   * else how often they were used is not read, and not said.
   */
  of(ctx: RequestContext, client: Client, codes = true): Promise<facts.Loyalty | null> {
    const { id, account } = client.employee.outlet;
    return once(stateOf(ctx).loyalty, `${account}|${codes}`, () => (codes
      ? this.read(ctx, client, codes)
      : this.kept.of(ctx, this.accounts, `${id}|${this.programme.hasBonuses}`, () => this.read(ctx, client, codes))));
  }

  private async read(ctx: RequestContext, client: Client, codes: boolean): Promise<facts.Loyalty | null> {
    if (!codes && !this.programme.hasBonuses) return null;
    if (!this.programme.any) return null;
    const company = client.employee.outlet.company.code;
    const entity = await this.accountOf(ctx, client);
    const account = entity && (await this.account(ctx, entity));
    const placed = codes ? await this.placed(ctx, company) : null;
    const uses = codes ? await this.uses(ctx, company) : [];
    const used = uses.reduce((sum, { total }) => sum + total, 0);
    const latest = account?.lots.reduce((last, { updatedAt }) => Math.max(last, new Date(updatedAt).getTime()), 0);
    return {
      version: `${entity?.version ?? 0}.${latest ?? 0}.${placed}.${used}`,
      account: account?.facts ?? null,
      promoUses: uses,
      placedOrders: placed,
    };
  }

  async accountOf(ctx: RequestContext, client: Client): Promise<BonusAccount | undefined> {
    if (!this.programme.hasBonuses) return undefined;
    // Not by `findOne`, which asks twice where there are relations.
    const member = await this.connection.getRepository(ctx, BonusMember).createQueryBuilder('member')
      .innerJoinAndSelect('member.account', 'account')
      .where('member.outlet = :outlet', { outlet: client.employee.outlet.id })
      .getOne();
    return member?.account;
  }

  /** With what is left, and with the lots of `codes` even where nothing of them is. */
  async account(ctx: RequestContext, entity: BonusAccount, codes: string[] = []): Promise<Account> {
    const account = { id: entity.id };
    const lots = await this.connection.getRepository(ctx, BonusLot).find({
      where: [{ account, remaining: Not('0') }, { account, code: In(codes) }], order: { id: 'ASC' },
    });
    // The latest that is not cancelled tells all that the rules read of them.
    const orders = await this.connection.getRepository(ctx, BonusOrder).createQueryBuilder('row')
      .where('row.account = :account AND row.cancelled = :no', { account: entity.id, no: false })
      .orderBy('row.day', 'DESC').addOrderBy('row.id', 'DESC').limit(1)
      .getMany();
    return {
      lots,
      facts: {
        phone: entity.phone,
        version: String(entity.version),
        segment: entity.segment,
        turnover: entity.turnover,
        orders: orders.map(({ day, channel, cancelled }) => ({ day, channel, cancelled })),
        lots: lots.map(({ code, amount, remaining, earned, updatedAt }) => ({
          id: code, version: String(new Date(updatedAt).getTime()), amount, left: remaining, earned,
        })),
      },
    };
  }

  private placed(ctx: RequestContext, entity: string): Promise<number> {
    return this.connection.getRepository(ctx, Order).createQueryBuilder('order')
      .where('order.customFields.comptoirEntity = :entity', { entity })
      .andWhere('order.state != :cancelled', { cancelled: 'Cancelled' })
      .getCount();
  }

  private async uses(ctx: RequestContext, company: string): Promise<facts.PromoUse[]> {
    if (this.programme.promos.length === 0) return [];
    const rows = await this.connection.getRepository(ctx, PromoUse).createQueryBuilder('used')
      .select('used.promo', 'promo')
      .addSelect('COUNT(*)', 'total')
      .addSelect('SUM(CASE WHEN used.company = :company THEN 1 ELSE 0 END)', 'mine')
      .setParameter('company', company)
      .groupBy('used.promo')
      .getRawMany<{ promo: string; total: string | number; mine: string | number }>();
    return this.programme.promos.map((promo) => {
      const row = rows.find((one) => one.promo === promo);
      return { promo, total: Number(row?.total ?? 0), byClient: Number(row?.mine ?? 0) };
    });
  }

  /** Variants that a code may give away: facts of a cart with a code. */
  async giftVariants(ctx: RequestContext): Promise<ID[]> {
    if (this.programme.gifts.length === 0) return [];
    const found = await this.connection.getRepository(ctx, ProductVariant).find({
      select: ['id'], where: { sku: In(this.programme.gifts) }, loadEagerRelations: false,
    });
    return found.map(({ id }) => id);
  }
}
