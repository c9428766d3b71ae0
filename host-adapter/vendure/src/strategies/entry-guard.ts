import { CanActivate, ExecutionContext, Injectable } from '@nestjs/common';
import { internal_getRequestContext, parseContext, RequestContext } from '@vendure/core';
import type { GqlContextType } from '@nestjs/graphql';
import type { DocumentNode, GraphQLResolveInfo } from 'graphql';
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
/** Of a customer what the order says, and nothing else: not his other orders, not his book of addresses. */
const ASKED = ['Query', 'Mutation', 'Subscription', 'Route', 'Customer'];
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

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    // It is asked about every field of every answer, and most are of no such type.
    const field = context.getType<GqlContextType>() === 'graphql' ? context.getArgByIndex<GraphQLResolveInfo | undefined>(3) : undefined;
    if (field && !ASKED.includes(field.parentType.name)) return true;
    const { req, info } = parseContext(context);
    const parent = info?.parentType.name ?? 'Route';
    const ctx = internal_getRequestContext(req as never, context);
    return this.sessions.is(ctx) ? this.decide(ctx, parent, info?.fieldName ?? req.path) : true;
  }

  private async decide(ctx: RequestContext, parent: string, fieldName: string): Promise<boolean> {
    if (parent === 'Customer') return this.refuse(ctx, `${parent}.${fieldName}`);
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
