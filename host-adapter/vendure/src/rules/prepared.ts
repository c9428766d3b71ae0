import type { DataSource, EntityManager, ObjectLiteral, SelectQueryBuilder } from 'typeorm';

/**
 * A statement whose text is made once: to write it anew from names and joins takes as long as to answer it, and some are asked in
 * every request. Answers raw rows.
 */
export class Prepared<Row> {
  private texts = new WeakMap<DataSource, string>();

  /** `query`: with `:names`, and without their values. */
  constructor(private query: (connection: DataSource) => SelectQueryBuilder<ObjectLiteral>) {}

  ask({ connection, queryRunner }: EntityManager, values: ObjectLiteral): Promise<Row[]> {
    let text = this.texts.get(connection);
    if (text === undefined) {
      text = this.query(connection).getQuery();
      this.texts.set(connection, text);
    }
    const [sql, parameters] = connection.driver.escapeQueryWithParameters(text, values, {});
    return connection.query(sql, parameters, queryRunner);
  }
}
