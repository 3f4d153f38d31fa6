/**
 * Sends an action to the sandbox.
 *
 * @param status Shows why it was refused.
 * @returns Whether it was carried out.
 */
export async function post(path: string, body: object, status: HTMLElement): Promise<boolean> {
	status.textContent = '';
	try {
		const response = await fetch(path, {
			method: 'POST',
			headers: { 'Content-Type': 'application/json' },
			body: JSON.stringify(body)
		});
		if (response.ok) return true;
		// The reason of a 422 is in the log of its side.
		if (response.status !== 422) status.textContent = ((await response.json()) as { error: string }).error;
	} catch {
		status.textContent = 'The sandbox does not answer. Is it still running?';
	}
	return false;
}
