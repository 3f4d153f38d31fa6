import { defineConfig } from 'prisma/config';

export default defineConfig({
	schema: 'prisma/sqlite/schema.prisma',
	migrations: { path: 'prisma/sqlite/migrations' },
	datasource: { url: process.env.DATABASE_URL ?? 'file:./data/kick.db' }
});
