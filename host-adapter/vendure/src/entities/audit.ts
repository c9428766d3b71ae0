import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { DeepPartial, VendureEntity } from '@vendure/core';

/** What was decided, sealed onto the record before it. Never changed, never deleted. */
@Entity('comptoir_audit')
@Index(['writer', 'number'], { unique: true })
export class AuditRecord extends VendureEntity {
  constructor(input?: DeepPartial<AuditRecord>) {
    super(input);
  }

  @Column()
  writer: string;

  /** From 1, without gaps. */
  @Column()
  number: number;

  /** Canonical JSON, one line. */
  @Column('text')
  record: string;
}

/** The end of a writer's chain: its lock puts those who append in a row. */
@Entity('comptoir_audit_head')
export class AuditHead {
  @PrimaryColumn()
  writer: string;

  /** Of the last record; 0: there is none. */
  @Column()
  number: number;

  @Column()
  hash: string;
}
