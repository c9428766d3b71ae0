import { Column, Entity, Index, ManyToOne } from 'typeorm';
import { DeepPartial, VendureEntity } from '@vendure/core';
import { Company } from './people';

/** A claim of the shop on a company. */
@Entity('comptoir_receivable')
export class Receivable extends VendureEntity {
  constructor(input?: DeepPartial<Receivable>) {
    super(input);
  }

  @Index({ unique: true })
  @Column()
  code: string;

  @Index()
  @ManyToOne(() => Company, { nullable: false, onDelete: 'CASCADE' })
  company: Company;

  @Column()
  currency: string;

  @Column()
  amount: string;

  @Column()
  paid: string;

  /** Day of shipment; none while not shipped. */
  @Column({ type: 'varchar', nullable: true })
  shipped: string | null;

  /** Last day on which it may be paid. */
  @Column({ type: 'varchar', nullable: true })
  due: string | null;
}

/** Somebody let a credit gate pass for a company. */
@Entity('comptoir_grant')
export class Grant extends VendureEntity {
  constructor(input?: DeepPartial<Grant>) {
    super(input);
  }

  @Index()
  @ManyToOne(() => Company, { nullable: false, onDelete: 'CASCADE' })
  company: Company;

  @Column()
  gate: string;

  /** Code of the one order that it is for; none: any of the company. */
  @Column({ type: 'varchar', nullable: true })
  order: string | null;

  @Column()
  role: string;

  @Column()
  by: string;

  @Column('text')
  reason: string;

  /** The moment, in ISO 8601. */
  @Column()
  granted: string;

  /** Most that it lets pass, in this currency; none: any sum. */
  @Column({ type: 'varchar', nullable: true })
  upTo: string | null;

  @Column({ type: 'varchar', nullable: true })
  currency: string | null;

  /** One a wish: the same wish again is the same grant. */
  @Index({ unique: true })
  @Column()
  key: string;
}

/** What a company was shipped and returned in a month, `2026-10`. */
@Entity('comptoir_turnover')
@Index(['company', 'month'], { unique: true })
export class Turnover extends VendureEntity {
  constructor(input?: DeepPartial<Turnover>) {
    super(input);
  }

  @ManyToOne(() => Company, { nullable: false, onDelete: 'CASCADE' })
  company: Company;

  @Column()
  month: string;

  @Column()
  shipped: string;

  @Column({ default: '0' })
  returned: string;
}

/** What a company bought of an article in a month. */
@Entity('comptoir_bought')
@Index(['company', 'sku', 'month'], { unique: true })
export class Bought extends VendureEntity {
  constructor(input?: DeepPartial<Bought>) {
    super(input);
  }

  @ManyToOne(() => Company, { nullable: false, onDelete: 'CASCADE' })
  company: Company;

  @Column()
  sku: string;

  @Column()
  month: string;

  @Column()
  quantity: string;
}
