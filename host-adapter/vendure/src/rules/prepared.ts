import type { DataSource, EntityManager, ObjectLiteral, SelectQueryBuilder } from 'typeorm';

/**
 * A statement whose text is made once: to write it anew from names and joins takes as long as to answer it, and some are asked in
 * every request. Answers raw rows.
 */
export class Prepared<Row> {
  private made = new WeakMap<DataSource, { text: string; own: ObjectLiteral }>();

  /** `query`: with `:names`, and without their values. */
  constructor(private query: (connection: DataSource) => SelectQueryBuilder<ObjectLiteral>) {}

  ask({ connection, queryRunner }: EntityManager, values: ObjectLiteral): Promise<Row[]> {
    let made = this.made.get(connection);
    if (!made) {
      const query = this.query(connection);
      // TypeORM gives it values of its own where a table holds several classes.
      made = { text: query.getQuery(), own: query.getParameters() };
      this.made.set(connection, made);
    }
    const [sql, parameters] = connection.driver.escapeQueryWithParameters(made.text, { ...made.own, ...values }, {});
    return connection.query(sql, parameters, queryRunner);
  }
}
