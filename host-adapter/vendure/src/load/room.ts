import { DataSource } from 'typeorm';
import { keysOf, pathOf } from './keys';
import { Row, RowError } from './spec';
import { columnsOf, Table, TABLES } from './tables';

/** Of a key, in characters: more is not indexed everywhere. */
const LONGEST_KEY = 255;

/** Throws `RowError` of a row with a text for which this database has no room. */
export function roomIn(source: DataSource, table: Table): (row: Row) => void {
  const spec = TABLES[table];
  const metadata = source.getMetadata(spec.kind);
  const most = columnsOf(spec).map((name): [string, number] => {
    const column = metadata.findColumnWithPropertyPath(pathOf(spec, name));
    const room = column ? Number(source.driver.getColumnLength(column)) : 0;
    return [name, room || (keysOf(table).includes(name) ? LONGEST_KEY : Infinity)];
  });
  return (row) => {
    for (const [name, room] of most) {
      if ([...row[name] ?? ''].length > room) throw new RowError(`\`${name}\` is longer than ${room} characters`);
      if (row[name]?.includes('\0')) throw new RowError(`\`${name}\` has a character that is none, of code 0`);
    }
  };
}
