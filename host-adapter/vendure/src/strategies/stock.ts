import {
  AvailableStock, ID, Injector, MultiChannelStockLocationStrategy, ProductVariant, RequestContext, StockDisplayStrategy,
  StockLevel,
} from '@vendure/core';
import { Offers } from '../rules/offers';

/**
 * What a client may have of a variant is what he is shown: the engine clamps to it by itself, and nothing that
 * it answers tells the real stock. Allocation and sale go by the engine's own strategy.
 */
export class ComptoirStockLocations extends MultiChannelStockLocationStrategy {
  private offers: Offers;

  override async init(injector: Injector) {
    await super.init(injector);
    this.offers = injector.get(Offers);
  }

  override async getAvailableStock(ctx: RequestContext, variantId: ID, levels: StockLevel[]): Promise<AvailableStock> {
    const seen = await this.offers.of(ctx, variantId);
    if (seen === 'engine') return super.getAvailableStock(ctx, variantId, levels);
    // Of everything alike, so that the engine comes to the interceptor, which says why he may not.
    if (seen.barred) return { stockOnHand: 1, stockAllocated: 0 };
    return { stockOnHand: seen.most, stockAllocated: 0 };
  }
}

/** The visible quantity, as a number; for whoever is no client, whether there is any. */
export class ComptoirStockDisplay implements StockDisplayStrategy {
  private offers: Offers;

  init(injector: Injector) {
    this.offers = injector.get(Offers);
  }

  async getStockLevel(ctx: RequestContext, variant: ProductVariant, saleable: number): Promise<string> {
    const seen = await this.offers.of(ctx, variant.id);
    if (seen === 'engine') return saleable > 0 ? 'IN_STOCK' : 'OUT_OF_STOCK';
    return seen.offer?.visible ?? '0';
  }
}
