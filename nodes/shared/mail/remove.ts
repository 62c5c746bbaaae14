import type { INodeProperties } from 'n8n-workflow';
import { deletionById } from '../deletionById';
import type { Elsewhere } from '../elsewhere';
import { alreadyGone, keepCopy, onPage, userIdType } from '../fields';
import { KIND_NAMES } from '../idKinds';
import type { Refusals } from '../refusal';
import { kindIn, lookAtMembers, namesOfMember, showsWho } from './members';
import { addressOf, placeField, readPlace } from './field';
import { WRITE_RATES, changePage, type MailPlace } from './place';

/** What a deletion of members has of its own. */
interface Removal {
	/** As the addresses of pages have the members. */
	memberPage: string;
	refusals: Refusals;
	/** The code that says that a member is not there, and not which one. */
	missing: number;
	/** What agents are told: who is taken out, and what that means. */
	tool: string;
	/** The line at the top of the operation. */
	notice: string;
}

const OTHERS = Object.keys(KIND_NAMES).filter((kind) => kind !== 'other');

/** What names people elsewhere names no member here. */
function noMember({ one }: MailPlace): Elsewhere {
	const todo = `Enter the member ID that the ${one} gives this member. Get Many returns it as member_id: put this ID or address into Only These Members there.`;
	return Object.fromEntries(OTHERS.map((kind) => [kind, todo]));
}

/** The deletion of members of a mailing list or a public mailbox, and what the node shows of it. */
export function removalFrom(place: MailPlace, { memberPage, refusals, missing, tool, notice }: Removal) {
	const { key, one, member, members, page, columns } = place;
	const deletion = deletionById({
		noun: { ...member, done: 'removed' },
		documentation: changePage(memberPage, 'batch_delete'),
		request: { method: 'DELETE', url: `${members.path}/batch_delete` },
		ids: {
			[key]: placeField(place),
			member_id_list: {
				displayName: 'Member IDs',
				name: 'memberIds',
				example: '{{ $json.member_id }}',
				description: `The members to remove: one ID, a list separated by commas or line breaks, or an array. These are IDs of the ${one}, not of users: Get Many returns them as member_id, and finds them by user ID or email address.`,
			},
		},
		key: 'member_id',
		readPath: { [key]: (value) => readPlace(place, value) },
		alias: addressOf(place),
		elsewhere: noMember(place),
		limit: 200,
		rates: WRITE_RATES,
		refusals,
		missingCodes: [missing],
		missingInPart: true,
		// No record has one: it says which IDs of people the list shows.
		userKey: 'user_id',
		lookQuery: ['user_id_type'],
		kinds: Object.values(columns).includes('email') ? ['email'] : [],
		lookUp: lookAtMembers(place),
		namesIn: namesOfMember,
		opaque: { key: 'member_id', shows: (copy) => showsWho(copy, kindIn({ query: copy })) },
		bareIds: [/^od-/],
		operation: {
			name: `Remove ${one === 'mailing list' ? 'Mailing List' : 'Public Mailbox'} Members`,
			action: `Remove ${member.many}`,
			description: `Remove members from a ${one}`,
			notice: onPage(page, notice),
		},
		tool,
	});
	const deleteOptions: INodeProperties[] = [
		alreadyGone,
		keepCopy('It takes one call for each 200 members of the list. To restore members, use Add Members.'),
		userIdType,
	];
	return { ...deletion, deleteOptions };
}
