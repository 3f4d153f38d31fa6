import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { makeDeadLetter } from '../support/makeDeadLetter.js';
import { untilHandled } from '../support/untilHandled.js';
import { useBrowserWorld } from './support/useBrowserWorld.js';

const { world, chromium } = await useBrowserWorld((kick) => ({ KICK_FILES_BASE_URL: kick.url }));

/** Opens the log of a server with a long message, a failure, a test and a few more events. */
async function atLog() {
	const community = await world.createLinkedCommunity();
	const where = { in: community.streamer.slug };
	const guildId = community.guild.id;
	await community.streamer.goesLive({ title: 'Climbing to the top, then a conversation about unforgettable games' });
	await world.kick.viewer('a_name_of_thirty_characters_xx').follows(where);
	await world.kick.viewer('ana').says('Interestingly, extraordinary speedrunners '.repeat(5), where);
	await world.kick.viewer('ben').redeems('Pick the next song', 'something slow', where);
	const { id } = await untilHandled(guildId, ({ type }) => type === 'channel.reward.redemption.updated');
	await makeDeadLetter(world.place, { guildId, id, error: 'DiscordAPIError[50013]: Missing Permissions' });
	const visitor = await chromium.loggedIn(community.manager);
	return { ...community, visitor };
}

/** Returns the words of a page that are broken over two lines. */
function brokenWords(page: Page): Promise<string[]> {
	return page.evaluate(() => {
		const broken: string[] = [];
		const texts = document.createTreeWalker(document.querySelector('main')!, NodeFilter.SHOW_TEXT);
		for (let text = texts.nextNode(); text; text = texts.nextNode()) {
			for (const { 0: word, index } of (text.textContent ?? '').matchAll(/[\p{L}\p{N}_'’.]+/gu)) {
				const range = document.createRange();
				range.setStart(text, index);
				range.setEnd(text, index + word.length);
				if (range.getClientRects().length > 1) broken.push(word);
			}
		}
		return broken;
	});
}

describe('the log', () => {
	it.each(['log', 'log?columns=technical'])('breaks no word at 360, 768 and 1440 px: %s', async (address) => {
		const { guild, visitor } = await atLog();
		await visitor.open(`/${guild.id}/${address}`);
		await visitor.page.locator('#events').getByText('The bot lacks a permission in Discord.').waitFor();
		for (const width of [360, 768, 1_440]) {
			await visitor.page.setViewportSize({ width, height: 800 });
			expect([width, await brokenWords(visitor.page)]).toEqual([width, []]);
		}
		// Proves that the check finds broken words.
		await visitor.page
			.locator('#events .what > span')
			.first()
			.evaluate((cell) => {
				cell.textContent = 'unbreakable'.repeat(30);
			});
		await visitor.page.setViewportSize({ width: 360, height: 800 });
		expect(await brokenWords(visitor.page)).toEqual(['unbreakable'.repeat(30)]);
		await visitor.context.close();
	});
});
