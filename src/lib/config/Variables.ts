import type { z } from 'zod';
import type { ConfigProblem } from './ConfigError.js';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Any text may be a key, quotes included: taking them off would leave the stored tokens without their key. */
const Keys = new Set(['KICK_TOKEN_KEY', 'KICK_TOKEN_KEY_OLD']);
/** A PEM has line breaks. */
const Multiline = new Set([...Keys, 'KICK_WEBHOOK_PUBLIC_KEY']);

/** Reads the environment's variables and collects what is wrong with them. */
export class Variables {
	public readonly problems: ConfigProblem[] = [];

	public constructor(private readonly environment: Environment) {}

	/**
	 * Returns the parsed value; `null` when there is none, or when it is wrong, which is then one of the problems.
	 *
	 * @param option Value of the option of the same meaning, which wins.
	 */
	public read<T>(name: string, option: string | undefined, field: z.ZodType<T, string>): T | null {
		const value = option ?? this.#text(name);
		if (!value) return null;
		if (/\p{Cc}/u.test(value) && !Multiline.has(name)) {
			return this.refuse(name, 'has a control character in it, such as a tab or a line break. Enter it again');
		}
		const parsed = field.safeParse(value);
		return parsed.success ? parsed.data : this.refuse(name, parsed.error.issues[0]?.message ?? 'is not valid');
	}

	/** Adds a problem that no field can see by itself. */
	public refuse(variable: string, problem: string): null {
		this.problems.push({ variable, problem });
		return null;
	}

	/** Takes one pair of quotes off: `docker run --env-file` and some hosting panels hand on those that people write. */
	#text(name: string): string {
		const text = this.environment[name]?.trim() ?? '';
		if (Keys.has(name)) return text;
		return (/^"(.*)"$/s.exec(text) ?? /^'(.*)'$/s.exec(text))?.[1]?.trim() ?? text;
	}
}
