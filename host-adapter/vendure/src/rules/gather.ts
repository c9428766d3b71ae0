import { Injectable, Inject } from '@nestjs/common';
import {
  ID, ProductVariant, RequestContext, ShippingLine, ShippingMethod, StockLocation, TransactionalConnection, Type, VendureEntity,
} from '@vendure/core';
import type { facts, Facts } from '@comptoir/node';
import { In, IsNull } from 'typeorm';
import { Company, Contract, CreditLimit, Detail, Grant, PriceList, Receivable, Turnover } from '../entities';
import { VariantFields } from '../entities/custom-fields';
import { toDecimal } from '../money';
import { ComptoirOptions, COMPTOIR_OPTIONS } from '../options';
import type { Client } from './clients';
import { Good, Goods } from './goods';
import { KeptFacts, Shelved } from './kept-facts';
import { LoyaltyFacts } from './loyalty-facts';
import { liveOrders } from './open-orders';
import { Programme } from './programme';
import { Gathered, once, Standing, stateOf, Terms } from './request';

/** When an entity last moved: what a decision rests on is compared by it. */
function version(entity: VendureEntity): string {
  return String(new Date(entity.updatedAt).getTime());
}

export function names(text: string | null | undefined): string[] {
  return (text ?? '').split(',').map((name) => name.trim()).filter(Boolean);
}

/** Of what Vendure counts no stock there is as much as any order may ask for. */
const PLENTY = 2 ** 31 - 1;

/** Months bought that the mask may look back on. */
const MONTHS = 24;

/** Calendar months before the day, the last complete one first: `2026-10`, `2026-09`. */
function monthsBefore(day: string): string[] {
  const [year, at] = day.split('-').map(Number) as [number, number];
  return Array.from({ length: MONTHS }, (_, back) => {
    const month = new Date(Date.UTC(year, at - 2 - back, 1));
    return month.toISOString().slice(0, 7);
  });
}

/** Everything that the rules go by, in a number of queries that the cart's size does not change. */
@Injectable()
export class Gatherer {
  /** The shop's local day of a moment, as the policy's time zone has it; given by the engine, which gathers here. */
  dayOf: (instant: number) => string;
  private terms = new Shelved<Terms>(['people', 'goods'], 400);
  private months?: { day: string; before: string[] };
  private orders = new Shelved<facts.LiveOrder[]>(['orders'], 400);

  constructor(
    private connection: TransactionalConnection,
    private goods: Goods,
    private loyalty: LoyaltyFacts,
    private programme: Programme,
    private kept: KeptFacts,
    @Inject(COMPTOIR_OPTIONS) private options: ComptoirOptions,
  ) {}

  /** What facts of these variants for `client` rest on: the same objects as long as it is the same. */
  async basis(ctx: RequestContext, client: Client, variantIds: ID[]): Promise<{ terms: Terms; goods: Good[] }> {
    const { company } = client.employee.outlet;
    const goods = await this.goods.of(ctx, company, [...new Set(variantIds.map(String))].sort(), this.now());
    return { terms: (await this.standing(ctx, company)).terms, goods };
  }

  /** Facts of these variants for `client`, once a request. `codes`: those of promo codes too. */
  facts(ctx: RequestContext, client: Client, variantIds: ID[], codes = false): Promise<Gathered> {
    const ids = [...new Set(variantIds.map(String))].sort();
    const key = `${client.employee.outlet.account}|${codes}|${ids.join(',')}`;
    return once(stateOf(ctx).facts, key, () => this.gather(ctx, client, ids, codes));
  }

  /** As they are this moment: for what binds. Nothing that the request has read before counts any more. */
  fresh(ctx: RequestContext, client: Client, variantIds: ID[]): Promise<Gathered> {
    const state = stateOf(ctx);
    state.anew = true;
    state.facts.clear();
    state.standings.clear();
    state.goods.clear();
    state.loyalty.clear();
    return this.gather(ctx, client, [...new Set(variantIds.map(String))].sort(), true);
  }

