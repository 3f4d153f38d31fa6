/** Refused request of the page. The message is shown to the person. */
export class Refusal extends Error {
	public override readonly name = 'Refusal';

	public constructor(
		public readonly status: number,
		message: string
	) {
		super(message);
	}
}
