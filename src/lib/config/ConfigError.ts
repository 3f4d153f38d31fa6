/** A variable that is wrong or missing, and what to do about it. Never holds the value. */
export interface ConfigProblem {
	variable: string;
	problem: string;
}

/** Bad configuration: one message that names every wrong or missing variable. */
export class ConfigError extends Error {
	public override readonly name = 'ConfigError';

	public constructor(public readonly problems: readonly ConfigProblem[]) {
		const lines = problems.map(({ variable, problem }) => `  ${variable}: ${problem}`);
		super(`The configuration is not right yet:\n${lines.join('\n')}`);
	}
}
