import { Args, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Allow, Ctx, ForbiddenError, Order, Permission, RequestContext, Transaction } from '@vendure/core';
import gql from 'graphql-tag';
import { Access, RefusedError } from '../rules/access';
import { Basket } from '../rules/basket';
import { Details, DetailWish } from '../rules/details';
import { Engine } from '../rules/engine';
import { orDegraded } from '../rules/outage';
import { keptOn } from '../rules/said';
import { cartView } from './views';

const common = gql`
  "What an order says of the client, such as his legal name or where he takes delivery."
  type B2bDetail {
    name: String!
    value: String!
  }

  input B2bDetailInput {
    name: String!
    "Null: not said."
    value: String
  }
`;

export const detailsShopSchema = gql`
  ${common}

  "One of those that the policy asks for, in its order."
  type B2bAskedDetail {
    name: String!
    "What this order has, of its delivery once a method is chosen; null: it is missing."
    value: String
    "It comes from an earlier order."
    kept: Boolean!
  }

  extend type B2bCart {
    "What the first order must say; later ones start with what it said."
    details: [B2bAskedDetail!]!
  }

  extend type Order {
    "What it says of the client; once it is placed, all that it carries."
    b2bDetails: [B2bDetail!]!
  }

  extend type Mutation {
    """
    Says details of the active order. 'city', 'postcode', 'address', 'recipient' and 'phone' are those of its shipping
    address; of city, postcode and address whoever says one says all.
    """
    sayB2bDetails(details: [B2bDetailInput!]!): B2bCart
  }
`;

export const detailsAdminSchema = gql`
  ${common}

  extend type B2bOrder {
    details: [B2bDetail!]!
  }

  extend input B2bOnBehalfInput {
    "What the order says of the client; what it does not is taken from an earlier one."
    details: [B2bDetailInput!]
  }

  extend enum B2bTable {
    details
  }
`;

@Resolver()
export class DetailsResolver {
  constructor(private engine: Engine, private access: Access, private basket: Basket, private details: Details) {}

  @Transaction()
  @Mutation()
  @Allow(Permission.Authenticated)
  async sayB2bDetails(@Ctx() ctx: RequestContext, @Args() { details }: { details: DetailWish[] }) {
    const client = await this.engine.client(ctx);
    if (!client) throw new ForbiddenError();
    await this.access.demand(ctx, client, 'edit-cart');
    const order = await this.basket.order(ctx, false);
    if (order?.state !== 'AddingItems') throw new RefusedError(this.engine.words(ctx).noCart());
    const evaluate = (of: Order) => this.engine.cart(ctx, client, of, this.engine.lines(of));
    const { decision: before } = await evaluate(order);
    await this.details.say(ctx, order, details, before.answer.details.map(({ name }) => name));
    // Where the goods go is what delivery costs.
    const changed = (await this.basket.reprice(ctx)) ?? order;
    const { decision, gathered } = await evaluate(changed);
    const { contract } = decision.answer;
    return cartView(
      decision, contract ? gathered.facts.contracts[contract.contract]?.id : undefined, this.engine.words(ctx),
      gathered.facts.products.items.map(({ sku }) => sku),
    );
  }
}

@Resolver('Order')
export class OrderDetailsResolver {
  constructor(private engine: Engine, private access: Access) {}

  @ResolveField()
  async b2bDetails(@Ctx() ctx: RequestContext, @Parent() order: Order) {
    return orDegraded('details of an order', async () => {
      const client = await this.engine.client(ctx);
      if (client) await this.access.demand(ctx, client, 'view-orders');
      return keptOn(order);
      // Nobody knows whether he may read them.
    }, () => []);
  }
}
