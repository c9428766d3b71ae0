import { Injectable } from '@nestjs/common';
import { ID, OrderLine, ProductVariant, RequestContext, TransactionalConnection } from '@vendure/core';
import type { catalogue, types } from '@comptoir/node';
import { toMinor } from '../money';
import { Access } from './access';
import { Client } from './clients';
import { Engine, farWarehouses } from './engine';
import type { Good } from './goods';
import { Shelf } from './kept-facts';
import { orDegraded } from './outage';
import { Prepared } from './prepared';
import { isLive, stateOf, Terms } from './request';

/** Variants that are decided with those asked about, once a request turns out to be a listing. */
const TOGETHER = 500;

export interface Seen {
  offer?: catalogue.Offer;
  /** The most that the rules take of it into a cart: what he is shown, down to the multiple. */
  most: number;
  taxMode?: types.TaxMode;
  /** What Vendure keeps back of it; below 0: what it sells beyond its stock. */
  threshold?: number;
  /** Vendure counts no stock of it, and clamps nothing. */
  untracked?: boolean;
  /** Of the contract. */
  currency?: string;
  /** Net price in minor units, as a listing has it; 0: none. */
  net?: number;
  /** Whoever asks may not look at anything. */
  barred?: boolean;
  /** The rules gave no answer. */
  unknown?: boolean;
}

/** Of what the rules gave no answer about. */
const UNKNOWN: Seen = { unknown: true, most: 0 };

type Batch = Awaited<ReturnType<Engine['offers']>>;

/** What an offer was decided on: as long as these are the same objects and numbers, it is the same offer. */
interface Kept {
  seen: Seen;
  known: object;
  terms: Terms;
  good: Good;
}

const IN_CART = new Prepared<{ variant: ID }>((connection) => connection.createQueryBuilder(OrderLine, 'line')
  .select('line.productVariantId', 'variant').where('line.orderId = :order'));

/** Offers kept between requests, at most. */
const MOST = 20_000;

/** The engine counts whole pieces. */
function whole(quantity: string | null | undefined): number {
  return Math.floor(Number(quantity ?? 0));
}

function shown(seen: Seen, priceless = false): Seen {
  return priceless && seen.offer ? { ...seen, net: 0, offer: { ...seen.offer, price: undefined } } : seen;
}

/** Variants that a mutation is about to add. */
function announced(ctx: RequestContext): ID[] {
  return stateOf(ctx).announced
    .flatMap(({ productVariantId, inputs }) => [productVariantId, ...(inputs ?? []).map((input) => input.productVariantId)])
    .filter((id): id is ID => id !== undefined);
}

/** Offers for hooks that ask variant by variant. */
@Injectable()
export class Offers {
  private kept = new Shelf<Kept>(MOST);

  constructor(private engine: Engine, private access: Access, private connection: TransactionalConnection) {}

  /** What the request knows already; undefined: it is to be asked. */
  known(ctx: RequestContext, variantId: ID): Seen | undefined {
    const { offers: { known, seen } } = stateOf(ctx);
    const before = known && known.user === ctx.activeUserId ? seen.get(`${known.contract}|${variantId}`) : undefined;
    return before && shown(before, known?.priceless);
  }

