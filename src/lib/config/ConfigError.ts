/** Variable that is wrong or missing, and what to do about it. Never contains the value. */
export interface ConfigProblem {
	variable: string;
	problem: string;
}

export function describeProblem({ variable, problem }: ConfigProblem): string {
	return `${variable}: ${problem}`;
}

/** Error for a wrong configuration. Its message names every wrong variable. */
export class ConfigError extends Error {
	public override readonly name = 'ConfigError';

	/** @param missing Variables that are not set. They are no problem by themselves. */
	public constructor(
		public readonly problems: readonly ConfigProblem[],
		public readonly missing: readonly ConfigProblem[] = []
	) {
		const lines = problems.map((problem) => `  ${describeProblem(problem)}`);
		super(`The configuration has errors. Correct these settings:\n${lines.join('\n')}`);
	}
}
