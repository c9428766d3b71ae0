import { Column, Entity, Index, ManyToOne } from 'typeorm';
import { DeepPartial, VendureEntity } from '@vendure/core';
import { Company } from './people';

/** What a company agreed to. Amounts, days and percentages are texts, exact as they were loaded. */
@Entity('comptoir_contract')
export class Contract extends VendureEntity {
  constructor(input?: DeepPartial<Contract>) {
    super(input);
  }

  @Index({ unique: true })
  @Column()
  code: string;

  @ManyToOne(() => Company, { nullable: false, onDelete: 'CASCADE' })
  company: Company;

  /** Payment terms, a key of the policy's `contract` table. */
  @Column()
  terms: string;

  @Column()
  currency: string;

  @Column({ default: false })
  isDefault: boolean;

  @Column({ type: 'varchar', nullable: true })
  validFrom: string | null;

  /** First day no longer in force. */
  @Column({ type: 'varchar', nullable: true })
  validUntil: string | null;

  @Column({ type: 'varchar', nullable: true })
  priceList: string | null;

  /** In percent. */
  @Column({ type: 'varchar', nullable: true })
  discount: string | null;

  /** Under it the client sees these categories alone, between commas; empty: nothing. None: nothing agreed. */
  @Column({ type: 'varchar', nullable: true })
  categories: string | null;
}

@Entity('comptoir_price_list')
export class PriceList extends VendureEntity {
  constructor(input?: DeepPartial<PriceList>) {
    super(input);
  }

  @Index({ unique: true })
  @Column()
  code: string;

  @Column()
  currency: string;

  @Column({ type: 'varchar', nullable: true })
  validFrom: string | null;

  @Column({ type: 'varchar', nullable: true })
  validUntil: string | null;
}

/** One price from one quantity on. */
@Entity('comptoir_price_row')
@Index(['sku', 'priceList', 'fromQuantity'], { unique: true })
export class PriceRow extends VendureEntity {
  constructor(input?: DeepPartial<PriceRow>) {
    super(input);
  }

  @Column()
  sku: string;

  @ManyToOne(() => PriceList, { nullable: false, onDelete: 'CASCADE' })
  priceList: PriceList;

  @Column()
  fromQuantity: string;

  @Column()
  amount: string;
}