  /** `engine`: no client who asks, Vendure answers by itself. Without an offer: the client does not see the variant. */
  async of(ctx: RequestContext, variantId: ID): Promise<Seen | 'engine'> {
    if (ctx.apiType !== 'shop' || !isLive(ctx)) return 'engine';
    const { offers } = stateOf(ctx);
    // Most of what is asked was answered before: a page asks four times about each variant.
    const before = this.known(ctx, variantId);
    if (before) return before;
    const client = await this.engine.client(ctx);
    if (!client) return 'engine';
    const may = await this.may(ctx, client);
    if (may === 'unknown') return UNKNOWN;
    // Whoever may not look sees nothing; whoever may not see prices sees the goods.
    if (!may.look) return { barred: true, most: 0 };
    const { priceless } = may;
    const contract = this.engine.contractOf(client) ?? '';
    offers.known = { user: ctx.activeUserId, contract, priceless };
    const key = `${contract}|${variantId}`;
    for (;;) {
      const seen = offers.seen.get(key);
      if (seen) return shown(seen, priceless);
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

  private may(ctx: RequestContext, client: Client): Promise<{ look: boolean; priceless: boolean } | 'unknown'> {
    return orDegraded<{ look: boolean; priceless: boolean } | 'unknown'>('a listing', async () => ({
      look: (await this.access.barred(ctx, client, 'view-catalogue')).length === 0,
      priceless: (await this.access.barred(ctx, client, 'view-prices')).length > 0,
    }), () => 'unknown');
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
   * First with the cart and what is on its way into it, which are asked about next; then an article that nobody announced;
   * whoever goes on asking reads a listing, and gets what it has after them too.
   */
  private async decide(ctx: RequestContext, client: Client, contract: string, asked: ID[]): Promise<void> {
    const { offers } = stateOf(ctx);
    offers.batches += 1;
    const more = offers.batches === 1 ? [...await this.inCart(ctx), ...announced(ctx)] : offers.batches === 2 ? [] : await this.following(ctx, asked);
    const ids = [...new Map([...asked, ...more].map((id) => [String(id), id])).values()];
    const of = (id: ID) => `${contract}|${id}`;
    await orDegraded('a listing', async () => {
      const basis = await this.engine.basis(ctx, client, ids);
      const goods = new Map(basis.goods.map((good) => [String(good.article.variant.id), good]));
      const key = this.keyOf(ctx, client, contract);
      const unknown = ids.filter((id) => {
        const seen = this.same(this.kept.get(key + id), client, basis.terms, goods.get(String(id)));
        if (seen) offers.seen.set(of(id), seen);
        return !seen;
      });
      if (unknown.length === 0) return;
      const batch = await this.engine.offers(ctx, client, unknown);
      const { taxMode, currency } = batch.decision.answer.contract ?? {};
      const most = this.most(client, batch);
      for (const id of unknown) {
        const offer = batch.offers.get(String(id));
        const net = offer?.price?.net;
        const seen = {
          offer, taxMode, currency, net: (net && toMinor(net)) || 0, most: offer ? most.get(offer.product) ?? whole(offer.visible) : 0, ...batch.gathered.keeps.get(String(id)),
        };
        offers.seen.set(of(id), seen);
        const good = goods.get(String(id));
        if (client.known && good) this.kept.set(key + id, { seen, known: client.known, terms: basis.terms, good });
      }
    }, () => {
      // Listed still, without a price and without stock: nothing that the rules might hide is told.
      for (const id of ids) if (!offers.seen.has(of(id))) offers.seen.set(of(id), UNKNOWN);
    });
  }

  /** All that an offer goes by beside facts: who asks, by which policy, on which day, where, and under which contract. */
  private keyOf(ctx: RequestContext, client: Client, contract: string): string {
    return [this.engine.generation.number, this.engine.dayOf(this.engine.now()), ctx.channelId, ctx.currencyCode, ctx.activeUserId, client.employee.outlet.account, contract, ''].join('|');
  }

  private same(kept: Kept | undefined, { known }: Client, terms: Terms, good?: Good): Seen | undefined {
    if (!kept || !good || kept.known !== known || kept.terms !== terms) return undefined;
    const { article, levels, bought, own, expired } = kept.good;
    return article === good.article && levels === good.levels && bought === good.bought && own === good.own && expired === good.expired
      ? kept.seen
      : undefined;
  }

  /** What a cart accepts of all that is shown, of products that are not sold by the piece. */
  private most(client: Client, { decision, gathered }: Batch): Map<number, number> {
    const { facts } = gathered;
    const bundled = decision.answer.offers.filter((offer) => (offer.multiple ?? offer.moq) && whole(offer.visible) > 0);
    if (bundled.length === 0) return new Map();
    const { answer } = this.engine.comptoir.cart.evaluate(this.engine.context(client), facts, {
      contract: this.engine.contractOf(client),
      warehouses: farWarehouses(facts),
      lines: bundled.map(({ product, visible }) => ({
        sku: facts.products.items[product]?.sku ?? '', quantity: String(whole(visible)), extra: [],
      })),
      rows: [], acceptedRepairs: [], detail: 'price', extra: [],
    });
    return new Map(bundled.map(({ product }, index) => [product, whole(answer.lines[index]?.accepted)]));
  }

  private async inCart(ctx: RequestContext): Promise<ID[]> {
    const order = ctx.session?.activeOrderId;
    if (!order) return [];
    // What came into it elsewhere is asked about by itself.
    const known = this.engine.inCart(order);
    if (known) return known;
    const lines = await IN_CART.ask(this.connection.getRepository(ctx, OrderLine).manager, { order });
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
