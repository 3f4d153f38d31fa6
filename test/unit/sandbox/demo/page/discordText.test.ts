import { describe, expect, it } from 'vitest';
import { discordText } from '../../../../../sandbox/demo/page/history/discordText.js';

describe('the text of a Discord message', () => {
	it('shows escapes as what they escape', () => {
		expect(discordText('mia\\_live \\*not bold\\* \\`x\\` C:\\dir')).toEqual([
			{ style: 'plain', text: 'mia_live *not bold* `x` C:\\dir' }
		]);
	});

	it('has bold, code and times', () => {
		expect(discordText('**Run** `/kick link` until <t:0:R>.')).toEqual([
			{ style: 'bold', text: 'Run' },
			{ style: 'plain', text: ' ' },
			{ style: 'code', text: '/kick link' },
			{ style: 'plain', text: ' until ' },
			{ style: 'time', text: '1970-01-01T00:00:00.000Z' },
			{ style: 'plain', text: '.' }
		]);
	});

	it('leaves everything else alone', () => {
		expect(discordText('<b>2 * 3</b>\n<@1> <t:x> <t:9999999999999>')).toEqual([
			{ style: 'plain', text: '<b>2 * 3</b>\n<@1> <t:x> <t:9999999999999>' }
		]);
		expect(discordText('')).toEqual([]);
	});
});
