import { toRecord } from '../accounts/AccountRepository.js';
import type { PrismaClient } from '../prisma.js';
import { retryConflicts } from '../support/retryConflicts.js';
import type { ConsentRow, GuildLink } from './types.js';

type Transaction = Parameters<Parameters<PrismaClient['$transaction']>[0]>[0];

/** @see LinkRepository.consent */
export function storeConsent(prisma: PrismaClient, account: ConsentRow, use: GuildLink | 'bot'): Promise<string[]> {
	// Of two consents for one account at once, the second has to see what the first has ended and stored.
	const isolationLevel = 'Serializable';
	return retryConflicts(() =>
		prisma.$transaction((transaction) => store(transaction, account, use), { isolationLevel })
	);
}

async function store(transaction: Transaction, account: ConsentRow, use: GuildLink | 'bot'): Promise<string[]> {
	const isBot = use === 'bot';
	const { userId, slug, isBot: _, ...columns } = toRecord({ ...account, status: 'active', isBot });
	const ended = await endDeadLinks(transaction, userId, isBot ? null : use.guildId);
	if (isBot) {
		await transaction.kickAccount.updateMany({ where: { isBot: true, NOT: { userId } }, data: { isBot: false } });
	}
	await transaction.kickAccount.upsert({
		where: { userId },
		create: { userId, slug, isBot, ...columns },
		// The mark of the bot account and the channel's name stay where this consent is not about them.
		update: { ...columns, ...(slug !== null && { slug }), ...(isBot && { isBot }) }
	});
	if (!isBot) {
		const { guildId, linkedBy, linkedAt } = use;
		const link = { userId, linkedBy, linkedAt };
		await transaction.kickLink.upsert({ where: { guildId }, create: { guildId, ...link }, update: link });
	}
	return ended;
}

/** Ends the links of an account whose consent has ended, but for that of one server. */
async function endDeadLinks(transaction: Transaction, userId: bigint, kept: string | null): Promise<string[]> {
	const account = await transaction.kickAccount.findUnique({ where: { userId }, select: { status: true } });
	if (account?.status !== 'relink') return [];
	const where = { userId, ...(kept !== null && { NOT: { guildId: kept } }) };
	const links = await transaction.kickLink.findMany({ where, select: { guildId: true }, orderBy: { guildId: 'asc' } });
	await transaction.kickLink.deleteMany({ where });
	return links.map(({ guildId }) => guildId);
}
