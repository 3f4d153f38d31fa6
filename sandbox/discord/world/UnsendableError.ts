/** Thrown for an action that Discord's own client would not let a person do: a mistake in a test or a demo. */
export class UnsendableError extends Error {
	public override readonly name = 'UnsendableError';
}
