import { placeFrom, type MailPlace, type SeedMailPlace } from '../../sandbox/mailPlaces';

export interface SeedPublicMailboxes {
	publicMailboxes?: readonly SeedMailPlace[];
}

/** A world without public mailboxes; their members are things. */
export function createWorld() {
	const publicMailboxes = new Map<string, MailPlace>();
	const publicMailbox = (seed: SeedMailPlace): MailPlace => {
		const place = placeFrom(seed);
		publicMailboxes.set(place.id, place);
		return place;
	};
	return {
		state: { publicMailboxes },
		seed: { publicMailbox },
		seedAll: ({ publicMailboxes: given }: SeedPublicMailboxes) => given?.forEach(publicMailbox),
	};
}

/** What is there for people who look around. */
export const demo = {
	publicMailboxes: [
		{ id: 'pmb_support', email: 'support@example.com', name: 'Support' },
		{ id: 'pmb_hr', email: 'hr@example.com', name: '人事' },
	],
	things: {
		publicMailboxMember: [
			{ id: '7302001', in: 'pmb_support', row: { type: 'USER', user_id: 'ou_lin' } },
			{ id: '7302002', in: 'pmb_support', row: { type: 'USER', user_id: 'ou_zhou' } },
			{ id: '7302003', in: 'pmb_hr', row: { type: 'USER', user_id: 'ou_lin' } },
		],
	},
};
