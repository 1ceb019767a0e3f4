// A PostgreSQL in a process of its own: PGlite loads its parts by dynamic import, which jest's sandbox does not allow.
const { PGlite } = require('@electric-sql/pglite');

const database = PGlite.create();

process.on('message', async ({ id, sql, values }) => {
  try {
    const postgres = await database;
    const result = values ? await postgres.query(sql, values) : await postgres.exec(sql);
    process.send({ id, rows: values ? result.rows : [] });
  } catch (error) {
    process.send({ id, error: { message: error.message, code: error.code } });
  }
});
process.on('disconnect', () => process.exit(0));
