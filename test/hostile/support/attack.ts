import { afterAll, beforeAll, expect, it } from 'vitest';
import { type RowCounts, Target } from './Target.js';

/** Anything with the status of an answer; `null`: the connection ended without one. */
interface Answered {
	status: number | null;
}

/** Known before, or told by the answer. */
type Stated<Answer, Value> = Value | ((answer: Answer) => Value);

export interface Attack<Answer> {
	/** The name of the attack. */
	name: string;
	/** How it is done; what the attacker gets to see. */
	how: (target: Target) => Promise<Answer>;
	/** The promised answer: the status of every one, or what holds for them. */
	answer: number | ((answer: Answer) => void);
	/** Rows that are promised to be there in addition. Default: none, of any kind. */
	stores?: Stated<Answer, Partial<RowCounts>>;
	/** What the listeners of the linked server are promised to hear of it. Default: nothing. */
	announces?: Stated<Answer, readonly string[]>;
	/** Lines that are promised in the log as errors. Default: none. */
	logs?: readonly RegExp[];
	/** What else is promised of the state after it. */
	after?: (target: Target, answer: Answer) => Promise<void> | void;
}

/**
 * Starts a bot for the attacks of this file.
 *
 * @returns `attack` carries one out, and expects its answer and the state after it: rows, log, what was announced, and a bot
 * that is healthy and handles the next genuine webhook.
 */
export function underAttack(environment: Readonly<Record<string, string>> = {}, publicUrl?: string) {
	let target: Target;
	beforeAll(async () => {
		target = await Target.start(environment, publicUrl);
	});
	afterAll(() => target.world.stop());

	const attack = <Answer>(row: Attack<Answer>): void =>
		it(row.name, async () => {
			const rowsBefore = await target.rows();
			const heardBefore = target.announced.length;
			const answer = await row.how(target);
			expectAnswer(row.answer, answer);
			const added = minus(await target.rows(), rowsBefore);
			expect(added).toEqual({ ...minus(rowsBefore, rowsBefore), ...stated(row.stores, answer) });

			await expectHealthy(target);
			expect(target.announced.slice(heardBefore, -1)).toEqual(stated(row.announces, answer) ?? []);
			await row.after?.(target, answer);
			expect(target.errors.splice(0)).toEqual((row.logs ?? []).map((line) => expect.stringMatching(line)));
		});
	return { attack, target: () => target };
}

function stated<Answer, Value>(value: Stated<Answer, Value>, answer: Answer): Value {
	return typeof value === 'function' ? (value as (answer: Answer) => Value)(answer) : value;
}

let probes = 0;

/** Ready, and a genuine webhook sent after the attack is answered, stored and heard. */
async function expectHealthy(target: Target): Promise<void> {
	const health = await fetch(`${target.world.url}/health`);
	expect(health.status).toBe(200);
	expect((await target.hears(`still here ${++probes}`)).status).toBe(200);
}

function expectAnswer<Answer>(expected: Attack<Answer>['answer'], answer: Answer): void {
	if (typeof expected === 'function') {
		expected(answer);
		return;
	}
	const all = [answer].flat() as Answered[];
	expect(all.length).toBeGreaterThan(0);
	expect(all.map(({ status }) => status)).toEqual(all.map(() => expected));
}

function minus(counts: RowCounts, less: RowCounts): RowCounts {
	const differences = Object.entries(counts).map(([key, count]) => [key, count - less[key as keyof RowCounts]]);
	return Object.fromEntries(differences) as RowCounts;
}
