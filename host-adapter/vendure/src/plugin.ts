import {
  DefaultEntityAccessControlStrategy, defaultFulfillmentProcess, defaultOrderProcess, PluginCommonModule, Type, VendurePlugin,
} from '@vendure/core';
import { AdminResolver } from './api/admin';
import { adminSchema, shopSchema } from './api/schema';
import { OrderResolver, ShopResolver } from './api/shop';
import * as entities from './entities';
import { customFields } from './entities/custom-fields';
import { Loader } from './load/loader';
import { ComptoirOptions, COMPTOIR_OPTIONS } from './options';
import { Basket } from './rules/basket';
import { Clients } from './rules/clients';
import { Engine } from './rules/engine';
import { Gatherer } from './rules/gather';
import { Goods } from './rules/goods';
import { Life } from './rules/life';
import { Offers } from './rules/offers';
import { Sight } from './rules/sight';
import { ComptoirAccess } from './strategies/access';
import { comptoirFulfillmentProcess } from './strategies/fulfillment-process';
import { ComptoirInterceptor } from './strategies/interceptor';
import { comptoirOrderGate } from './strategies/order-gate';
import { comptoirOrderProcess } from './strategies/order-process';
import { comptoirPaymentChecker, comptoirShippingChecker, onAccountHandler } from './strategies/payment';
import { ComptoirChangedPrice, ComptoirListingPrice, ComptoirOrderItemPrice, ComptoirTaxLines } from './strategies/prices';
import { ComptoirStockDisplay, ComptoirStockLocations } from './strategies/stock';

/**
 * B2B rules in a Vendure shop: `plugins: [ComptoirPlugin.init({ policy: 'policy.toml' })]`.
 *
 * A policy that is refused keeps the shop from starting.
 */
@VendurePlugin({
  imports: [PluginCommonModule],
  compatibility: '~3.7.3',
  entities: Object.values(entities),
  providers: [
    { provide: COMPTOIR_OPTIONS, useFactory: () => ComptoirPlugin.options },
    Basket, Clients, Engine, Gatherer, Goods, Life, Loader, Offers, Sight,
  ],
  shopApiExtensions: { schema: shopSchema, resolvers: [ShopResolver, OrderResolver] },
  adminApiExtensions: { schema: adminSchema, resolvers: [AdminResolver] },
  configuration: (config) => {
    for (const [entity, fields] of Object.entries(customFields)) {
      const kept = config.customFields as Record<string, typeof fields>;
      kept[entity] = [...(kept[entity] ?? []), ...(fields ?? [])];
    }
    config.authOptions.entityAccessControlStrategy = new ComptoirAccess(
      config.authOptions.entityAccessControlStrategy ?? new DefaultEntityAccessControlStrategy(),
    );
    const { orderOptions, catalogOptions, taxOptions, shippingOptions, paymentOptions } = config;
    orderOptions.orderInterceptors = [...(orderOptions.orderInterceptors ?? []), new ComptoirInterceptor()];
    orderOptions.orderItemPriceCalculationStrategy = new ComptoirOrderItemPrice();
    orderOptions.changedPriceHandlingStrategy = new ComptoirChangedPrice();
    orderOptions.process = [comptoirOrderGate, ...(orderOptions.process ?? [defaultOrderProcess]), comptoirOrderProcess];
    catalogOptions.productVariantPriceCalculationStrategy = new ComptoirListingPrice(
      catalogOptions.productVariantPriceCalculationStrategy,
    );
    catalogOptions.stockLocationStrategy = new ComptoirStockLocations();
    if (ComptoirPlugin.options.showQuantities ?? true) {
      catalogOptions.stockDisplayStrategy = new ComptoirStockDisplay();
    }
    taxOptions.taxLineCalculationStrategy = new ComptoirTaxLines();
    shippingOptions.process = [
      ...(shippingOptions.process ?? [defaultFulfillmentProcess]), comptoirFulfillmentProcess,
    ];
    shippingOptions.shippingEligibilityCheckers = [
      ...(shippingOptions.shippingEligibilityCheckers ?? []), comptoirShippingChecker,
    ];
    paymentOptions.paymentMethodEligibilityCheckers = [
      ...(paymentOptions.paymentMethodEligibilityCheckers ?? []), comptoirPaymentChecker,
    ];
    paymentOptions.paymentMethodHandlers = [...paymentOptions.paymentMethodHandlers, onAccountHandler];
    return config;
  },
})
export class ComptoirPlugin {
  static options: ComptoirOptions;

  static init(options: ComptoirOptions): Type<ComptoirPlugin> {
    ComptoirPlugin.options = options;
    return ComptoirPlugin;
  }
}
