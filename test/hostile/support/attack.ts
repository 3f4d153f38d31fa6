import { expect, it } from 'vitest';
import { type RowCounts, Target } from './Target.js';

/** Anything with the status of an answer. `null` means that the connection ended without an answer. */
interface Answered {
	status: number | null;
}

/** Value, or function that computes it from the answer. */
type Stated<Answer, Value> = Value | ((answer: Answer) => Value);

export interface Attack<Answer> {
	/** Title of the test. */
	name: string;
	/** Carries out the attack and returns what the attacker sees. */
	how: (target: Target) => Promise<Answer>;
	/** Expected status of every answer, or a function that checks them. */
	answer: number | ((answer: Answer) => void);
	/** Rows that the attack adds. Default: none, in any table. */
	stores?: Stated<Answer, Partial<RowCounts>>;
	/** Messages that the listeners of the linked server receive. Default: none. */
	announces?: Stated<Answer, readonly string[]>;
	/** Errors that the bot logs. Default: none. */
	logs?: readonly RegExp[];
	/** Checks more of the state after the attack. */
	after?: (target: Target, answer: Answer) => Promise<void> | void;
}

/**
 * Starts a bot for the attacks of a test file, at the top level of the file.
 *
 * @returns `attack`, which carries out one attack and checks its answer, the rows, the log and the announced events.
 * After the attack, the bot must be healthy and handle the next genuine webhook.
 */
export async function underAttack(environment: Readonly<Record<string, string>> = {}, publicUrl?: string) {
	const target = await Target.start(environment, publicUrl);
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
	return { attack, target };
}

function stated<Answer, Value>(value: Stated<Answer, Value>, answer: Answer): Value {
	return typeof value === 'function' ? (value as (answer: Answer) => Value)(answer) : value;
}

let probes = 0;

/** Expects that the bot is ready, and that a genuine webhook is answered, stored and heard. */
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
