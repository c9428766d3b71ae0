import {
  AvailableStock, ID, idsAreEqual, Injector, LocationWithQuantity, MultiChannelStockLocationStrategy, Order, OrderLine, ProductVariant,
  RequestContext, StockAllocationStrategy, StockDisplayStrategy, StockLevel, StockLocation,
} from '@vendure/core';
import { Locks } from '../rules/locks';
import { Offers } from '../rules/offers';
import { Placing } from '../rules/placing';

/** As much as any order may ask for. */
const UNKNOWN = 2 ** 31 - 1;

/**
 * What a client may have of a variant is what he is shown: the engine clamps to it by itself, and nothing that
 * it answers tells the real stock. Allocation and sale go by the engine's own strategy.
 */
export class ComptoirStockLocations extends MultiChannelStockLocationStrategy {
  private offers: Offers;
  private locks: Locks;

  override async init(injector: Injector) {
    await super.init(injector);
    this.offers = injector.get(Offers);
    this.locks = injector.get(Locks);
  }

  // Vendure reads a level, and writes what it read and a difference: nobody else may come in between.

  override async forSale(ctx: RequestContext, locations: StockLocation[], line: OrderLine, quantity: number) {
    await this.locks.stock(ctx, [line.productVariantId]);
    return super.forSale(ctx, locations, line, quantity);
  }

  override async forRelease(ctx: RequestContext, locations: StockLocation[], line: OrderLine, quantity: number) {
    await this.locks.orderOf(ctx, line);
    return super.forRelease(ctx, locations, line, quantity);
  }

  override async forCancellation(ctx: RequestContext, locations: StockLocation[], line: OrderLine, quantity: number) {
    await this.locks.orderOf(ctx, line);
    return super.forCancellation(ctx, locations, line, quantity);
  }

  override async getAvailableStock(ctx: RequestContext, variantId: ID, levels: StockLevel[]): Promise<AvailableStock> {
    const seen = await this.offers.of(ctx, variantId);
    if (seen === 'engine') return super.getAvailableStock(ctx, variantId, levels);
    // Of everything alike, so that the engine comes to the interceptor, which says why he may not.
    if (seen.barred) return { stockOnHand: UNKNOWN, stockAllocated: 0 };
    // Nobody knows how much: whoever fills or places a cart is told so, and not that there is none.
    if (seen.unknown) return { stockOnHand: UNKNOWN, stockAllocated: 0 };
    // The rules have kept the threshold back already, and Vendure takes it off what is said here.
    return { stockOnHand: seen.most + (seen.threshold ?? 0), stockAllocated: 0 };
  }

  /**
   * What is free at each location of the channel in turn; the rest at the first one. Goods of a reservation past its time count as free
   * before Vendure has released them, and what was granted is set aside whole.
   */
  override async forAllocation(
    ctx: RequestContext, locations: StockLocation[], orderLine: OrderLine, quantity: number,
  ): Promise<LocationWithQuantity[]> {
    await this.locks.stock(ctx, [orderLine.productVariantId]);
    const levels = await this.connection.getRepository(ctx, StockLevel).find({
      where: { productVariantId: orderLine.productVariantId },
    });
    const here = await this.connection.getRepository(ctx, StockLocation).createQueryBuilder('location')
      .innerJoin('location.channels', 'channel', 'channel.id = :channel', { channel: ctx.channelId })
      .select('location.id').getMany();
    const own = locations.filter((location) => here.some(({ id }) => idsAreEqual(id, location.id)));
    let rest = quantity;
    const taken = own.map((location) => {
      const level = levels.find(({ stockLocationId }) => String(stockLocationId) === String(location.id));
      const free = level ? Math.max(0, level.stockOnHand - level.stockAllocated) : 0;
      const part = Math.min(rest, free);
      rest -= part;
      return { location, quantity: part };
    });
    if (rest > 0 && taken[0]) taken[0].quantity += rest;
    return taken.filter((one) => one.quantity > 0);
  }
}

/** Vendure sets goods aside when the rules do: at placing, as the order is confirmed, or as its payment is seen. */
export class ComptoirStockAllocation implements StockAllocationStrategy {
  private placing: Placing;

  /** `engines`: what the shop had configured, for orders that the rules do not place. */
  constructor(private engines: StockAllocationStrategy) {}

  async init(injector: Injector) {
    this.placing = injector.get(Placing);
    await this.engines.init?.(injector);
  }

  async shouldAllocateStock(ctx: RequestContext, from: string, to: string, order: Order): Promise<boolean> {
    const ours = this.placing.holds(ctx, order);
    if (ours !== undefined) return ours;
    const allocates = await this.engines.shouldAllocateStock(ctx, from as never, to as never, order);
    if (allocates) await this.placing.wereHeld(ctx, order);
    return allocates;
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
