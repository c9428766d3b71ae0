import {
  DefaultEntityAccessControlStrategy, defaultFulfillmentProcess, defaultOrderProcess, defaultPaymentProcess, PluginCommonModule,
  Type, VendurePlugin,
} from '@vendure/core';
import gql from 'graphql-tag';
import { AdminResolver } from './api/admin';
import { EmployeesResolver, employeesSchema } from './api/employees';
import { PeopleAdminResolver, PeopleShopResolver } from './api/people';
import { peopleAdminSchema, peopleShopSchema } from './api/people-schema';
import { adminSchema, shopSchema } from './api/schema';
import { OrderResolver, ShopResolver } from './api/shop';
import * as entities from './entities';
import { customFields } from './entities/custom-fields';
import { Loader } from './load/loader';
import { ComptoirOptions, COMPTOIR_OPTIONS } from './options';
import { actForClients, allClients } from './permissions';
import { Access } from './rules/access';
import { Basket } from './rules/basket';
import { Clients } from './rules/clients';
import { Directories } from './rules/directory';
import { Employees } from './rules/employees';
import { Engine } from './rules/engine';
import { Gatherer } from './rules/gather';
import { Goods } from './rules/goods';
import { Life } from './rules/life';
import { Offers } from './rules/offers';
import { OnBehalfOrders } from './rules/on-behalf';
import { Sight } from './rules/sight';
import { Standings } from './rules/standings';
import { ComptoirAccess } from './strategies/access';
import { Cancellations } from './strategies/cancellations';
import { comptoirFulfillmentProcess } from './strategies/fulfillment-process';
import { ComptoirInterceptor } from './strategies/interceptor';
import { comptoirOrderGate } from './strategies/order-gate';
import { comptoirOrderProcess } from './strategies/order-process';
import { comptoirPaymentProcess } from './strategies/payment-process';
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
    Access, Cancellations, Directories, Employees, OnBehalfOrders, Standings,
  ],
  shopApiExtensions: {
    schema: gql`
      ${shopSchema}
      ${peopleShopSchema}
      ${employeesSchema}
    `,
    resolvers: [ShopResolver, OrderResolver, PeopleShopResolver, EmployeesResolver],
  },
  adminApiExtensions: {
    schema: gql`
      ${adminSchema}
      ${peopleAdminSchema}
    `,
    resolvers: [AdminResolver, PeopleAdminResolver],
  },
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
    config.authOptions.customPermissions = [
      ...(config.authOptions.customPermissions ?? []), actForClients, allClients,
    ];
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
    paymentOptions.process = [...(paymentOptions.process ?? [defaultPaymentProcess]), comptoirPaymentProcess];
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
