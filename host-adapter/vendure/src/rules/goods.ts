import { Injectable } from '@nestjs/common';
import { GlobalSettings, GlobalSettingsService, ID, ProductVariant, ProductVariantPrice, RequestContext, StockLevel, TransactionalConnection } from '@vendure/core';
import { Bought, PriceRow } from '../entities';
import type { Company } from '../entities';
import { VARIANT_COLUMNS } from '../entities/unread';
import { KeptFacts, Shelved } from './kept-facts';
import { setAside } from './open-orders';
import { stateOf } from './request';

/** Which list a price is of, by the list's id. */
interface Price {
  list: string;
  fromQuantity: string;
  amount: string;
}

/** What the database knows of one variant, whoever asks. */
export interface Article {
  variant: ProductVariant;
  prices: Price[];
  /** Vendure's own price in minor units, where no list has one; it may have none either. */
  channelPrice?: number;
  /** What Vendure keeps back of its stock; below 0: what it sells beyond it. */
  threshold: number;
  /** Vendure counts no stock of it. */
  untracked: boolean;
}

/** What it knows of one variant and one company. Article, levels and months may be shared with other requests. */
export interface Good {
  article: Article;
  levels: StockLevel[];
  /** Quantity by month. */
  bought: Map<string, string>;
  /** What the company's own orders hold. */
  own: number;
  /** What is allocated still, but past its time, and free. */
  expired: number;
}

const STOCK = ['trackInventory', 'outOfStockThreshold', 'useGlobalOutOfStockThreshold'].map((name) => `variant.${name}`);

function grouped<T>(rows: T[], key: (row: T) => unknown): (key: unknown) => T[] {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(String(key(row)));
    if (group) group.push(row);
    else groups.set(String(key(row)), [row]);
  }
  return (wanted) => groups.get(String(wanted)) ?? [];
}

/** As Vendure's own services read it. */
function stockOf(variant: ProductVariant, settings: GlobalSettings): Pick<Article, 'threshold' | 'untracked'> {
  const untracked = variant.trackInventory === 'FALSE' || (variant.trackInventory === 'INHERIT' && !settings.trackInventory);
  const threshold = variant.useGlobalOutOfStockThreshold ? settings.outOfStockThreshold : variant.outOfStockThreshold;
  return { untracked, threshold: untracked ? 0 : threshold };
}

/** Rows kept between requests, at most. */
const MOST = 20_000;

const NO_LEVELS: StockLevel[] = [];
const NO_MONTHS = new Map<string, string>();

/**
 * Variants with what a company buys of them: six queries for any number of variants, one more where some have no loaded
 * price, and one where something is set aside; one or two where the others were read by an earlier request, and nothing was
 * written since. Within a request each variant is read once. Columns and joins are written out: reading whole entities took most of
 * the time that the rules cost a cart.
 */
@Injectable()
export class Goods {
  private articles = new Shelved<Article | undefined>(['goods'], MOST);
  private levels = new Shelved<StockLevel[]>(['stock'], MOST);
  private months = new Shelved<Map<string, string>>(['people'], MOST);

  constructor(
    private connection: TransactionalConnection, private settings: GlobalSettingsService, private kept: KeptFacts,
  ) {}

  /**
   * In order of id; what the engine no longer sells is left out, and the rules name it as unknown. Without a company:
   * articles and prices alone, for a visitor.
   */
  async of(ctx: RequestContext, company: Company | undefined, ids: string[], now: Date): Promise<Good[]> {
    const { goods } = stateOf(ctx);
    const key = (id: string) => `${company?.id ?? ''}|${id}`;
    const unknown = ids.filter((id) => !goods.has(key(id)));
    if (unknown.length > 0) {
      // Whoever asks meanwhile waits for the same reading.
      const reading = this.read(ctx, company, unknown, now);
      for (const id of unknown) goods.set(key(id), reading.then((read) => read.get(id)));
    }
    return (await Promise.all(ids.map((id) => goods.get(key(id)))))
      .filter((good): good is Good => good !== undefined)
      .sort((a, b) => (a.article.variant.id < b.article.variant.id ? -1 : 1));
  }

  private async read(
    ctx: RequestContext, company: Company | undefined, ids: string[], now: Date,
  ): Promise<Map<string, Good>> {
    const { channelId, currencyCode, channel: { pricesIncludeTax } } = ctx;
    const place = `${channelId}|${currencyCode}|${pricesIncludeTax}|`;
    const found = await this.kept.all(ctx, this.articles, ids.map((id) => place + id), async (missing) => {
      const read = await this.readArticles(ctx, missing.map((key) => key.slice(place.length)));
      return new Map(missing.map((key) => [key, read.get(key.slice(place.length))]));
    });
    const sold = ids.flatMap((id): [string, Article][] => {
      const article = found.get(place + id);
      return article ? [[id, article]] : [];
    });
    if (sold.length === 0) return new Map();
    const held = company && (await this.held(ctx, company, sold, now));
    return new Map(sold.map(([id, article]) => [id, {
      article,
      levels: held?.levels.get(id) ?? NO_LEVELS,
      bought: held?.months.get(`${company?.id}|${article.variant.sku}`) ?? NO_MONTHS,
      own: held?.own.get(id) ?? 0,
      expired: held?.expired.get(id) ?? 0,
    }]));
  }

