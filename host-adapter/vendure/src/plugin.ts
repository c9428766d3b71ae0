import { APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import {
  DefaultEntityAccessControlStrategy, DefaultOrderByCodeAccessStrategy, defaultFulfillmentProcess, defaultOrderProcess,
  defaultPaymentProcess, PluginCommonModule, Type, VendurePlugin,
} from '@vendure/core';
import { concatAST } from 'graphql';
import { AdminResolver } from './api/admin';
import { AuditResolver, auditSchema } from './api/audit';
import { correctedSchema } from './api/corrected';
import { DetailsResolver, detailsAdminSchema, detailsShopSchema, OrderDetailsResolver } from './api/details';
import { CorrectionsAdminResolver, CorrectionsResolver } from './api/corrections';
import { correctionsAdminSchema, correctionsShopSchema } from './api/corrections-schema';
import { DocumentViews } from './api/document-views';
import { DocumentsAdminResolver, DocumentsResolver } from './api/documents';
import { documentsAdminSchema, documentsShopSchema } from './api/documents-schema';
import { EmployeesResolver, employeesSchema } from './api/employees';
import { EntriesAdminResolver, EntriesResolver, entriesAdminSchema, entriesShopSchema } from './api/entries';
import { LoadingResolver, loadingSchema } from './api/loading';
import { LoyaltyAdminResolver, LoyaltyResolver, LoyaltyResultResolver } from './api/loyalty';
import { loyaltyAdminSchema, loyaltyShopSchema } from './api/loyalty-schema';
import { PeopleAdminResolver, PeopleShopResolver } from './api/people';
import { peopleAdminSchema, peopleShopSchema } from './api/people-schema';
import { RowsResolver, rowsSchema } from './api/rows';
import { adminSchema, shopSchema } from './api/schema';
import { SearchResponseResolver, SearchResultResolver } from './api/search';
import { OrderResolver, ShopResolver } from './api/shop';
import { ShortResolver } from './api/short';
import { OrderStagesAdminResolver, OrderStagesResolver, stagesAdminSchema, stagesShopSchema } from './api/stages';
import { TablesAccess } from './api/tables-access';
import { variantFields, VariantFieldsReader } from './api/variant-fields';
import * as entities from './entities';
import { customFields } from './entities/custom-fields';
import { leaveUnread } from './entities/unread';
import { Loader } from './load/loader';
import { TableLocks } from './load/locking';
import { TableRows } from './load/reading';
import { References } from './load/references';
import { Removal } from './load/removal';
import { ComptoirOptions, COMPTOIR_OPTIONS } from './options';
import { actForClients, allClients } from './permissions';
import { Access } from './rules/access';
import { StagesAhead } from './rules/ahead';
import { Audit } from './rules/audit';
import { Basket } from './rules/basket';
import { Bonuses } from './rules/bonuses';
import { Calendar } from './rules/calendar';
import { Changes } from './rules/changes';
import { Clients } from './rules/clients';
import { Details } from './rules/details';
import { Corrections } from './rules/corrections';
import { Directories } from './rules/directory';
import { Due } from './rules/due';
import { Dues } from './rules/dues';
import { Employees } from './rules/employees';
import { Engine } from './rules/engine';
import { Entries } from './rules/entries';
import { EntrySessions } from './rules/entry-sessions';
import { Gatherer } from './rules/gather';
import { Gifts } from './rules/gifts';
import { Goods } from './rules/goods';
import { Grants } from './rules/grants';
import { Holding } from './rules/holding';
import { Invoices } from './rules/invoices';
import { KeptFacts } from './rules/kept-facts';
import { Life } from './rules/life';
import { Locks } from './rules/locks';
import { Lots } from './rules/lots';
import { LoyaltyFacts } from './rules/loyalty-facts';
import { Offers } from './rules/offers';
import { OnBehalfOrders } from './rules/on-behalf';
import { OrderHistory } from './rules/order-history';
import { OrdersTogether } from './rules/orders-together';
import { Papers } from './rules/papers';
import { Placing } from './rules/placing';
import { Programme } from './rules/programme';
import { Rewriting } from './rules/rewriting';
import { Sequences } from './rules/sequences';
import { Sight } from './rules/sight';
import { Splitting } from './rules/splitting';
import { Standings } from './rules/standings';
import { ComptoirAccess } from './strategies/access';
import { Announced } from './strategies/announced';
import { Cancellations } from './strategies/cancellations';
import { EntryGuard, rootFields } from './strategies/entry-guard';
import { expireBonuses } from './strategies/expiry';
import { Installed } from './strategies/installed';
import { bonusAsked, bonusPays, promoApplies, promoDelivery, promoDiscount } from './strategies/promotions';
import { comptoirFulfillmentProcess } from './strategies/fulfillment-process';
import { ComptoirInterceptor } from './strategies/interceptor';
import { ComptoirOrderByCode } from './strategies/order-by-code';
import { comptoirOrderGate } from './strategies/order-gate';
import { comptoirOrderProcess } from './strategies/order-process';
import { comptoirPaymentProcess } from './strategies/payment-process';
import { PlacedGuard } from './strategies/placed-guard';
import { comptoirPaymentChecker, comptoirShippingChecker, onAccountHandler } from './strategies/payment';
import { ComptoirChangedPrice, ComptoirListingPrice, ComptoirOrderItemPrice, ComptoirTaxLines } from './strategies/prices';
import { ComptoirStockAllocation, ComptoirStockDisplay, ComptoirStockLocations } from './strategies/stock';
import { TooLarge } from './strategies/too-large';
import { Unanswered, unanswered } from './strategies/unanswered';
import { dueTask } from './tasks/due';

const shopSchemas = [
  shopSchema, peopleShopSchema, loyaltyShopSchema, documentsShopSchema, detailsShopSchema, entriesShopSchema, correctedSchema,
  stagesShopSchema,
];
// On behalf of a client somebody does what is named here; his employees, and his word on a correction, are his own.
EntryGuard.ours = shopSchemas.flatMap(rootFields);

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
    { provide: APP_INTERCEPTOR, useClass: Announced },
    { provide: COMPTOIR_OPTIONS, useFactory: () => ComptoirPlugin.options },
    Basket, Clients, Engine, Gatherer, Goods, Life, Offers, Sight,
    Loader, References, Removal, TableLocks, TableRows, TablesAccess,
    Access, Audit, Calendar, Cancellations, Directories, Due, Employees, Grants, Holding, Locks, OnBehalfOrders, Placing, Standings,
    Bonuses, Gifts, Installed, Lots, LoyaltyFacts, Programme,
    DocumentViews, Invoices, Papers, PlacedGuard, Sequences,
    Details, Entries, EntrySessions,
    Changes, KeptFacts, Unanswered, VariantFieldsReader,
    { provide: APP_GUARD, useClass: EntryGuard },
    Corrections, Dues, OrderHistory, OrdersTogether, Rewriting, Splitting, StagesAhead,
  ],
  shopApiExtensions: {
    schema: () => concatAST([...shopSchemas, employeesSchema, correctionsShopSchema]),
    resolvers: [
      ShopResolver, OrderResolver, PeopleShopResolver, EmployeesResolver, LoyaltyResolver, LoyaltyResultResolver, DocumentsResolver,
      DetailsResolver, OrderDetailsResolver, EntriesResolver, CorrectionsResolver, SearchResponseResolver, SearchResultResolver,
      OrderStagesResolver, ShortResolver,
    ],
  },
  adminApiExtensions: {
    schema: () => concatAST([
      adminSchema, peopleAdminSchema, auditSchema, loyaltyAdminSchema, documentsAdminSchema, loadingSchema, rowsSchema,
      detailsAdminSchema, entriesAdminSchema, correctionsAdminSchema, stagesAdminSchema,
    ]),
    resolvers: [
      AdminResolver, PeopleAdminResolver, AuditResolver, LoyaltyAdminResolver, DocumentsAdminResolver, LoadingResolver,
      RowsResolver, EntriesAdminResolver, CorrectionsAdminResolver, OrderStagesAdminResolver,
    ],
  },
  configuration: (config) => {
    for (const [entity, fields] of Object.entries(customFields)) {
      const kept = config.customFields as Record<string, typeof fields>;
      kept[entity] = [...(kept[entity] ?? []), ...(fields ?? [])];
    }
    config.entityOptions.metadataModifiers = [...(config.entityOptions.metadataModifiers ?? []), leaveUnread];
    config.apiOptions.apolloServerPlugins = [...(config.apiOptions.apolloServerPlugins ?? []), variantFields, unanswered];
    config.authOptions.entityAccessControlStrategy = new ComptoirAccess(
      config.authOptions.entityAccessControlStrategy ?? new DefaultEntityAccessControlStrategy(),
    );
    config.systemOptions.errorHandlers = [...(config.systemOptions.errorHandlers ?? []), new TooLarge()];
    const { orderOptions, catalogOptions, taxOptions, shippingOptions, paymentOptions } = config;
    orderOptions.orderInterceptors = [...(orderOptions.orderInterceptors ?? []), new ComptoirInterceptor()];
    orderOptions.orderItemPriceCalculationStrategy = new ComptoirOrderItemPrice();
    orderOptions.changedPriceHandlingStrategy = new ComptoirChangedPrice();
    orderOptions.stockAllocationStrategy = new ComptoirStockAllocation(orderOptions.stockAllocationStrategy);
    orderOptions.orderByCodeAccessStrategy = new ComptoirOrderByCode(
      orderOptions.orderByCodeAccessStrategy ?? new DefaultOrderByCodeAccessStrategy('2h'),
    );
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
    config.schedulerOptions.tasks = [...(config.schedulerOptions.tasks ?? []), dueTask];
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
