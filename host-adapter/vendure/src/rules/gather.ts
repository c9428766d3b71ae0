import { Injectable, Inject } from '@nestjs/common';
import {
  ID, ProductVariant, RequestContext, ShippingLine, ShippingMethod, StockLevel, StockLocation, TransactionalConnection, VendureEntity,
} from '@vendure/core';
import type { facts, Facts } from '@comptoir/node';
import { In } from 'typeorm';
import { Bought, Contract, CreditLimit, Grant, PriceList, PriceRow, Receivable, Turnover } from '../entities';
import { VariantFields } from '../entities/custom-fields';
import { toDecimal } from '../money';
import { ComptoirOptions, COMPTOIR_OPTIONS } from '../options';
import type { Client } from './clients';
import { liveOrders, setAside } from './open-orders';
import { LoyaltyFacts } from './loyalty-facts';
import { Gathered, once, stateOf } from './request';

/** When an entity last moved: what a decision rests on is compared by it. */
function version(entity: VendureEntity): string {
  return String(new Date(entity.updatedAt).getTime());
}

function names(text: string | null | undefined): string[] {
  return (text ?? '').split(',').map((name) => name.trim()).filter(Boolean);
}

/** Months bought that the mask may look back on. */
const MONTHS = 24;

/** Calendar months before `day`, the last complete one first: `2026-10`, `2026-09`. */
function monthsBefore(day: Date): string[] {
  return Array.from({ length: MONTHS }, (_, back) => {
    const month = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() - 1 - back, 1));
    return month.toISOString().slice(0, 7);
  });
}

/** Everything that the rules go by, in a number of queries that the cart's size does not change. */
@Injectable()
export class Gatherer {
  constructor(
    private connection: TransactionalConnection,
    private loyalty: LoyaltyFacts,
    @Inject(COMPTOIR_OPTIONS) private options: ComptoirOptions,
  ) {}

  /** Facts of these variants for `client`, once a request. */
  facts(ctx: RequestContext, client: Client, variantIds: ID[]): Promise<Gathered> {
    const ids = [...new Set(variantIds.map(String))].sort();
    const key = `${client.employee.outlet.account}|${ids.join(',')}`;
    return once(stateOf(ctx).facts, key, () => this.gather(ctx, client, ids));
  }

  /** As they are this moment: for what binds. */
  fresh(ctx: RequestContext, client: Client, variantIds: ID[]): Promise<Gathered> {
    return this.gather(ctx, client, [...new Set(variantIds.map(String))].sort());
  }

  private async gather(ctx: RequestContext, client: Client, ids: string[]): Promise<Gathered> {
    const company = client.employee.outlet.company;
    const of = { where: { company: { id: company.id } } };
    const variants = await this.variants(ctx, ids);
    const skus = variants.map((variant) => variant.sku);
    const now = new Date(this.options.now?.() ?? Date.now());

    const contracts = await this.connection.getRepository(ctx, Contract).find({ ...of, order: { id: 'ASC' } });
    const lists = await this.connection.getRepository(ctx, PriceList).find({ order: { id: 'ASC' } });
    const rows = skus.length === 0 ? [] : await this.connection.getRepository(ctx, PriceRow).find({
      where: { sku: In(skus) }, relations: ['priceList'], order: { id: 'ASC' },
    });
    const locations = await this.connection.getRepository(ctx, StockLocation).find({ order: { id: 'ASC' } });
    const levels = ids.length === 0 ? [] : await this.connection.getRepository(ctx, StockLevel).find({
      where: { productVariantId: In(ids) },
    });
    const receivables = await this.connection.getRepository(ctx, Receivable).find({ ...of, order: { id: 'ASC' } });
    const grants = await this.connection.getRepository(ctx, Grant).find({ ...of, order: { id: 'ASC' } });
    const turnovers = await this.connection.getRepository(ctx, Turnover).find(of);
    const boughts = skus.length === 0 ? [] : await this.connection.getRepository(ctx, Bought).find({
      where: { company: { id: company.id }, sku: In(skus) },
    });
    const limits = await this.connection.getRepository(ctx, CreditLimit).find({ ...of, order: { id: 'ASC' } });
    const orders = await liveOrders(this.connection, ctx, company.code);
    const { own, expired } = await setAside(this.connection, ctx, company.code, ids, now);

    const warehouses = locations.map(({ name }) => name);
    const products = this.products(ctx, variants, lists, rows);
    const home = company.homeWarehouse ? warehouses.indexOf(company.homeWarehouse) : -1;
    const latest = [...receivables, ...grants, ...limits].reduce((last, row) => Math.max(last, +version(row)), 0);
    const gathered: Facts = {
      buyer: {
        id: client.employee.outlet.account,
        version: `${version(client.employee.outlet)}.${version(company)}`,
        entity: company.code,
        signedIn: true,
        profiles: names(company.profiles),
        homeWarehouse: home < 0 ? null : home,
        priceList: company.priceList,
        details: [],
        turnover: turnovers.map(({ month, shipped, returned }) => ({
          year: Number(month.slice(0, 4)), month: Number(month.slice(5, 7)), shipped, returned,
        })),
      },
      contracts: contracts.map((contract) => ({
        id: contract.code,
        version: version(contract),
        entity: company.code,
        terms: contract.terms,
        currency: contract.currency,
        validFrom: contract.validFrom,
        validUntil: contract.validUntil,
        isDefault: contract.isDefault,
        priceList: contract.priceList,
        discount: contract.discount,
      })),
      products,
      stock: {
        warehouses,
        items: variants.map((variant, product) => ({
          product,
          version: levels.filter((level) => String(level.productVariantId) === String(variant.id)).map(version).join('.'),
          levels: this.levels(
            levels.filter((level) => String(level.productVariantId) === String(variant.id)), locations,
            expired.get(String(variant.id)) ?? 0,
          ),
          bought: monthsBefore(now).map((month) =>
            boughts.find((row) => row.sku === variant.sku && row.month === month)?.quantity ?? '0'),
          ownReserved: String(own.get(String(variant.id)) ?? 0),
          nextBatch: fieldsOf(variant).comptoirNextBatch
            ? { date: fieldsOf(variant).comptoirNextBatch as string }
            : null,
        })),
      },
      receivables: !company.receivablesKnown ? null : {
        version: `${receivables.length}.${grants.length}.${limits.length}.${orders.length}.${latest}`,
        items: receivables.map(({ code, currency, amount, paid, shipped, due }) => ({
          id: code, entity: company.code, currency, amount, paid, shipped, due,
        })),
        grants: grants.map(({ gate, role, by, reason, granted }) => ({
          gate, role, by, reason, granted: Date.parse(granted),
        })),
        limits: limits.map(({ contract, currency, amount }) => ({ entity: company.code, contract, currency, amount })),
        orders,
      },
      rates: [],
      loyalty: await this.loyalty.of(ctx, client),
    };
    return {
      facts: gathered,
      products: new Map(variants.map((variant, index) => [String(variant.id), index])),
    };
  }

