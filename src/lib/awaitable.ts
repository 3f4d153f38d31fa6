/** A value that may be known already. Functions on the way of a webhook return it, since a promise costs more than their work. */
export type Awaitable<Value> = Value | Promise<Value>;

/**
 * Continues with a value: at once if it is known, otherwise when its promise resolves.
 *
 * Errors are thrown or rejected exactly as without it: what `next` throws is thrown at once, or rejects the returned promise.
 */
export function andThen<Value, Outcome>(
	value: Awaitable<Value>,
	next: (value: Value) => Awaitable<Outcome>
): Awaitable<Outcome> {
	return value instanceof Promise ? value.then(next) : next(value);
}
