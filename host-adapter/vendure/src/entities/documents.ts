import { Column, Entity, Index, ManyToOne, OneToOne, JoinColumn } from 'typeorm';
import { DeepPartial, VendureEntity } from '@vendure/core';
import type { documents, orders } from '@comptoir/node';
import { Company } from './people';

/** The next number of a kind of document; locked while one is made, so that none is used twice or left out. */
@Entity('comptoir_sequence')
export class Sequence extends VendureEntity {
  constructor(input?: DeepPartial<Sequence>) {
    super(input);
  }

  @Index({ unique: true })
  @Column()
  kind: string;

  @Column()
  next: number;
}

/** An invoice as it was issued; a correction voids it, and nothing changes it. */
@Entity('comptoir_invoice')
export class Invoice extends VendureEntity {
  constructor(input?: DeepPartial<Invoice>) {
    super(input);
  }

  @Index({ unique: true })
  @Column()
  number: string;

  /** Code of the order. */
  @Index()
  @Column()
  order: string;

  @Column()
  issued: string;

  @Column({ type: 'varchar', nullable: true })
  voided: string | null;

  /** What the order was when it was issued. */
  @Column('simple-json')
  lines: orders.OrderLine[];

  @Column()
  delivery: string;

  @Column()
  payable: string;

  /** The whole document, as the client got it. */
  @Column('simple-json')
  document: documents.OrderInvoice;
}

export type PaperKind = 'demo-invoice' | 'waybill';

/** Another numbered document that was handed out. */
@Entity('comptoir_paper')
@Index(['kind', 'number'], { unique: true })
export class Paper extends VendureEntity {
  constructor(input?: DeepPartial<Paper>) {
    super(input);
  }

  @Column('varchar')
  kind: PaperKind;

  @Column()
  number: string;

  /** The company, or the visitor's e-mail address. */
  @Column()
  for: string;

  @Column('simple-json')
  document: unknown;
}

/** Since when the ledger of a company has every entry. */
@Entity('comptoir_book')
export class Book extends VendureEntity {
  constructor(input?: DeepPartial<Book>) {
    super(input);
  }

  @OneToOne(() => Company, { nullable: false, onDelete: 'CASCADE' })
  @JoinColumn()
  company: Company;

  @Column()
  since: string;
}

/** What was owed before that day; below 0 where the shop owed. */
@Entity('comptoir_opening')
@Index(['company', 'contract', 'currency'], { unique: true })
export class Opening extends VendureEntity {
  constructor(input?: DeepPartial<Opening>) {
    super(input);
  }

  @ManyToOne(() => Company, { nullable: false, onDelete: 'CASCADE' })
  company: Company;

  @Column()
  contract: string;

  @Column()
  currency: string;

  @Column()
  balance: string;
}

/** A movement of the books. */
@Entity('comptoir_ledger_entry')
@Index(['company', 'code'], { unique: true })
export class LedgerEntry extends VendureEntity {
  constructor(input?: DeepPartial<LedgerEntry>) {
    super(input);
  }

  @ManyToOne(() => Company, { nullable: false, onDelete: 'CASCADE' })
  company: Company;

  @Column()
  code: string;

  @Column()
  contract: string;

  @Column()
  currency: string;

  @Column()
  day: string;

  @Column('varchar')
  kind: documents.EntryKind;

  @Column()
  amount: string;

  @Column({ type: 'varchar', nullable: true })
  due: string | null;
}
