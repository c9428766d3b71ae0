import { CanActivate, ExecutionContext, Injectable } from '@nestjs/common';
import { internal_getRequestContext, parseContext, RequestContext } from '@vendure/core';
import type { DocumentNode } from 'graphql';
import { Access, RefusedError } from '../rules/access';
import { Clients } from '../rules/clients';
import { Engine } from '../rules/engine';
import { EntrySessions } from '../rules/entry-sessions';
import { ENTRY_ENDED, NOT_ON_BEHALF } from '../rules/own-words';

/** What of Vendure's shop API somebody does for a client: the catalogue, the cart and the checkout. Nothing else. */
const ENGINES = [
  'activeChannel', 'activeCustomer', 'activeOrder', 'activePaymentMethods', 'activeShippingMethods', 'availableCountries',
  'collection', 'collections', 'eligiblePaymentMethods', 'eligibleShippingMethods', 'facet', 'facets', 'me', 'nextOrderStates',
  'orderByCode', 'product', 'products', 'search',
  'addItemToOrder', 'addItemsToOrder', 'addPaymentToOrder', 'adjustOrderLine', 'applyCouponCode', 'removeAllOrderLines',
  'removeCouponCode', 'removeOrderLine', 'setOrderBillingAddress', 'setOrderCustomFields', 'setOrderShippingAddress',
  'setOrderShippingMethod', 'transitionOrderToState', 'unsetOrderBillingAddress', 'unsetOrderShippingAddress',
];
/** They work when the entry is over, too. */
const ALWAYS = ['enterB2bClient', 'leaveB2bClient'];

/** Queries and mutations that a schema adds: ours ask the rules what somebody may do for a client. */
export function rootFields({ definitions }: DocumentNode): string[] {
  return definitions.flatMap((definition) =>
    (definition.kind === 'ObjectTypeExtension' && ['Query', 'Mutation'].includes(definition.name.value)
      ? (definition.fields ?? []).map(({ name }) => name.value)
      : []));
}

/**
 * Keeps a session on behalf from being the client: what is not named here is refused, by whatever plugin it comes. It
 * stands behind Vendure's own guard.
 */
@Injectable()
export class EntryGuard implements CanActivate {
  static ours: string[] = [];

  constructor(
    private sessions: EntrySessions, private engine: Engine, private clients: Clients, private access: Access,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const { req, info } = parseContext(context);
    const ctx = internal_getRequestContext(req as never, context) as RequestContext | undefined;
    if (!ctx || !this.sessions.is(ctx)) return true;
    const { parentType, fieldName } = info ?? { parentType: { name: 'Route' }, fieldName: req.path };
    const { name: parent } = parentType;
    // Nothing of his life but what the order says: not his other orders, not his book of addresses.
    if (!['Query', 'Mutation', 'Route'].includes(parent)) return parent === 'Customer' ? this.refuse(ctx, `${parent}.${fieldName}`) : true;
    if (ctx.apiType !== 'shop' || parent === 'Route') return this.refuse(ctx, fieldName);
    if (ALWAYS.includes(fieldName)) return true;
    const client = await this.clients.of(ctx);
    // A client who is another's now, a rep who is none any more.
    if (!client || (await this.access.isForeign(ctx, client))) throw new RefusedError(this.engine.words(ctx).own(ENTRY_ENDED));
    return ENGINES.includes(fieldName) || EntryGuard.ours.includes(fieldName) || this.refuse(ctx, fieldName);
  }

  private refuse(ctx: RequestContext, what: string): never {
    throw new RefusedError(this.engine.words(ctx).own(NOT_ON_BEHALF).replace('{what}', what));
  }
}
