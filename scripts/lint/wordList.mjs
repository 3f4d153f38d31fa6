/**
 * Words and phrases that make a text hard to read, with what to write instead.
 *
 * A space stands for any white space, so that a phrase is found over the end of a line, too.
 */
export const bannedWords = [
	{ phrase: 'whoever', instead: 'name the person or caller: "a caller that …", "anyone who …"' },
	{ phrase: 'somebody', instead: '"someone", or name the person: "a viewer", "the owner"' },
	{ phrase: 'nobody', instead: '"no one", or name who: "no process", "no viewer"' },
	{ phrase: 'anew', instead: '"again"' },
	{ phrase: 'shall', instead: '"should", "must" or the plain present' },
	{ phrase: 'ours', instead: 'name it: "the plugin\'s", "the bot\'s"' },
	{ phrase: '(he|him|his|himself)', instead: '"they", "their", or name the person' },
	{ phrase: '(she|her|hers|herself)', instead: '"they", "their", or name the person' },
	{ phrase: 'what (becomes|became|has become) of', instead: '"the result of", "the state of"' },
	{ phrase: '(becomes|became) of', instead: '"the result of", "the state of"' },
	{ phrase: '(put|puts|putting) aside', instead: '"move to the dead letters", "give up"' },
	{ phrase: '(go|goes|going|went) on with', instead: '"continue"' },
	{ phrase: '(come|comes|coming|came) round', instead: '"periodic", "is due again"' },
	{ phrase: 'by which way', instead: '"how", or name the transport' },
	{ phrase: '(stand|stands|stood|standing) in', instead: '"is in", "replaces"' },
	{ phrase: '(is|are|was|were|be|been) told', instead: '"gets", "learns", "is notified"' },
	{ phrase: '(mend|mends|mended|mending)', instead: '"fix"' },
	{ phrase: '(tell|tells|told|telling) (them |these |both |those )?apart', instead: '"distinguish"' },
	{ phrase: 'by now', instead: '"already", or leave it out' },
	{ phrase: 'whatever (it|they|he|she|comes|happens)', instead: 'say what: "any state", "in every case"' },
	{ phrase: 'everybody', instead: '"everyone"' },
	{ phrase: 'anybody', instead: '"anyone"' },
	{ phrase: 'for (ever|good)', instead: '"permanently", "indefinitely"' },
	{ phrase: 'all the same', instead: '"still", "nevertheless"' },
	// Not "any more events", "once more than" or "for certain types".
	{ phrase: 'any more(?! (than|(?!does)[a-z]{3,}s)\\b)', instead: '"no longer", "no … any longer"' },
	{ phrase: 'once more(?! than\\b)', instead: '"again"' },
	{ phrase: 'for certain(?! [a-z]{3,}s\\b)', instead: '"certainly"' },
	{ phrase: 'under way', instead: '"running", "current"' },
	{ phrase: 'tried again', instead: '"retried"' },
	{ phrase: '(go|goes|going|went) by the', instead: '"uses", "is sent by", "follows"' },
	{ phrase: 'of no use', instead: '"useless", "outdated"' },
	{ phrase: 'without end', instead: '"endless", "keeps …ing"' }
];
