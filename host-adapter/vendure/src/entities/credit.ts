import { Column, Entity, Index, ManyToOne } from 'typeorm';
import { DeepPartial, VendureEntity } from '@vendure/core';
import { Company } from './people';

/** What a company may have open at once: shipped and owed, or ordered and not paid. */
@Entity('comptoir_credit_limit')
export class CreditLimit extends VendureEntity {
  constructor(input?: DeepPartial<CreditLimit>) {
    super(input);
  }

  @Index()
  @ManyToOne(() => Company, { nullable: false, onDelete: 'CASCADE' })
  company: Company;

  /** Code of the contract it holds for; none: for all of them together. */
  @Column({ type: 'varchar', nullable: true })
  contract: string | null;

  @Column()
  currency: string;

  /** None: it was agreed that there is no limit. */
  @Column({ type: 'varchar', nullable: true })
  amount: string | null;
}

/** A stretch in which somebody is there to confirm orders. */
@Entity('comptoir_working_time')
export class WorkingTime extends VendureEntity {
  constructor(input?: DeepPartial<WorkingTime>) {
    super(input);
  }

  @Index({ unique: true })
  @Column()
  start: Date;

  /** No longer in it. */
  @Column()
  end: Date;
}
