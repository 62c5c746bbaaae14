import { idIn, textIn } from '../shared/answer';
import type { Reader } from '../shared/endpoint';
import type { Unread } from '../shared/unread';
import { FILES_PER_PAGE, folderList } from './calls';
import { asWhy } from './collaborators';

/** A document, or a folder. */
export interface Found {
	token: string;
	type: string;
	/** Blank if it is not known. */
	name: string;
	/** Why what is in it is not known, if it is a folder that cannot be opened. */
	unread?: Unread;
}

/** Everything of which other folders may show the same thing, or lead back to itself. */
class Known {
	private readonly tokens = new Set<string>();

	isNew(token: string): boolean {
		if (token === '' || this.tokens.has(token)) return false;
		this.tokens.add(token);
		return true;
	}
}

/**
 * Yields a folder, all documents in it, and the same of each folder below, each once. Shortcuts lead elsewhere, and
 * are not followed.
 * @throws {Unread} if the folder itself cannot be listed, or none can any more
 */
export async function* allIn(folder: string, reader: Reader): AsyncGenerator<Found> {
	const known = new Known();
	known.isNew(folder);
	const open: Found[] = [{ token: folder, type: 'folder', name: '' }];
	for (let current = open.pop(); current !== undefined; current = open.pop()) {
		const below: Found[] = [];
		yield current;
		const question = { query: { folder_token: current.token, page_size: FILES_PER_PAGE } };
		try {
			for await (const file of reader.pages(folderList, 'files', question)) {
				const found = { token: idIn(file, 'token'), type: textIn(file, 'type'), name: textIn(file, 'name') };
				if (found.type === 'shortcut' || !known.isNew(found.token)) continue;
				if (found.type === 'folder') below.push(found);
				else yield found;
			}
		} catch (error) {
			const why = asWhy(error);
			if (why.isFinal || current.token === folder) throw why;
			yield { ...current, unread: why };
		}
		open.push(...below.reverse());
	}
}