  private async readArticles(ctx: RequestContext, ids: string[]): Promise<Map<string, Article>> {
    const variants = await this.connection.getRepository(ctx, ProductVariant).createQueryBuilder('variant')
      .innerJoin('variant.product', 'product')
      .innerJoin('variant.channels', 'channel', 'channel.id = :channel', { channel: ctx.channelId })
      .leftJoin('variant.taxCategory', 'tax')
      .select(['variant.id', 'variant.sku', 'variant.updatedAt', ...STOCK, 'tax.id', 'tax.name', ...VARIANT_COLUMNS])
      .where('variant.id IN (:...ids)', { ids })
      .andWhere('variant.enabled = :yes AND product.enabled = :yes', { yes: true })
      .andWhere('variant.deletedAt IS NULL AND product.deletedAt IS NULL')
      .getMany();
    const skus = variants.map(({ sku }) => sku);
    if (skus.length === 0) return new Map();
    const pricesOf = grouped(await this.connection.getRepository(ctx, PriceRow).createQueryBuilder('row')
      .select('row.sku', 'sku').addSelect('row.priceListId', 'list')
      .addSelect('row.fromQuantity', 'fromQuantity').addSelect('row.amount', 'amount')
      .where('row.sku IN (:...skus)', { skus })
      .orderBy('row.id', 'ASC')
      .getRawMany<Price & { sku: string }>(), ({ sku }) => sku);
    const channelPrices = await this.channelPrices(
      ctx, variants.filter(({ sku }) => pricesOf(sku).length === 0).map(({ id }) => id),
    );
    // Vendure reads them too, once a request.
    const settings = await this.settings.getSettings(ctx);
    return new Map(variants.map((variant) => [String(variant.id), {
      variant,
      prices: pricesOf(variant.sku),
      channelPrice: channelPrices.get(String(variant.id)),
      ...stockOf(variant, settings),
    }]));
  }

  /** What a company goes by and a visitor does not: levels by id, months by company and article. */
  private async held(ctx: RequestContext, company: Company, sold: [string, Article][], now: Date) {
    const ids = sold.map(([id]) => id);
    const levels = await this.kept.all(ctx, this.levels, ids, async (missing) => {
      const levelsOf = grouped(await this.connection.getRepository(ctx, StockLevel).createQueryBuilder('level')
        .where('level.productVariantId IN (:...missing)', { missing })
        .orderBy('level.id', 'ASC')
        .getMany(), ({ productVariantId }) => productVariantId);
      return new Map(missing.map((id) => [id, levelsOf(id)]));
    });
    const of = `${company.id}|`;
    const months = await this.kept.all(ctx, this.months, sold.map(([, { variant }]) => of + variant.sku), async (missing) => {
      const boughtOf = grouped(await this.connection.getRepository(ctx, Bought).createQueryBuilder('bought')
        .select('bought.sku', 'sku').addSelect('bought.month', 'month').addSelect('bought.quantity', 'quantity')
        .where('bought.companyId = :company AND bought.sku IN (:...skus)', {
          company: company.id, skus: missing.map((key) => key.slice(of.length)),
        })
        .getRawMany<{ sku: string; month: string; quantity: string }>(), ({ sku }) => of + sku);
      return new Map(missing.map((key) => [key, new Map(boughtOf(key).map(({ month, quantity }) => [month, quantity]))]));
    });
    // By the hour, and moved by orders: never kept.
    return { levels, months, ...await setAside(this.connection, ctx, company.code, ids, now) };
  }

  private async channelPrices(ctx: RequestContext, ids: ID[]): Promise<Map<string, number>> {
    // Lists are before tax: what a channel has with tax in it would be taxed twice.
    if (ids.length === 0 || ctx.channel.pricesIncludeTax) return new Map();
    const rows = await this.connection.getRepository(ctx, ProductVariantPrice).createQueryBuilder('price')
      .select('price.variantId', 'variant').addSelect('price.price', 'price')
      .where('price.variantId IN (:...ids)', { ids })
      .andWhere('price.channelId = :channel AND price.currencyCode = :currency', {
        channel: ctx.channelId, currency: ctx.currencyCode,
      })
      .getRawMany<{ variant: ID; price: number | string }>();
    return new Map(rows.map(({ variant, price }) => [String(variant), Number(price)]));
  }
}
