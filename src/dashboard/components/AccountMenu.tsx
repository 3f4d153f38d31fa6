import { usePageContext } from '../PageContext.js';
import { Form } from './Form.js';
import { UntrustedText } from './UntrustedText.js';

/** Menu with the name of the logged-in person and the log-out buttons. */
export function AccountMenu() {
	const { person } = usePageContext();
	if (person === null) return null;
	return (
		<details class="menu push">
			<summary>
				<span class="hidden">Logged in as </span>
				<UntrustedText text={person} />
			</summary>
			<div>
				<Form to="logout">
					<button type="submit" class="quiet">
						Log out
					</button>
				</Form>
				<Form to="logout/everywhere">
					<button type="submit" class="quiet">
						Log out everywhere
					</button>
				</Form>
			</div>
		</details>
	);
}
