export default {
	// Merge commits and `fixup!` commits are ignored by default.
	extends: ['@commitlint/config-conventional'],
	rules: {
		// The whole first line: `git log --oneline` and GitHub cut longer ones.
		'header-max-length': [2, 'always', 72],
		// Links and error messages in the body cannot be wrapped.
		'body-max-line-length': [0],
		'footer-max-line-length': [0]
	}
};
