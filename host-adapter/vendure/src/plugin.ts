import {
  defaultFulfillmentProcess, defaultOrderProcess, PluginCommonModule, Type, VendurePlugin,
} from '@vendure/core';
import gql from 'graphql-tag';
import { AdminResolver } from './api/admin';
import { DocumentViews } from './api/document-views';
import { DocumentsAdminResolver, DocumentsResolver } from './api/documents';
import { documentsAdminSchema, documentsShopSchema } from './api/documents-schema';
import { LoadingResolver, loadingSchema } from './api/loading';
import { LoyaltyAdminResolver, LoyaltyResolver, LoyaltyResultResolver } from './api/loyalty';
import { loyaltyAdminSchema, loyaltyShopSchema } from './api/loyalty-schema';
import { adminSchema, shopSchema } from './api/schema';
import { OrderResolver, ShopResolver } from './api/shop';
import * as entities from './entities';
import { customFields } from './entities/custom-fields';
import { Loader } from './load/loader';
import { ComptoirOptions, COMPTOIR_OPTIONS } from './options';
import { Basket } from './rules/basket';
import { Bonuses } from './rules/bonuses';
import { Clients } from './rules/clients';
import { Engine } from './rules/engine';
import { Gatherer } from './rules/gather';
import { Gifts } from './rules/gifts';
import { Invoices } from './rules/invoices';
import { Life } from './rules/life';
import { Lots } from './rules/lots';
import { LoyaltyFacts } from './rules/loyalty-facts';
import { Offers } from './rules/offers';
import { Papers } from './rules/papers';
import { Programme } from './rules/programme';
import { Sequences } from './rules/sequences';
import { expireBonuses } from './strategies/expiry';
import { Installed } from './strategies/installed';
import { bonusAsked, bonusPays, promoApplies, promoDelivery, promoDiscount } from './strategies/promotions';
import { comptoirFulfillmentProcess } from './strategies/fulfillment-process';
import { ComptoirInterceptor } from './strategies/interceptor';
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
    Basket, Clients, Engine, Gatherer, Life, Loader, Offers,
    Bonuses, Gifts, Installed, Lots, LoyaltyFacts, Programme,
    DocumentViews, Invoices, Papers, Sequences,
  ],
  shopApiExtensions: {
    schema: gql`${shopSchema} ${loyaltyShopSchema} ${documentsShopSchema}`,
    resolvers: [ShopResolver, OrderResolver, LoyaltyResolver, LoyaltyResultResolver, DocumentsResolver],
  },
  adminApiExtensions: {
    schema: gql`${adminSchema} ${loyaltyAdminSchema} ${documentsAdminSchema} ${loadingSchema}`,
    resolvers: [AdminResolver, LoyaltyAdminResolver, DocumentsAdminResolver, LoadingResolver],
  },
  configuration: (config) => {
    for (const [entity, fields] of Object.entries(customFields)) {
      const kept = config.customFields as Record<string, typeof fields>;
      kept[entity] = [...(kept[entity] ?? []), ...(fields ?? [])];
    }
    const { orderOptions, catalogOptions, taxOptions, shippingOptions, paymentOptions } = config;
    orderOptions.orderInterceptors = [...(orderOptions.orderInterceptors ?? []), new ComptoirInterceptor()];
    orderOptions.orderItemPriceCalculationStrategy = new ComptoirOrderItemPrice();
    orderOptions.changedPriceHandlingStrategy = new ComptoirChangedPrice();
    orderOptions.process = [...(orderOptions.process ?? [defaultOrderProcess]), comptoirOrderProcess];
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
    const { promotionOptions, schedulerOptions } = config;
    promotionOptions.promotionConditions = [
      ...(promotionOptions.promotionConditions ?? []), promoApplies, bonusAsked,
    ];
    promotionOptions.promotionActions = [
      ...(promotionOptions.promotionActions ?? []), promoDiscount, promoDelivery, bonusPays,
    ];
    schedulerOptions.tasks = [...(schedulerOptions.tasks ?? []), expireBonuses];
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
