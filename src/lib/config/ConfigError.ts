/** A variable that is wrong or missing, and what to do about it. Never holds the value. */
export interface ConfigProblem {
	variable: string;
	problem: string;
}

export function describeProblem({ variable, problem }: ConfigProblem): string {
	return `${variable}: ${problem}`;
}

/** Bad configuration: one message that names every wrong or missing variable. */
export class ConfigError extends Error {
	public override readonly name = 'ConfigError';

	/** @param missing What is missing beside the problems, where that is not wrong in itself. */
	public constructor(
		public readonly problems: readonly ConfigProblem[],
		public readonly missing: readonly ConfigProblem[] = []
	) {
		const lines = problems.map((problem) => `  ${describeProblem(problem)}`);
		super(`The configuration is not right yet:\n${lines.join('\n')}`);
	}
}
