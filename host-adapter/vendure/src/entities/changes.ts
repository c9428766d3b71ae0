import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/**
 * Something that decisions go by was written: one row a transaction and kind, inserted where it is written and never changed,
 * so that nobody waits for anybody. Rows are taken out from the oldest on, see `rules/changes.ts`.
 */
@Entity('comptoir_change')
export class Change {
  /** Rising whatever ids the shop has. */
  @PrimaryGeneratedColumn('increment')
  id: number;

  /** A kind of `rules/changes.ts`. */
  @Column()
  kind: string;
}
