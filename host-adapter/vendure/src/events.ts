import { Order, RequestContext, VendureEvent } from '@vendure/core';
import type { types } from '@comptoir/node';

/** An order moved under the rules: who is to be told, and what. Nothing is sent by the plugin itself. */
export class OrderChangedEvent extends VendureEvent {
  constructor(
    public readonly ctx: RequestContext,
    public readonly order: Order,
    public readonly label: string,
    public readonly notifications: types.Notification[],
  ) {
    super();
  }
}

/** A client added, changed or removed an employee: who is to be told, and what. */
export class EmployeeChangedEvent extends VendureEvent {
  constructor(
    public readonly ctx: RequestContext,
    /** Code of the company. */
    public readonly company: string,
    /** Of the employee. */
    public readonly email: string,
    public readonly notifications: types.Notification[],
  ) {
    super();
  }
}
