export * from './entities';
export { DemoInvoiceEvent, OrderChangedEvent } from './events';
export type { ComptoirOptions } from './options';
export { ComptoirPlugin } from './plugin';
export { Loader } from './load/loader';
export type { Table } from './load/tables';
export { comptoirPaymentChecker, comptoirShippingChecker, onAccountHandler } from './strategies/payment';
