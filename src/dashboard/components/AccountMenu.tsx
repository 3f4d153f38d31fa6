import { useFrame } from '../PageContext.js';
import { Form } from './Form.js';
import { Foreign } from './UntrustedText.js';

/** Who is logged in, and the ways out. */
export function AccountMenu() {
	const { person } = useFrame();
	if (person === null) return null;
	return (
		<details class="menu push">
			<summary>
				<span class="hidden">Logged in as </span>
				<Foreign text={person} />
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
