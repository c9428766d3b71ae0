export * from './entities';
export { EmployeeChangedEvent, OrderChangedEvent } from './events';
export type { ComptoirOptions } from './options';
export { ComptoirPlugin } from './plugin';
export { Loader } from './load/loader';
export type { Table } from './load/tables';
export { comptoirPaymentChecker, comptoirShippingChecker, onAccountHandler } from './strategies/payment';
