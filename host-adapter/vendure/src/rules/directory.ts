import { Injectable } from '@nestjs/common';
import { RequestContext, TransactionalConnection, VendureEntity } from '@vendure/core';
import type { accounts } from '@comptoir/node';
import { FindOptionsWhere, In } from 'typeorm';
import { Absence, Binding, Company, Employee, Outlet, Rep } from '../entities';
import type { Client } from './clients';
import { once, stateOf } from './request';

/** A directory with the entities that its indices stand for. */
export interface Known {
  directory: accounts.Directory;
  /** In the order of `directory.clients`. */
  companies: Company[];
  /** In the order of `directory.outlets`. */
  outlets: Outlet[];
  /** In the order of `directory.employees`. */
  employees: Employee[];
}

const version = (entity: VendureEntity) => String(new Date(entity.updatedAt).getTime());

function attributes(text: string): accounts.Attribute[] {
  return text.split(',').filter(Boolean).map((pair) => {
    const [key = '', value = ''] = pair.split('=');
    return { key: key.trim(), value: value.trim() };
  });
}

/** Who is who, as the rules about people take it: in six queries at most, whatever is in the tables. */
@Injectable()
export class Directories {
  constructor(private connection: TransactionalConnection) {}

  /** One client with all its people, once a request. */
  of(ctx: RequestContext, company: Company): Promise<Known> {
    return this.together(ctx, [company]);
  }

  /** Several clients with all their people, in this order, once a request. */
  together(ctx: RequestContext, companies: Company[]): Promise<Known> {
    const key = companies.map(({ id }) => id).join(',');
    return once(stateOf(ctx).directories, key, () => this.gather(ctx, companies, true));
  }

  /**
   * A client by himself, as he was read already: what is asked about his own level has nothing to do with his colleagues
   * and reps.
   */
  alone({ employee }: Client): accounts.Directory {
    const { outlet } = employee;
    return described({ companies: [outlet.company], outlets: [outlet], employees: [employee] });
  }

  /** Every client, without employees: what a search goes through. */
  async all(ctx: RequestContext): Promise<Known> {
    return this.gather(ctx, await this.connection.getRepository(ctx, Company).find({ order: { id: 'ASC' } }), false);
  }

  private async gather(ctx: RequestContext, companies: Company[], some: boolean): Promise<Known> {
    // Of some companies their own rows alone; of all, all.
    const only = some ? { company: { id: In(companies.map(({ id }) => id)) } } : {};
    const outlets = await this.connection.getRepository(ctx, Outlet).find({
      where: only as FindOptionsWhere<Outlet>, relations: ['company'], order: { id: 'ASC' },
    });
    const employees = !some ? [] : await this.connection.getRepository(ctx, Employee).find({
      where: { outlet: only } as FindOptionsWhere<Employee>, relations: ['outlet', 'outlet.company'], order: { id: 'ASC' },
    });
    const reps = await this.connection.getRepository(ctx, Rep).find({ order: { id: 'ASC' } });
    const bindings = reps.length === 0 ? [] : await this.connection.getRepository(ctx, Binding).find({
      where: { ended: false, ...only } as FindOptionsWhere<Binding>, relations: ['rep', 'company', 'outlet'], order: { id: 'ASC' },
    });
    const absences = reps.length === 0 ? [] : await this.connection.getRepository(ctx, Absence).find({
      relations: ['rep', 'substitute'], order: { id: 'ASC' },
    });
    return { companies, outlets, employees, directory: described({ companies, outlets, employees, reps, bindings, absences }) };
  }
}

/** Rows of one question, each table in the order that the facts index. */
interface Rows {
  companies: Company[];
  outlets: Outlet[];
  employees: Employee[];
  reps?: Rep[];
  bindings?: Binding[];
  absences?: Absence[];
}

function described({ companies, outlets, employees, reps = [], bindings = [], absences = [] }: Rows): accounts.Directory {
  const places = <T extends VendureEntity>(entities: T[]) => {
    const at = new Map(entities.map(({ id }, index) => [String(id), index]));
    return (entity: VendureEntity) => at.get(String(entity.id)) ?? -1;
  };
  const [client, outlet, rep] = [places(companies), places(outlets), places(reps)];
  return {
    // A company is a client group of its own.
    clients: companies.map((company) => ({
      id: company.code, version: version(company), name: company.name, attributes: attributes(company.attributes),
    })),
    entities: companies.map((company, index) => ({
      id: company.code, version: version(company), client: index, name: company.name,
      country: company.country, taxId: company.taxId,
    })),
    outlets: outlets.map((one) => ({
      id: one.account, version: version(one), entity: client(one.company), name: one.name, city: one.city,
      account: one.account, attributes: attributes(one.attributes),
    })),
    employees: employees.map((one) => ({
      id: one.email, version: version(one), client: client(one.outlet.company), outlets: [outlet(one.outlet)], email: one.email,
      level: one.level, limit: one.spendingLimit,
      effectiveFrom: one.effectiveFrom ? Date.parse(one.effectiveFrom) : null, suspended: one.suspended,
    })),
    reps: reps.map((one) => ({
      id: one.code, version: version(one), name: one.name, email: one.email, phone: one.phone, suspended: one.suspended,
    })),
    bindings: bindings.map((one) => ({
      version: version(one), rep: rep(one.rep), client: client(one.company), outlet: one.outlet ? outlet(one.outlet) : null,
    })),
    absences: absences.map((one) => ({
      version: version(one), rep: rep(one.rep), from: one.firstDay, until: one.back,
      substitute: one.substitute ? rep(one.substitute) : null,
    })),
    invitations: [],
  };
}
