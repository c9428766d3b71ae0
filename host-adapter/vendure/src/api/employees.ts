import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Allow, Ctx, ForbiddenError, Permission, RequestContext, Transaction } from '@vendure/core';
import gql from 'graphql-tag';
import { Employee } from '../entities';
import { Client } from '../rules/clients';
import { Employees, EmployeeWish } from '../rules/employees';
import { Engine } from '../rules/engine';

export const employeesSchema = gql`
  type B2bEmployee {
    email: String!
    "Buyer account of the outlet he buys for."
    account: String!
    level: String!
    "Null: as the level says, which is not 0."
    spendingLimit: String
    "The moment from which the access works; null: it works."
    effectiveFrom: String
    suspended: Boolean!
  }

  "The whole access as it is to be."
  input B2bEmployeeInput {
    email: String!
    level: String!
    spendingLimit: String
    account: String
    suspended: Boolean
  }

  extend type Query {
    "The client's employees, for whoever may manage them."
    b2bEmployees: [B2bEmployee!]!
  }

  extend type Mutation {
    addB2bEmployee(input: B2bEmployeeInput!): B2bEmployee!
    changeB2bEmployee(input: B2bEmployeeInput!): B2bEmployee!
    removeB2bEmployee(email: String!): Boolean!
  }
`;

const view = (employee: Employee) => ({ ...employee, account: employee.outlet.account });

@Resolver()
export class EmployeesResolver {
  constructor(private engine: Engine, private employees: Employees) {}

  private async client(ctx: RequestContext): Promise<Client> {
    const client = await this.engine.client(ctx);
    if (!client) throw new ForbiddenError();
    return client;
  }

  @Query()
  @Allow(Permission.Authenticated)
  async b2bEmployees(@Ctx() ctx: RequestContext) {
    return (await this.employees.list(ctx, await this.client(ctx))).map(view);
  }

  @Transaction()
  @Mutation()
  @Allow(Permission.Authenticated)
  async addB2bEmployee(@Ctx() ctx: RequestContext, @Args() { input }: { input: EmployeeWish }) {
    return view(await this.employees.add(ctx, await this.client(ctx), input));
  }

  @Transaction()
  @Mutation()
  @Allow(Permission.Authenticated)
  async changeB2bEmployee(@Ctx() ctx: RequestContext, @Args() { input }: { input: EmployeeWish }) {
    return view(await this.employees.change(ctx, await this.client(ctx), input));
  }

  @Transaction()
  @Mutation()
  @Allow(Permission.Authenticated)
  async removeB2bEmployee(@Ctx() ctx: RequestContext, @Args() { email }: { email: string }) {
    await this.employees.remove(ctx, await this.client(ctx), email);
    return true;
  }
}
