// Client of SQLite, used as the type for both providers. Everything that SQLite's client allows is valid on PostgreSQL,
// too.
export { Prisma, PrismaClient } from '../../generated/sqlite/client.js';