  private async gather(ctx: RequestContext, client: Client, ids: string[], codes: boolean): Promise<Gathered> {
    const company = client.employee.outlet.company;
    const now = this.now();
    const goods = await this.goods.of(ctx, company, ids, now);
    const months = this.monthsBefore(this.dayOf(now.getTime()));
    const { terms, orders } = await this.standing(ctx, company);
    const { contracts, lists, locations, receivables, grants, limits, turnovers, details: known } = terms;

    const details = known.filter(({ outlet }) => outlet.id === client.employee.outlet.id);
    const warehouses = locations.map(({ name }) => name);
    const products = this.products(ctx, goods, lists);
    const locationAt = new Map(locations.map(({ id }, at) => [String(id), at]));
    const home = company.homeWarehouse ? warehouses.indexOf(company.homeWarehouse) : -1;
    const latest = [...receivables, ...grants, ...limits].reduce((last, row) => Math.max(last, +version(row)), 0);
    const gathered: Facts = {
      buyer: {
        id: client.employee.outlet.account,
        version: [client.employee.outlet, company, ...details].map(version).join('.'),
        entity: company.code,
        signedIn: true,
        profiles: names(company.profiles),
        homeWarehouse: home < 0 ? null : home,
        priceList: company.priceList,
        details: details.map(({ name, value }) => ({ name, value })),
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
        categories: contract.categories === null ? null : names(contract.categories),
      })),
      products,
      stock: {
        warehouses,
        items: goods.map((good, product) => ({
          product,
          version: good.levels.map(version).join('.'),
          levels: levelsOf(good, locationAt, Math.max(home, 0)),
          bought: boughtBy(months, good.bought),
          ownReserved: String(good.own),
          nextBatch: fieldsOf(good.article.variant).comptoirNextBatch
            ? { date: fieldsOf(good.article.variant).comptoirNextBatch as string }
            : null,
        })),
      },
      receivables: !company.receivablesKnown ? null : {
        version: `${receivables.length}.${grants.length}.${limits.length}.${orders.length}.${latest}`,
        items: receivables.map(({ code, currency, amount, paid, shipped, due }) => ({
          id: code, entity: company.code, currency, amount, paid, shipped, due,
        })),
        grants: grants.map(({ gate, role, by, reason, granted, order, upTo, currency }) => ({
          gate, role, by, reason, order, entity: company.code, granted: Date.parse(granted),
          upTo: upTo == null || currency == null ? null : { amount: upTo, currency },
        })),
        limits: limits.map(({ contract, currency, amount }) => ({ entity: company.code, contract, currency, amount })),
        orders,
      },
      rates: [],
      loyalty: await this.loyalty.of(ctx, client, codes),
    };
    return {
      facts: gathered,
      products: new Map(goods.map(({ article }, index) => [String(article.variant.id), index])),
      keeps: new Map(goods.map(({ article: { variant, threshold, untracked } }) => [String(variant.id), { threshold, untracked }])),
    };
  }

  /** What a visitor's document may speak of: articles and public prices, and nothing of a client. */
  async publicProducts(ctx: RequestContext, skus: string[]): Promise<facts.Products> {
    const found = await this.connection.getRepository(ctx, ProductVariant).find({
      select: ['id'], where: { sku: In(skus), deletedAt: IsNull() }, loadEagerRelations: false,
    });
    const goods = await this.goods.of(ctx, undefined, found.map(({ id }) => String(id)), this.now());
    return this.products(ctx, goods, await this.all(ctx, PriceList));
  }

  /** Not every hook of the engine's loads the method with the line. */
  methodCode(ctx: RequestContext, { shippingMethodId: id }: ShippingLine): Promise<string | undefined> {
    return once(stateOf(ctx).methods, String(id), async () =>
      (await this.connection.getRepository(ctx, ShippingMethod).findOne({ where: { id: id as ID }, loadEagerRelations: false }))?.code);
  }

  private monthsBefore(day: string): string[] {
    if (this.months?.day !== day) this.months = { day, before: monthsBefore(day) };
    return this.months.before;
  }

  private now(): Date {
    return new Date(this.options.now?.() ?? Date.now());
  }

  private all<T extends VendureEntity>(ctx: RequestContext, kind: Type<T>): Promise<T[]> {
    return this.connection.getRepository(ctx, kind).createQueryBuilder('row').orderBy('row.id', 'ASC').getMany();
  }

  /** What does not depend on variants, once a request. */
  private standing(ctx: RequestContext, company: Company): Promise<Standing> {
    return once(stateOf(ctx).standings, String(company.id), async () => ({
      terms: await this.kept.of(
        ctx, this.terms, `${ctx.channelId}|${company.id}|${this.programme.hasDetails}`, () => this.readTerms(ctx, company),
      ),
      orders: await this.kept.of(ctx, this.orders, company.code, () => liveOrders(this.connection, ctx, company.code)),
    }));
  }

  private async readTerms(ctx: RequestContext, company: Company): Promise<Terms> {
    const of = <T extends VendureEntity>(kind: Type<T>) =>
      this.connection.getRepository(ctx, kind).createQueryBuilder('row')
        .where('row.companyId = :company', { company: company.id })
        .orderBy('row.id', 'ASC')
        .getMany();
    return {
      contracts: await of(Contract),
      lists: await this.all(ctx, PriceList),
      // Goods of another channel are not for sale in this one.
      locations: await this.connection.getRepository(ctx, StockLocation).createQueryBuilder('row')
        .innerJoin('row.channels', 'channel', 'channel.id = :channel', { channel: ctx.channelId })
        .orderBy('row.id', 'ASC').getMany(),
      receivables: await of(Receivable),
      grants: await of(Grant),
      limits: await of(CreditLimit),
      turnovers: await of(Turnover),
      details: this.programme.hasDetails ? await this.details(ctx, company) : [],
    };
  }

  private details(ctx: RequestContext, company: Company): Promise<Detail[]> {
    return this.connection.getRepository(ctx, Detail).createQueryBuilder('row')
      .innerJoinAndSelect('row.outlet', 'outlet')
      .where('outlet.companyId = :company', { company: company.id })
      .orderBy('row.name', 'ASC')
      .getMany();
  }

  private products(ctx: RequestContext, goods: Good[], loaded: PriceList[]): facts.Products {
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
      if (at < 0) return priceLists.push({ id: code, version: 'channel', currency: ctx.currencyCode }) - 1;
      // A number of one currency is no price in another.
      return priceLists[at]?.currency === ctx.currencyCode ? at : undefined;
    };
    const listAt = new Map(loaded.map(({ id }, at) => [String(id), at]));
    const items = goods.map(({ article: { variant, prices: rows, channelPrice } }): facts.Product => {
      const custom = fieldsOf(variant);
      const prices = rows.flatMap(({ list, fromQuantity, amount }) => {
        const priceList = listAt.get(String(list));
        // A list that was loaded since the lists were read counts from the next request on.
        return priceList === undefined ? [] : [{ priceList, fromQuantity, amount }];
      });
      const channels = channelPrice === undefined ? undefined : channelList();
      if (channelPrice !== undefined && channels !== undefined) {
        prices.push({ priceList: channels, fromQuantity: '1', amount: toDecimal(channelPrice) });
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
}

/**
 * By warehouse; what is allocated still but past its time counts as free, what Vendure keeps back is not there, and what it
 * sells beyond its stock is there in the warehouse `first`.
 */
function levelsOf(
  { levels, expired, article: { threshold, untracked } }: Good, locationAt: Map<string, number>, first: number,
): facts.Level[] {
  if (untracked) return locationAt.size === 0 ? [] : [{ warehouse: first, onHand: String(PLENTY), reserved: '0' }];
  let free = expired;
  let back = threshold;
  return levels.flatMap((level) => {
    const freed = Math.max(0, Math.min(free, level.stockAllocated));
    free -= freed;
    const warehouse = locationAt.get(String(level.stockLocationId));
    if (warehouse === undefined) return [];
    const reserved = level.stockAllocated - freed;
    const kept = back < 0
      ? (warehouse === first ? back : 0)
      : Math.min(back, Math.max(0, level.stockOnHand - reserved));
    back -= kept;
    return [{ warehouse, onHand: String(level.stockOnHand - kept), reserved: String(reserved) }];
  });
}

/** Month by month, up to the last in which anything was: what is not said is nothing bought. */
function boughtBy(months: string[], bought: Map<string, string>): string[] {
  const last = months.findLastIndex((month) => bought.has(month));
  return months.slice(0, last + 1).map((month) => bought.get(month) ?? '0');
}

function fieldsOf(variant: ProductVariant): VariantFields {
  return variant.customFields as VariantFields;
}
