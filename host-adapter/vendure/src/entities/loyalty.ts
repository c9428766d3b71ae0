import { Column, Entity, Index, JoinColumn, ManyToOne, OneToOne } from 'typeorm';
import { DeepPartial, VendureEntity } from '@vendure/core';
import { Outlet } from './people';

/** Who collects bonuses: one phone, whatever the way his orders come. */
@Entity('comptoir_bonus_account')
export class BonusAccount extends VendureEntity {
  constructor(input?: DeepPartial<BonusAccount>) {
    super(input);
  }

  @Index({ unique: true })
  @Column()
  phone: string;

  /** An id of the policy's `bonus.segment`. */
  @Column({ type: 'varchar', nullable: true })
  segment: string | null;

  /** What loyalty stages go by; none: not known. */
  @Column({ type: 'varchar', nullable: true })
  turnover: string | null;

  /** Another one whenever its lots or orders moved. */
  @Column({ default: 1 })
  version: number;
}

/** This outlet's orders collect on this account. */
@Entity('comptoir_bonus_member')
export class BonusMember extends VendureEntity {
  constructor(input?: DeepPartial<BonusMember>) {
    super(input);
  }

  @OneToOne(() => Outlet, { nullable: false, onDelete: 'CASCADE' })
  @JoinColumn()
  outlet: Outlet;

  @ManyToOne(() => BonusAccount, { nullable: false, onDelete: 'CASCADE' })
  account: BonusAccount;
}

/** What one order earned, or what was loaded, and what is left of it. */
@Entity('comptoir_bonus_lot')
@Index(['account', 'code'], { unique: true })
export class BonusLot extends VendureEntity {
  constructor(input?: DeepPartial<BonusLot>) {
    super(input);
  }

  @ManyToOne(() => BonusAccount, { nullable: false, onDelete: 'CASCADE' })
  account: BonusAccount;

  @Column()
  code: string;

  @Column()
  amount: string;

  /** Without trailing zeros: nothing left is `0`. */
  @Column()
  remaining: string;

  /** Day on which it was credited. */
  @Column()
  earned: string;
}

export type BonusMoveKind = 'loaded' | 'earned' | 'redeemed' | 'given-back' | 'reversed' | 'expired';

/** Why a lot has what it has: its moves sum to what is left of it. */
@Entity('comptoir_bonus_move')
@Index(['effect', 'lot'], { unique: true })
export class BonusMove extends VendureEntity {
  constructor(input?: DeepPartial<BonusMove>) {
    super(input);
  }

  @Index()
  @ManyToOne(() => BonusLot, { nullable: false, onDelete: 'CASCADE', cascade: ['insert', 'update'] })
  lot: BonusLot;

  /** Key of the decision's effect: once applied, never again. */
  @Column()
  effect: string;

  @Column('varchar')
  kind: BonusMoveKind;

  /** Below 0 where it was taken. */
  @Column()
  amount: string;

  @Column({ type: 'varchar', nullable: true })
  order: string | null;

  @Column()
  day: string;
}

/** Bonuses that an order took from one lot. */
export interface Taken {
  lot: string;
  amount: string;
}

/** An order on an account, by whatever way it came, and what it means for the bonuses. */
@Entity('comptoir_bonus_order')
@Index(['account', 'code'], { unique: true })
export class BonusOrder extends VendureEntity {
  constructor(input?: DeepPartial<BonusOrder>) {
    super(input);
  }

  @ManyToOne(() => BonusAccount, { nullable: false, onDelete: 'CASCADE' })
  account: BonusAccount;

  @Index()
  @Column()
  code: string;

  @Column()
  day: string;

  /** `shop` for those of this engine. */
  @Column()
  channel: string;

  @Column({ default: false })
  cancelled: boolean;

  /** Goods with tax, after discounts, before bonuses. */
  @Column({ default: '0' })
  goods: string;

  /** What it is to bring once completed. */
  @Column({ default: '0' })
  accrues: string;

  @Column({ type: 'simple-json', nullable: true })
  redeemed: Taken[] | null;

  /** Its completion was settled. */
  @Column({ default: false })
  settled: boolean;

  /** Code of the lot that it made. */
  @Column({ type: 'varchar', nullable: true })
  earnedLot: string | null;

  /** Goods that came back, measured like `goods`. */
  @Column({ default: '0' })
  returned: string;
}

/** One order used a promo code. Of a cancelled order it is no longer here. */
@Entity('comptoir_promo_use')
export class PromoUse extends VendureEntity {
  constructor(input?: DeepPartial<PromoUse>) {
    super(input);
  }

  /** Id of the policy's `promo`. */
  @Index()
  @Column()
  promo: string;

  /** Code of the company. */
  @Column()
  company: string;

  /** Code of the order: it takes one promo code. */
  @Index({ unique: true })
  @Column()
  order: string;
}

/** A promo of the policy; its row is locked while an order with its code is placed. */
@Entity('comptoir_promo')
export class Promo extends VendureEntity {
  constructor(input?: DeepPartial<Promo>) {
    super(input);
  }

  @Index({ unique: true })
  @Column()
  code: string;

  @Column({ default: 0 })
  version: number;
}
