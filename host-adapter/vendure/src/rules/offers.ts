import { Injectable } from '@nestjs/common';
import { ID, ProductVariant, RequestContext, TransactionalConnection } from '@vendure/core';
import type { catalogue, types } from '@comptoir/node';
import { MoreThanOrEqual } from 'typeorm';
import { Access } from './access';
import { Client } from './clients';
import { Engine } from './engine';
import { orDegraded } from './outage';
import { stateOf } from './request';

/** Variants that are decided with the one that is asked about: a listing asks about each by itself. */
const TOGETHER = 500;

export interface Seen {
  offer?: catalogue.Offer;
  taxMode?: types.TaxMode;
  /** Whoever asks may not look at anything. */
  barred?: boolean;
  /** The rules gave no answer. */
  unknown?: boolean;
}

/** Offers for hooks that ask variant by variant. */
@Injectable()
export class Offers {
  constructor(private engine: Engine, private access: Access, private connection: TransactionalConnection) {}

  /** `engine`: no client, Vendure answers by itself. Without an offer: the client does not see the variant. */
  async of(ctx: RequestContext, variantId: ID): Promise<Seen | 'engine'> {
    if (ctx.apiType !== 'shop') return 'engine';
    const client = await this.engine.client(ctx);
    if (!client) return 'engine';
    // Whoever may not look sees nothing; whoever may not see prices sees the goods.
    if ((await this.access.barred(ctx, client, 'view-catalogue')).length > 0) return { barred: true };
    const seen = await this.seen(ctx, client, variantId);
    const priceless = (await this.access.barred(ctx, client, 'view-prices')).length > 0;
    return priceless && seen.offer ? { ...seen, offer: { ...seen.offer, price: undefined } } : seen;
  }

  private async seen(ctx: RequestContext, client: Client, variantId: ID): Promise<Seen> {
    const { offers } = stateOf(ctx);
    const key = (id: ID) => `${this.engine.contractOf(client) ?? ''}|${id}`;
    // Whoever asks meanwhile waits for the batch under way: it may answer him too.
    while (offers.pending) await offers.pending;
    let seen = offers.seen.get(key(variantId));
    if (!seen) {
      offers.pending = (async () => {
        const ids = await this.neighbours(ctx, variantId);
        await orDegraded('a listing', async () => {
          const batch = await this.engine.offers(ctx, client, ids);
          const taxMode = batch.decision.answer.contract?.taxMode;
          for (const id of ids) offers.seen.set(key(id), { offer: batch.offers.get(String(id)), taxMode });
        }, () => {
          // Listed still, without a price and without stock: nothing that the rules might hide is told.
          for (const id of ids) offers.seen.set(key(id), { unknown: true });
        });
      })();
      try {
        await offers.pending;
      } finally {
        offers.pending = undefined;
      }
      seen = offers.seen.get(key(variantId));
    }
    return seen ?? {};
  }

  /** The variant and those after it. */
  private async neighbours(ctx: RequestContext, variantId: ID): Promise<ID[]> {
    const found = await this.connection.getRepository(ctx, ProductVariant).find({
      select: ['id'], where: { id: MoreThanOrEqual(variantId) as never }, order: { id: 'ASC' }, take: TOGETHER,
      loadEagerRelations: false,
    });
    return found.map(({ id }) => id);
  }
}
