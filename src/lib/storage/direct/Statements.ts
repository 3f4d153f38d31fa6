import type { Prisma } from '../prisma.js';

/** What our own SQL needs of a connection. Prisma's clients have it, too. */
export interface Statements {
	$queryRaw<Rows = unknown>(query: TemplateStringsArray | Prisma.Sql, ...values: unknown[]): Promise<Rows>;
	/** Answers how many rows it changed. */
	$executeRaw(query: TemplateStringsArray | Prisma.Sql, ...values: unknown[]): Promise<number>;
}
