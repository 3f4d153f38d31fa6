import { Font, Script, Style } from '../assets.js';
import { TabIcon } from '../design/BrandMark.js';
import { usePageContext } from '../PageContext.js';

/** Files of a page. The font is preloaded, because the browser finds it only after it has read the style. */
export function PageAssets() {
	const folder = `${usePageContext().home}/assets`;
	return (
		<>
			<link rel="icon" href={TabIcon} />
			<link rel="preload" href={`${folder}/${Font.name}`} as="font" type={Font.type} crossorigin="anonymous" />
			<link rel="stylesheet" href={`${folder}/${Style.name}`} />
			<script src={`${folder}/${Script.name}`} defer />
		</>
	);
}