  /** What a visitor's document may speak of: articles and public prices, and nothing of a client. */
  async publicProducts(ctx: RequestContext, skus: string[]): Promise<facts.Products> {
    const found = await this.connection.getRepository(ctx, ProductVariant).find({
      select: ['id'], where: { sku: In(skus) }, loadEagerRelations: false,
    });
    const variants = await this.variants(ctx, found.map(({ id }) => String(id)));
    const lists = await this.connection.getRepository(ctx, PriceList).find({ order: { id: 'ASC' } });
    const rows = await this.connection.getRepository(ctx, PriceRow).find({
      where: { sku: In(skus) }, relations: ['priceList'], order: { id: 'ASC' },
    });
    return this.products(ctx, variants, lists, rows);
  }

  /** Not every hook of the engine's loads the method with the line. */
  methodCode(ctx: RequestContext, { shippingMethodId: id }: ShippingLine): Promise<string | undefined> {
    return once(stateOf(ctx).methods, String(id), async () =>
      (await this.connection.getRepository(ctx, ShippingMethod).findOne({ where: { id: id as ID }, loadEagerRelations: false }))?.code);
  }

  private async variants(ctx: RequestContext, ids: string[]): Promise<ProductVariant[]> {
    if (ids.length === 0) return [];
    const found = await this.connection.getRepository(ctx, ProductVariant).find({
      where: { id: In(ids) },
      relations: ['taxCategory', 'productVariantPrices', 'product'],
      loadEagerRelations: false,
      order: { id: 'ASC' },
    });
    // What the engine no longer sells is no fact: the rules name it as unknown.
    return found.filter(({ enabled, deletedAt, product }) =>
      enabled && !deletedAt && product.enabled && !product.deletedAt);
  }

  private products(ctx: RequestContext, variants: ProductVariant[], loaded: PriceList[], rows: PriceRow[]): facts.Products {
    const priceLists: facts.PriceList[] = loaded.map((list) => ({
      id: list.code, version: version(list), currency: list.currency, validFrom: list.validFrom, validUntil: list.validUntil,
    }));
    const taxClasses: string[] = [];
    const categories: string[] = [];
    const index = (list: string[], name: string) => {
      const at = list.indexOf(name);
      return at < 0 ? list.push(name) - 1 : at;
    };
    const channelList = () => {
      const code = this.options.channelPriceList ?? 'wholesale';
      const at = priceLists.findIndex(({ id }) => id === code);
      return at < 0
        ? priceLists.push({ id: code, version: 'channel', currency: ctx.currencyCode }) - 1
        : at;
    };
    const items = variants.map((variant): facts.Product => {
      const custom = fieldsOf(variant);
      const prices = rows.filter(({ sku }) => sku === variant.sku).map((row) => ({
        priceList: loaded.findIndex(({ id }) => id === row.priceList.id), fromQuantity: row.fromQuantity, amount: row.amount,
      }));
      if (prices.length === 0) {
        const price = variant.productVariantPrices.find((row) =>
          String(row.channelId) === String(ctx.channelId) && row.currencyCode === ctx.currencyCode);
        if (price) prices.push({ priceList: channelList(), fromQuantity: '1', amount: toDecimal(price.price) });
      }
      return {
        sku: variant.sku,
        version: version(variant),
        taxClass: index(taxClasses, variant.taxCategory.name),
        categories: names(custom.comptoirCategories).map((name) => index(categories, name)),
        unitScale: 0,
        weight: custom.comptoirWeight,
        volume: custom.comptoirVolume,
        moq: custom.comptoirMoq ? String(custom.comptoirMoq) : null,
        multiple: custom.comptoirMultiple ? String(custom.comptoirMultiple) : null,
        replacedBy: custom.comptoirReplacedBy,
        prices,
      };
    });
    return { priceLists, taxClasses, categories, items };
  }

  /** `expired`: allocated still, but past its time, and free. */
  private levels(of: StockLevel[], locations: StockLocation[], expired: number): facts.Level[] {
    let free = expired;
    return of.map((level) => {
      const freed = Math.max(0, Math.min(free, level.stockAllocated));
      free -= freed;
      return {
        warehouse: locations.findIndex(({ id }) => String(id) === String(level.stockLocationId)),
        onHand: String(level.stockOnHand),
        reserved: String(level.stockAllocated - freed),
      };
    }).filter(({ warehouse }) => warehouse >= 0);
  }
}

function fieldsOf(variant: ProductVariant): VariantFields {
  return variant.customFields as VariantFields;
}
