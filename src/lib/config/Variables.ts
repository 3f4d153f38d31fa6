import type { z } from 'zod';
import type { ConfigProblem } from './ConfigError.js';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Keys may contain quotes. If quotes were removed, stored tokens could no longer be decrypted. */
const Keys = new Set(['KICK_TOKEN_KEY', 'KICK_TOKEN_KEY_OLD']);
/** Variables that may contain line breaks, as a PEM does. */
const Multiline = new Set([...Keys, 'KICK_WEBHOOK_PUBLIC_KEY']);

/** Reads environment variables and collects their problems. */
export class Variables {
	public readonly problems: ConfigProblem[] = [];

	public constructor(private readonly environment: Environment) {}

	/**
	 * Returns the parsed value. Returns `null` when there is no value, or when it is wrong and was added to the problems.
	 *
	 * @param option Value of the matching option, which has priority over the variable.
	 */
	public read<T>(name: string, option: string | undefined, field: z.ZodType<T, string>): T | null {
		const value = option ?? this.#text(name);
		if (!value) return null;
		if (/\p{Cc}/u.test(value) && !Multiline.has(name)) {
			return this.refuse(name, 'has a control character, such as a tab or a line break. Enter it again');
		}
		const parsed = field.safeParse(value);
		return parsed.success
			? parsed.data
			: this.refuse(name, parsed.error.issues[0]?.message ?? 'is not valid. Check it');
	}

	/** Adds a problem that no field can detect by itself. */
	public refuse(variable: string, problem: string): null {
		this.problems.push({ variable, problem });
		return null;
	}

	/** Removes one pair of quotes, because `docker run --env-file` and some hosting panels pass quotes on. */
	#text(name: string): string {
		const text = this.environment[name]?.trim() ?? '';
		if (Keys.has(name)) return text;
		return (/^"(.*)"$/s.exec(text) ?? /^'(.*)'$/s.exec(text))?.[1]?.trim() ?? text;
	}
}
