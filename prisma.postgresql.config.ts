import { defineConfig } from 'prisma/config';

export default defineConfig({
	schema: 'prisma/postgresql/schema.prisma',
	migrations: { path: 'prisma/postgresql/migrations' },
	// Without a server, a database in memory: writing and checking migrations needs no other.
	datasource: { url: process.env.DATABASE_URL ?? 'pglite:' }
});
