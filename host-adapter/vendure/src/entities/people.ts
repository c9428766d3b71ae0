import { Column, Entity, Index, ManyToOne } from 'typeorm';
import { DeepPartial, VendureEntity } from '@vendure/core';

/** A legal entity: one tax id. Debt and turnover are counted by it. */
@Entity('comptoir_company')
export class Company extends VendureEntity {
  constructor(input?: DeepPartial<Company>) {
    super(input);
  }

  @Index({ unique: true })
  @Column()
  code: string;

  @Column()
  name: string;

  /** ISO 3166 code of two letters; empty: not said. */
  @Column({ default: '' })
  country: string;

  @Column({ default: '' })
  taxId: string;

  /** What rules for reps ask for, `region=south` between commas. */
  @Column({ default: '' })
  attributes: string;

  /** Profiles of the policy's catalogue, between commas. */
  @Column({ default: '' })
  profiles: string;

  /** Code of a price list agreed with this client. */
  @Column({ type: 'varchar', nullable: true })
  priceList: string | null;

  /** Name of a stock location. */
  @Column({ type: 'varchar', nullable: true })
  homeWarehouse: string | null;

  /** False: what it owes is not known, and the credit gates say so. */
  @Column({ default: true })
  receivablesKnown: boolean;
}

/** A point of sale or delivery, with its buyer account. */
@Entity('comptoir_outlet')
export class Outlet extends VendureEntity {
  constructor(input?: DeepPartial<Outlet>) {
    super(input);
  }

  @Index({ unique: true })
  @Column()
  account: string;

  @ManyToOne(() => Company, { nullable: false, onDelete: 'CASCADE' })
  company: Company;

  @Column()
  name: string;

  @Column({ default: '' })
  city: string;

  /** Win over the company's of the same name. */
  @Column({ default: '' })
  attributes: string;
}

/** Who buys for an outlet: the customer who signs in with this e-mail. */
@Entity('comptoir_employee')
export class Employee extends VendureEntity {
  constructor(input?: DeepPartial<Employee>) {
    super(input);
  }

  /** In lower case. */
  @Index({ unique: true })
  @Column()
  email: string;

  @ManyToOne(() => Outlet, { nullable: false, onDelete: 'CASCADE' })
  outlet: Outlet;

  /** The moment from which the access works, in ISO 8601; none: it works. */
  @Column({ type: 'varchar', nullable: true })
  effectiveFrom: string | null;

  /** An id of the policy's `access` table, or of the levels that a policy without one has. */
  @Column({ default: 'buyer' })
  level: string;

  /** Most that one order may cost; none: as the level says, which is not 0. */
  @Column({ type: 'varchar', nullable: true })
  spendingLimit: string | null;

  @Column({ default: false })
  suspended: boolean;

  /** The contract he chose; none: the default one. */
  @Column({ type: 'varchar', nullable: true })
  contract: string | null;
}

/** A sales representative: the administrator who signs in with this e-mail. */
@Entity('comptoir_rep')
export class Rep extends VendureEntity {
  constructor(input?: DeepPartial<Rep>) {
    super(input);
  }

  @Index({ unique: true })
  @Column()
  code: string;

  @Column()
  name: string;

  @Column()
  email: string;

  @Column({ type: 'varchar', nullable: true })
  phone: string | null;

  @Column({ default: false })
  suspended: boolean;
}

/** This rep looks after this company, or one outlet of it. */
@Entity('comptoir_binding')
@Index(['rep', 'company', 'outlet'], { unique: true })
export class Binding extends VendureEntity {
  constructor(input?: DeepPartial<Binding>) {
    super(input);
  }

  @ManyToOne(() => Rep, { nullable: false, onDelete: 'CASCADE' })
  rep: Rep;

  @ManyToOne(() => Company, { nullable: false, onDelete: 'CASCADE' })
  company: Company;

  /** Only for this outlet; wins over a binding for the whole company. */
  @ManyToOne(() => Outlet, { nullable: true, onDelete: 'CASCADE' })
  outlet: Outlet | null;

  /** He no longer does; a list that is loaded says so, because rows are never taken out by leaving them out. */
  @Column({ default: false })
  ended: boolean;
}

/** A rep is away, and who stands in for him. */
@Entity('comptoir_absence')
@Index(['rep', 'firstDay'], { unique: true })
export class Absence extends VendureEntity {
  constructor(input?: DeepPartial<Absence>) {
    super(input);
  }

  @ManyToOne(() => Rep, { nullable: false, onDelete: 'CASCADE' })
  rep: Rep;

  @Column()
  firstDay: string;

  /** First day back; none: not known. */
  @Column({ type: 'varchar', nullable: true })
  back: string | null;

  @ManyToOne(() => Rep, { nullable: true, onDelete: 'SET NULL' })
  substitute: Rep | null;
}
