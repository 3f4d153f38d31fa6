import { join } from 'node:path';
import { PrismaLibSql } from '@prisma/adapter-libsql';
import { expect, it, onTestFinished } from 'vitest';
import { PrismaClient } from '../../../../src/lib/storage/prisma.js';
import { temporaryFolder } from '../../../support/temporaryFolder.js';

// The reason for SqliteAdapter. When this fails, the official adapter is fixed and can replace it.
it('the official adapter leaves its connection with each transaction, and the pragmas with it', async () => {
	const url = `file:${join(temporaryFolder(), 'kick.db')}`;
	const prisma = new PrismaClient({ adapter: new PrismaLibSql({ url }), errorFormat: 'minimal' });
	onTestFinished(() => prisma.$disconnect());
	const cacheSize = async () => (await prisma.$queryRaw<{ cache_size: bigint }[]>`PRAGMA cache_size`)[0]?.cache_size;

	await prisma.$queryRaw`PRAGMA cache_size = 4321`;
	expect(Number(await cacheSize())).toBe(4321);
	await prisma.$transaction(async (transaction) => transaction.$queryRaw`SELECT 1`);
	expect(Number(await cacheSize())).not.toBe(4321);
});
