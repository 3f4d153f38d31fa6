import { z } from 'zod';
import type { Call } from './Call.js';
import type { Route } from './Route.js';
import { routes } from './Router.js';

/** A variable, so that bundlers do not include this optional, ESM-only package. */
const SpecificationModule: string = 'discord-api-spec/zod';

type Schema = (value: unknown) => string | null;
type Schemas = ReadonlyMap<string, Schema>;

const zodSchema = z.custom<z.ZodType>((value) => typeof (value as z.ZodType | null)?.safeParse === 'function');

/**
 * Checks every call and its answer against the schemas that Discord publishes.
 *
 * @throws Error when `discord-api-spec` is not installed.
 */
export async function specProblems(calls: readonly Call[]): Promise<string[]> {
	const schemas = await loadSchemas();
	return calls.flatMap((call) => problemsOf(call, schemas).map((problem) => `${call.method} ${call.path}: ${problem}`));
}

function problemsOf(call: Call, schemas: Schemas): string[] {
	if (call.isIntercepted) return [];
	if (call.authorization === 'wrong') return ['came with a wrong token'];

	const route = routes.find(({ method, path }) => method === call.method && path === call.route);
	if (route === undefined) return ['the simulated Discord has no such route'];
	if (call.status === null || call.status >= 500)
		return [`the simulated Discord failed: ${JSON.stringify(call.reply)}`];
	if (route.isUnpublished) return [];
	if (call.status >= 400) return [...refusalProblems(call), ...replyProblems(schemas, ['Error'], call.reply)];

	return [
		...requestProblems(schemas, route, call),
		...(call.status === 204 ? [] : replyProblems(schemas, route.reply ?? [], call.reply))
	];
}

/** A refusal for a missing permission or a missing object is no fault of the bot; a malformed request is. */
function refusalProblems({ authorization, status, reply }: Call): string[] {
	// A person may revoke a token at any time.
	if (authorization === 'user' && status === 401) return [];
	return status === 400 || status === 401 ? [`was refused: ${JSON.stringify(reply)}`] : [];
}

function requestProblems(schemas: Schemas, { request = [] }: Route, { body }: Call): string[] {
	if (request.length === 0) return body === undefined ? [] : ['has a body, and should have none'];

	const problem = firstProblem(schemas, request, withNumericPermissions(body ?? {}));
	return problem === null ? [] : [`request does not fit ${request.join(' | ')}: ${problem}`];
}

function replyProblems(schemas: Schemas, names: readonly string[], reply: unknown): string[] {
	const problem = firstProblem(schemas, names, reply);
	return problem === null ? [] : [`the simulated Discord's answer does not fit ${names.join(' | ')}: ${problem}`];
}

/** Returns `null` when the value fits one of the schemas. */
function firstProblem(schemas: Schemas, names: readonly string[], value: unknown): string | null {
	const problems = names.map((name) => {
		const check = schemas.get(name.replace('[]', ''));
		if (check === undefined) throw new Error(`discord-api-spec has no schema called ${name}.`);
		if (!name.endsWith('[]')) return check(value);
		if (!Array.isArray(value)) return 'is not a list';
		return value.map(check).find((problem) => problem !== null) ?? null;
	});
	return problems.includes(null) ? null : (problems[0] ?? 'there is no schema');
}

/** The published schemas require a number where Discord's documentation and all libraries have a string. */
function withNumericPermissions(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(withNumericPermissions);
	if (typeof value !== 'object' || value === null) return value;
	if (!('default_member_permissions' in value) || typeof value.default_member_permissions !== 'string') return value;
	return { ...value, default_member_permissions: Number(value.default_member_permissions) };
}

async function loadSchemas(): Promise<Schemas> {
	const loaded: unknown = await import(SpecificationModule).catch((cause: unknown) => {
		throw new Error('To check calls against Discord\'s schemas, install "discord-api-spec" beside this package.', {
			cause
		});
	});

	return new Map(
		Object.entries(z.record(z.string(), z.unknown()).parse({ ...(loaded as object) })).flatMap(([name, entry]) => {
			const schema = zodSchema.safeParse(entry);
			return schema.success ? [[name.replace(/Schema$/, ''), toCheck(schema.data)] as const] : [];
		})
	);
}

function toCheck(schema: z.ZodType): Schema {
	return (value) => {
		const parsed = schema.safeParse(value);
		return parsed.success ? null : JSON.stringify(parsed.error.issues[0]);
	};
}
