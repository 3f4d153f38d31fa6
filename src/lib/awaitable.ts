/**
 * Value that may already be known. Functions on the path of a webhook return it, because a promise costs more than
 * their work.
 */
export type Awaitable<Value> = Value | Promise<Value>;

/**
 * Continues with a value: at once if it is known, otherwise when its promise resolves.
 *
 * An error in `next` is thrown at once if the value is known. Otherwise it rejects the returned promise.
 */
export function andThen<Value, Outcome>(
	value: Awaitable<Value>,
	next: (value: Value) => Awaitable<Outcome>
): Awaitable<Outcome> {
	return value instanceof Promise ? value.then(next) : next(value);
}
