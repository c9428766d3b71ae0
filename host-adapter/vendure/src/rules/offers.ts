import { Injectable } from '@nestjs/common';
import { ID, OrderLine, ProductVariant, RequestContext, TransactionalConnection } from '@vendure/core';
import type { catalogue, types } from '@comptoir/node';
import { Client } from './clients';
import { Engine } from './engine';
import { stateOf } from './request';

/** Variants that are decided with those asked about, once a request turns out to be a listing. */
const TOGETHER = 500;

export interface Seen {
  offer?: catalogue.Offer;
  taxMode?: types.TaxMode;
}

/** Offers for hooks that ask variant by variant. */
@Injectable()
export class Offers {
  constructor(private engine: Engine, private connection: TransactionalConnection) {}

  /** `engine`: no client, Vendure answers by itself. Without an offer: the client does not see the variant. */
  async of(ctx: RequestContext, variantId: ID): Promise<Seen | 'engine'> {
    if (ctx.apiType !== 'shop') return 'engine';
    const { offers } = stateOf(ctx);
    // Most of what is asked was answered before: a page asks four times about each variant.
    const before = offers.known && offers.known.user === ctx.activeUserId
      ? offers.seen.get(`${offers.known.contract}|${variantId}`)
      : undefined;
    if (before) return before;
    const client = await this.engine.client(ctx);
    if (!client) return 'engine';
    const contract = this.engine.contractOf(client) ?? '';
    offers.known = { user: ctx.activeUserId, contract };
    const key = `${contract}|${variantId}`;
    for (;;) {
      const seen = offers.seen.get(key);
      if (seen) return seen;
      // Whoever asks while a batch is decided waits for it: it may answer him too.
      if (offers.deciding) {
        await offers.deciding;
        continue;
      }
      offers.collecting ??= this.collect(ctx, client, contract);
      offers.collecting.ids.add(variantId);
      await offers.collecting.done;
    }
  }

  /** A batch of what is asked about before the event loop turns. */
  private collect(ctx: RequestContext, client: Client, contract: string): { ids: Set<ID>; done: Promise<void> } {
    const { offers } = stateOf(ctx);
    const ids = new Set<ID>();
    const done = new Promise((resolve) => setImmediate(resolve)).then(async () => {
      offers.collecting = undefined;
      offers.deciding = this.decide(ctx, client, contract, [...ids]);
      try {
        await offers.deciding;
      } finally {
        offers.deciding = undefined;
      }
    });
    return { ids, done };
  }

  /**
   * First with the cart, whose variants are asked about next; then an article on its way into it; whoever goes on asking
   * reads a listing, and gets what it has after them too.
   */
  private async decide(ctx: RequestContext, client: Client, contract: string, asked: ID[]): Promise<void> {
    const { offers } = stateOf(ctx);
    offers.batches += 1;
    const more = offers.batches === 1 ? await this.inCart(ctx) : offers.batches === 2 ? [] : await this.following(ctx, asked);
    const ids = [...new Map([...asked, ...more].map((id) => [String(id), id])).values()];
    const batch = await this.engine.offers(ctx, client, ids);
    const taxMode = batch.decision.answer.contract?.taxMode;
    for (const id of ids) offers.seen.set(`${contract}|${id}`, { offer: batch.offers.get(String(id)), taxMode });
  }

  private async inCart(ctx: RequestContext): Promise<ID[]> {
    const order = ctx.session?.activeOrderId;
    if (!order) return [];
    const lines = await this.connection.getRepository(ctx, OrderLine).createQueryBuilder('line')
      .select('line.productVariantId', 'variant').where('line.orderId = :order', { order })
      .getRawMany<{ variant: ID }>();
    return lines.map(({ variant }) => variant);
  }

  private async following(ctx: RequestContext, asked: ID[]): Promise<ID[]> {
    const first = asked.reduce((least, id) => (least < id ? least : id));
    const found = await this.connection.getRepository(ctx, ProductVariant).createQueryBuilder('variant')
      .select('variant.id', 'id').where('variant.id >= :first', { first }).orderBy('variant.id', 'ASC').limit(TOGETHER)
      .getRawMany<{ id: ID }>();
    return found.map(({ id }) => id);
  }
}
