import {
  ChangedPriceHandlingStrategy, DefaultTaxLineCalculationStrategy, CalculateTaxLinesArgs, idsAreEqual, Injector, Order, OrderItemPriceCalculationStrategy,
  PriceCalculationResult, ProductVariant, ProductVariantPriceCalculationArgs, ProductVariantPriceCalculationStrategy,
  RequestContext, TaxLineCalculationStrategy,
} from '@vendure/core';
import { TaxLine } from '@vendure/common/lib/generated-types';
import type { Client } from '../rules/clients';
import { Engine } from '../rules/engine';
import { bought } from '../rules/lines';
import { Offers, Seen } from '../rules/offers';
import { orDegraded } from '../rules/outage';
import { netOf, reprice } from '../rules/reprice';

/** In the cart: the net price of the decision. */
export class ComptoirOrderItemPrice implements OrderItemPriceCalculationStrategy {
  private engine: Engine;

  init(injector: Injector) {
    this.engine = injector.get(Engine);
  }

  async calculateUnitPrice(
    ctx: RequestContext, variant: ProductVariant, custom: { [key: string]: unknown }, order: Order, quantity: number,
  ): Promise<PriceCalculationResult> {
    // As Vendure's own strategy does.
    const engines = () => ({ price: variant.listPrice, priceIncludesTax: variant.listPriceIncludesTax });
    const client = await this.engine.client(ctx, order);
    if (!client) return engines();
    const lines = bought(order);
    const index = lines.findIndex((line) =>
      idsAreEqual(line.productVariant.id, variant.id) && line.quantity === quantity);
    return orDegraded('the price of a line', async () => {
      const { decision } = await this.engine.cart(ctx, client, order, this.engine.lines(order));
      if (custom.comptoirGift) return { price: 0, priceIncludesTax: decision.answer.contract?.taxMode === 'inclusive' };
      const net = netOf(decision.answer.lines[index]);
      if (net === undefined) return engines();
      reprice(order.lines, decision.answer);
      return { price: net, priceIncludesTax: decision.answer.contract?.taxMode === 'inclusive' };
    }, () => {
      // Taking out is legal always. A line keeps its last price meanwhile; placing compares all of them.
      const kept = lines[index];
      return kept ? { price: kept.listPrice, priceIncludesTax: kept.listPriceIncludesTax } : engines();
    });
  }
}

/** The price of the decision is the price: nothing of an earlier one is kept. */
export class ComptoirChangedPrice implements ChangedPriceHandlingStrategy {
  handlePriceChange(_: RequestContext, current: PriceCalculationResult) {
    return current;
  }
}

/** In listings: the client's net price for one unit, or for as few as are sold. */
export class ComptoirListingPrice implements ProductVariantPriceCalculationStrategy {
  private offers: Offers;

  /** `engines`: what the shop had configured, for whoever is no client. */
  constructor(private engines: ProductVariantPriceCalculationStrategy) {}

  async init(injector: Injector) {
    this.offers = injector.get(Offers);
    await this.engines.init?.(injector);
  }

  calculate(args: ProductVariantPriceCalculationArgs): Promise<PriceCalculationResult> {
    // A cart asks about each of its lines.
    const known = this.offers.known(args.ctx, args.productVariant.id);
    return known ? Promise.resolve(this.price(args.ctx, known)) : this.ask(args);
  }

  private async ask(args: ProductVariantPriceCalculationArgs): Promise<PriceCalculationResult> {
    const seen = await this.offers.of(args.ctx, args.productVariant.id);
    return seen === 'engine' ? this.engines.calculate(args) : this.price(args.ctx, seen);
  }

  private price({ currencyCode }: RequestContext, { currency, net, taxMode }: Seen): PriceCalculationResult {
    // Hidden, or without a price: whatever stood here would say that it is there. In another currency it has none.
    return { price: ((currency ?? currencyCode) === currencyCode && net) || 0, priceIncludesTax: taxMode === 'inclusive' };
  }
}

/** The rate that the policy has for the line's class, where a client buys. */
export class ComptoirTaxLines implements TaxLineCalculationStrategy {
  private engine: Engine;
  private fallback = new DefaultTaxLineCalculationStrategy();

  init(injector: Injector) {
    this.engine = injector.get(Engine);
  }

  async calculate(args: CalculateTaxLinesArgs): Promise<TaxLine[]> {
    const { ctx, order, orderLine } = args;
    const client = await this.engine.client(ctx, order);
    if (!client || orderLine.quantity === 0) return this.fallback.calculate(args);
    return orDegraded('the tax of a line', () => this.decided(args, client), () =>
      orderLine.taxLines?.length ? orderLine.taxLines : this.fallback.calculate(args));
  }

  private async decided(args: CalculateTaxLinesArgs, client: Client): Promise<TaxLine[]> {
    const { ctx, order, orderLine, applicableTaxRate } = args;
    const { decision, gathered } = await this.engine.cart(ctx, client, order, this.engine.lines(order));
    const { contract, totals } = decision.answer;
    if (contract?.taxMode === 'exempt') return [{ taxRate: 0, description: 'exempt' }];
    const index = gathered.products.get(String(orderLine.productVariant.id));
    const taxClass = index === undefined ? undefined : gathered.facts.products.items[index]?.taxClass;
    const tax = totals?.taxes.find((one) => one.taxClass === taxClass);
    return tax
      ? [{ taxRate: Number(tax.rate), description: applicableTaxRate.name }]
      : this.fallback.calculate(args);
  }
}
