import { Injectable } from '@nestjs/common';
import { GlobalSettings, GlobalSettingsService, ID, ProductVariant, ProductVariantPrice, RequestContext, StockLevel, TransactionalConnection } from '@vendure/core';
import { Bought, PriceRow } from '../entities';
import type { Company } from '../entities';
import { setAside } from './open-orders';
import { stateOf } from './request';

/** Which list a price is of, by the list's id. */
interface Price {
  list: string;
  fromQuantity: string;
  amount: string;
}

/** What the database knows of one variant and one company. */
export interface Good {
  variant: ProductVariant;
  prices: Price[];
  /** Vendure's own price in minor units, where no list has one; it may have none either. */
  channelPrice?: number;
  levels: StockLevel[];
  /** Quantity by month. */
  bought: Map<string, string>;
  /** What the company's own orders hold. */
  own: number;
  /** What is allocated still, but past its time, and free. */
  expired: number;
  /** What Vendure keeps back of its stock; below 0: what it sells beyond it. */
  threshold: number;
  /** Vendure counts no stock of it. */
  untracked: boolean;
}

const CUSTOM = [
  'comptoirMoq', 'comptoirMultiple', 'comptoirWeight', 'comptoirVolume', 'comptoirCategories', 'comptoirReplacedBy',
  'comptoirNextBatch',
].map((name) => `variant.customFields.${name}`);

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
function stockOf(variant: ProductVariant, settings: GlobalSettings): Pick<Good, 'threshold' | 'untracked'> {
  const untracked = variant.trackInventory === 'FALSE' || (variant.trackInventory === 'INHERIT' && !settings.trackInventory);
  const threshold = variant.useGlobalOutOfStockThreshold ? settings.outOfStockThreshold : variant.outOfStockThreshold;
  return { untracked, threshold: untracked ? 0 : threshold };
}

/**
 * Variants with what a company buys of them: six queries for any number of variants, one more where some have no loaded
 * price, and one where something is set aside. Within a request each variant is read once. Columns and joins are written
 * out: reading whole entities took most of the time that the rules cost a cart.
 */
@Injectable()
export class Goods {
  constructor(private connection: TransactionalConnection, private settings: GlobalSettingsService) {}

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
      .sort((a, b) => (a.variant.id < b.variant.id ? -1 : 1));
  }

  private async read(
    ctx: RequestContext, company: Company | undefined, ids: string[], now: Date,
  ): Promise<Map<string, Good>> {
    const variants = await this.connection.getRepository(ctx, ProductVariant).createQueryBuilder('variant')
      .innerJoin('variant.product', 'product')
      .innerJoin('variant.channels', 'channel', 'channel.id = :channel', { channel: ctx.channelId })
      .leftJoin('variant.taxCategory', 'tax')
      .select(['variant.id', 'variant.sku', 'variant.updatedAt', ...STOCK, 'tax.id', 'tax.name', ...CUSTOM])
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
    const held = company && (await this.held(ctx, company, ids, skus, now));
    return new Map(variants.map((variant) => [String(variant.id), {
      variant,
      prices: pricesOf(variant.sku),
      channelPrice: channelPrices.get(String(variant.id)),
      levels: held?.levelsOf(variant.id) ?? [],
      bought: new Map(held?.boughtOf(variant.sku).map(({ month, quantity }) => [month, quantity])),
      own: held?.own.get(String(variant.id)) ?? 0,
      expired: held?.expired.get(String(variant.id)) ?? 0,
      ...stockOf(variant, settings),
    }]));
  }

  /** What a company goes by and a visitor does not. */
  private async held(ctx: RequestContext, company: Company, ids: string[], skus: string[], now: Date) {
    const levelsOf = grouped(await this.connection.getRepository(ctx, StockLevel).createQueryBuilder('level')
      .where('level.productVariantId IN (:...ids)', { ids })
      .orderBy('level.id', 'ASC')
      .getMany(), ({ productVariantId }) => productVariantId);
    const boughtOf = grouped(await this.connection.getRepository(ctx, Bought).createQueryBuilder('bought')
      .select('bought.sku', 'sku').addSelect('bought.month', 'month').addSelect('bought.quantity', 'quantity')
      .where('bought.companyId = :company AND bought.sku IN (:...skus)', { company: company.id, skus })
      .getRawMany<{ sku: string; month: string; quantity: string }>(), ({ sku }) => sku);
    return { levelsOf, boughtOf, ...await setAside(this.connection, ctx, company.code, ids, now) };
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
