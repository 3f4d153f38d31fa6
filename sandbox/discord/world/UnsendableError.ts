/** Something that Discord's own client would not let a person send: a test or a demo asked for it by mistake. */
export class UnsendableError extends Error {
	public override readonly name = 'UnsendableError';
}
