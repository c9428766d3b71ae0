import { Column, Entity, Index, ManyToOne } from 'typeorm';
import { DeepPartial, VendureEntity } from '@vendure/core';
import { Outlet } from './people';

/** What an earlier order said of the client, for the next one to take from there. */
@Entity('comptoir_detail')
@Index(['outlet', 'name'], { unique: true })
export class Detail extends VendureEntity {
  constructor(input?: DeepPartial<Detail>) {
    super(input);
  }

  @ManyToOne(() => Outlet, { nullable: false, onDelete: 'CASCADE' })
  outlet: Outlet;

  /** One of the policy's `[order] details`. */
  @Column()
  name: string;

  /** Not blank. */
  @Column('text')
  value: string;
}
