import { Column, Entity, Index, ManyToOne } from 'typeorm';
import { DeepPartial, User, VendureEntity } from '@vendure/core';
import { Employee } from './people';

/** Somebody of the shop at work in a client's cart: who, whose, and until when. Kept when it is over. */
@Entity('comptoir_entry')
export class Entry extends VendureEntity {
  constructor(input?: DeepPartial<Entry>) {
    super(input);
  }

  /** The administrator. */
  @ManyToOne(() => User, { nullable: false, onDelete: 'CASCADE' })
  user: User;

  /** Whose cart it is. */
  @ManyToOne(() => Employee, { nullable: false, onDelete: 'CASCADE' })
  employee: Employee;

  /** Buyer account that he bought for then. */
  @Column()
  account: string;

  /** SHA-256 of what opens it, once. */
  @Index({ unique: true })
  @Column()
  ticket: string;

  /** SHA-256 of the session's token; none: it was not opened yet. */
  @Index({ unique: true })
  @Column({ type: 'varchar', nullable: true })
  session: string | null;

  /** Contract chosen in it; the client's own choice stays his. */
  @Column({ type: 'varchar', nullable: true })
  contract: string | null;

  @Column()
  opened: Date;

  /** It ends by itself then. */
  @Column()
  until: Date;

  @Column({ type: Date, nullable: true })
  ended: Date | null;
}
