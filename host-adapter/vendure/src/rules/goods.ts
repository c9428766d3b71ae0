import { Injectable } from '@nestjs/common';
import {
  ID, OrderLine, ProductVariant, ProductVariantPrice, RequestContext, StockLevel, TransactionalConnection,
} from '@vendure/core';
import { Bought, PriceRow } from '../entities';
import type { Company } from '../entities';
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
  /** What the company's open orders hold. */
  reserved: number;
}

const CUSTOM = [
  'comptoirMoq', 'comptoirMultiple', 'comptoirWeight', 'comptoirVolume', 'comptoirCategories', 'comptoirReplacedBy',
  'comptoirNextBatch',
].map((name) => `variant.customFields.${name}`);

function grouped<T>(rows: T[], key: (row: T) => unknown): (key: unknown) => T[] {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(String(key(row)));
    if (group) group.push(row);
    else groups.set(String(key(row)), [row]);
  }
  return (wanted) => groups.get(String(wanted)) ?? [];
}

/**
 * Variants with what a company buys of them: five queries for any number of variants, six where some have no loaded
 * price. Within a request each variant is read once. Columns and joins are written out: reading whole entities took
 * most of the time that the rules cost a cart.
 */
@Injectable()
export class Goods {
  constructor(private connection: TransactionalConnection) {}

  /** In order of id; what the engine no longer sells is left out, and the rules name it as unknown. */
  async of(ctx: RequestContext, company: Company, ids: string[]): Promise<Good[]> {
    const { goods } = stateOf(ctx);
    const key = (id: unknown) => `${company.id}|${id}`;
    const unknown = ids.filter((id) => !goods.has(key(id)));
    if (unknown.length > 0) {
      for (const id of unknown) goods.set(key(id), undefined);
      for (const good of await this.read(ctx, company, unknown)) goods.set(key(good.variant.id), good);
    }
    return ids.map((id) => goods.get(key(id)))
      .filter((good): good is Good => good !== undefined)
      .sort((a, b) => (a.variant.id < b.variant.id ? -1 : 1));
  }

  private async read(ctx: RequestContext, company: Company, ids: string[]): Promise<Good[]> {
    const variants = await this.connection.getRepository(ctx, ProductVariant).createQueryBuilder('variant')
      .innerJoin('variant.product', 'product')
      .leftJoin('variant.taxCategory', 'tax')
      .select(['variant.id', 'variant.sku', 'variant.updatedAt', 'tax.id', 'tax.name', ...CUSTOM])
      .where('variant.id IN (:...ids)', { ids })
      .andWhere('variant.enabled = :yes AND product.enabled = :yes', { yes: true })
      .andWhere('variant.deletedAt IS NULL AND product.deletedAt IS NULL')
      .getMany();
    const skus = variants.map(({ sku }) => sku);
    if (skus.length === 0) return [];
    const pricesOf = grouped(await this.connection.getRepository(ctx, PriceRow).createQueryBuilder('row')
      .select('row.sku', 'sku').addSelect('row.priceListId', 'list')
      .addSelect('row.fromQuantity', 'fromQuantity').addSelect('row.amount', 'amount')
      .where('row.sku IN (:...skus)', { skus })
      .orderBy('row.id', 'ASC')
      .getRawMany<Price & { sku: string }>(), ({ sku }) => sku);
    const levelsOf = grouped(await this.connection.getRepository(ctx, StockLevel).createQueryBuilder('level')
      .where('level.productVariantId IN (:...ids)', { ids })
      .getMany(), ({ productVariantId }) => productVariantId);
    const boughtOf = grouped(await this.connection.getRepository(ctx, Bought).createQueryBuilder('bought')
      .select('bought.sku', 'sku').addSelect('bought.month', 'month').addSelect('bought.quantity', 'quantity')
      .where('bought.companyId = :company AND bought.sku IN (:...skus)', { company: company.id, skus })
      .getRawMany<{ sku: string; month: string; quantity: string }>(), ({ sku }) => sku);
    const reserved = await this.reserved(ctx, company.code, ids);
    const channelPrices = await this.channelPrices(
      ctx, variants.filter(({ sku }) => pricesOf(sku).length === 0).map(({ id }) => id),
    );
    return variants.map((variant) => ({
      variant,
      prices: pricesOf(variant.sku),
      channelPrice: channelPrices.get(String(variant.id)),
      levels: levelsOf(variant.id),
      bought: new Map(boughtOf(variant.sku).map(({ month, quantity }) => [month, quantity])),
      reserved: reserved.get(String(variant.id)) ?? 0,
    }));
  }

  private async channelPrices(ctx: RequestContext, ids: ID[]): Promise<Map<string, number>> {
    if (ids.length === 0) return new Map();
    const rows = await this.connection.getRepository(ctx, ProductVariantPrice).createQueryBuilder('price')
      .select('price.variantId', 'variant').addSelect('price.price', 'price')
      .where('price.variantId IN (:...ids)', { ids })
      .andWhere('price.channelId = :channel AND price.currencyCode = :currency', {
        channel: ctx.channelId, currency: ctx.currencyCode,
      })
      .getRawMany<{ variant: ID; price: number | string }>();
    return new Map(rows.map(({ variant, price }) => [String(variant), Number(price)]));
  }

  /** What the company's own open orders hold, by variant id. */
  private async reserved(ctx: RequestContext, entity: string, ids: string[]): Promise<Map<string, number>> {
    const rows = await this.connection.getRepository(ctx, OrderLine).createQueryBuilder('line')
      .innerJoin('line.order', 'order')
      .select('line.productVariantId', 'variant')
      .addSelect('SUM(line.quantity)', 'quantity')
      .where('order.customFields.comptoirEntity = :entity', { entity })
      .andWhere('order.state IN (:...open)', { open: ['PaymentAuthorized', 'PaymentSettled'] })
      .andWhere('line.productVariantId IN (:...ids)', { ids })
      .groupBy('line.productVariantId')
      .getRawMany<{ variant: ID; quantity: string | number }>();
    return new Map(rows.map(({ variant, quantity }) => [String(variant), Number(quantity)]));
  }
}
